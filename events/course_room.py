"""How full a whole course is, and who waiting has a place on all of it now. Pure: no database, no clock."""

from dataclasses import dataclass

from events.room import Room


@dataclass(frozen=True)
class CourseRoom(Room):
    """`left_on`: the places left on each date still to come, {date: places}; None for no limit.

    `dates_of`: for each waiting party the dates that it waits for: all of them, or one where somebody booked that date
    alone before the event became a whole course.
    """

    left_on: dict | None = None
    dates_of: tuple = ()

    @property
    def left(self):
        return fewest(self.left_on.values())

    def promoted(self):
        return self.fill()[0]

    @property
    def left_for_newcomers(self):
        return fewest(self.fill()[1].values())

    def fill(self):
        """Which waiting parties have a place now, and what is left on each date after that."""
        left_on, chosen = dict(self.left_on), []
        for number, (places, dates) in enumerate(zip(self.waiting, self.dates_of, strict=True)):
            left = fewest(left_on[date] for date in dates)
            if left is None or places <= left:
                chosen.append(number)
                left_on |= {date: left_on[date] - places for date in dates if left_on[date] is not None}
        return chosen, left_on


def fewest(places):
    """None where none of them has a limit."""
    return min((left for left in places if left is not None), default=None)
