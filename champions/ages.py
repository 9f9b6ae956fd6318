"""How old somebody may be. Only the year of birth is kept, so the benefit of the doubt goes to being a child. Pure."""

# In the year in which they turn 18 they may still be 17.
GROWN_UP_FROM = 19


def may_be_under_18(birth_year, today):
    return birth_year is not None and today.year - birth_year < GROWN_UP_FROM
