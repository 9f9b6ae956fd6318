"""When nobody meets: from Christmas Eve to New Year's Day, the next to come or now."""

from datetime import date, timedelta


def christmas_eve(today):
    return date((today - timedelta(days=1)).year, 12, 24)


def quiet_days(today):
    return {christmas_eve(today) + timedelta(days=number) for number in range(9)}


def closures(today):
    """(first day, last day, reason) of every place."""
    eve = christmas_eve(today)
    return [
        (eve + timedelta(days=1), eve + timedelta(days=3), "Christmas"),
        (eve + timedelta(days=8), eve + timedelta(days=8), "New Year"),
    ]
