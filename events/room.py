"""How full one occurrence is, and who waiting has a place now. Pure: no database, no clock."""

from dataclasses import dataclass


def room_of(occurrence, parties):
    """From the (state, places) of its live bookings, in the order in which they came."""
    return Room(
        capacity=occurrence.places,
        taken=sum(places for state, places in parties if state == "confirmed"),
        waiting=tuple(places for state, places in parties if state == "waiting"),
        may_wait=occurrence.event.waiting_list_places,
    )


@dataclass(frozen=True)
class Room:
    """`capacity` None: no limit. `waiting`: the size of each waiting party, in order. `may_wait`: places that may."""

    capacity: int | None
    taken: int = 0
    waiting: tuple[int, ...] = ()
    may_wait: int = 0

    @property
    def left(self):
        """Places that nobody has; None without a limit. Not below 0 when fewer than are booked."""
        return None if self.capacity is None else max(self.capacity - self.taken, 0)

    def promoted(self):
        """Which waiting parties have a place now, by their number in the line: each that fits, while room lasts."""
        left, chosen = self.left, []
        for number, places in enumerate(self.waiting):
            if left is None:
                chosen.append(number)
            elif places <= left:
                chosen.append(number)
                left -= places
        return chosen

    @property
    def left_for_newcomers(self):
        """What is left once everyone waiting who fits has their place: those places are held for them."""
        if self.left is None:
            return None
        return self.left - sum(self.waiting[number] for number in self.promoted())

    def fits(self, places):
        return self.left is None or places <= self.left_for_newcomers

    @property
    def waiting_left(self):
        """How many places more may wait."""
        still_waiting = sum(self.waiting) - sum(self.waiting[number] for number in self.promoted())
        return max(self.may_wait - still_waiting, 0)
