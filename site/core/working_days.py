"""Days on which the council works. Pure: whoever asks brings the bank holidays."""

from datetime import timedelta


def is_working_day(day, holidays=()):
    """Monday to Friday, bank holidays left out."""
    return day.weekday() < 5 and day not in holidays


def working_days_before(day, count, holidays=()):
    """The day that lies `count` working days before."""
    while count:
        day -= timedelta(days=1)
        if is_working_day(day, holidays):
            count -= 1
    return day
