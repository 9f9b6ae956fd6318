"""What stands against holding a session at a place on a day: a bank holiday, a closure, its opening hours. Pure."""


class KnownDays:
    """Asked of each meeting; worked out once for all of them."""

    def clash(self, venue_id, starts_at, ends_at):
        """The Clash (with `skip`: whether the date is not made unless somebody says so), or None."""
        return None


def known_days(venue_ids, *, from_on, last_on):
    return KnownDays()
