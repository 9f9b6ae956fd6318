"""Which numbers of the published tables are hidden, and how the others are shown. Pure."""

SMALL = 5  # a number of people under this is hidden, nought as well
STEP = 5  # what is shown is rounded to this


def rounded(number):
    """To the nearest 5: 7 is 5, 8 is 10."""
    return (number + STEP // 2) // STEP * STEP
