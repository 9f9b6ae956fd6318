"""Bank holidays: whose count here, which there are, and GOV.UK's file of them."""

import json
from datetime import date, datetime, timedelta

from django.db import transaction
from django.dispatch import Signal

from core.audit import record
from core.errors import Refused
from core.models import Nation, ProgrammeSettings
from core.words import LONDON, as_day, midnight
from core.working_days import is_working_day, working_days_before
from locations.models import BankHoliday

# Sent when days have come or gone: `days`, and whose doing it is (`by`, `now`). Sessions are planned on some of them.
changed = Signal()
# Staff are told to fetch the file again when the last day that we know is nearer than this.
ENOUGH = timedelta(days=365)
# No run of weekends and bank holidays is longer.
LONGEST_BREAK = timedelta(days=14)
SOURCE = "https://www.gov.uk/bank-holidays.json"
SUBSTITUTE = "Substitute day"
LONGEST_TITLE = 100


def holidays_between(from_on, last_on, *, nation=None):
    """{date: title} of the nation's bank holidays, both days included; of the programme's nation unless told."""
    nation = nation or ProgrammeSettings.current().nation
    known = BankHoliday.objects.filter(nation=nation, on__range=(from_on, last_on))
    return dict(known.values_list("on", "title"))


def known_until(nation=None):
    """The last bank holiday that we know of, or None."""
    nation = nation or ProgrammeSettings.current().nation
    return BankHoliday.objects.filter(nation=nation).order_by("-on").values_list("on", flat=True).first()


def run_out(now):
    """Whether the days that we know end within a year: dates further on would be planned on bank holidays."""
    last = known_until()
    return last is None or last < as_day(now) + ENOUGH


def a_working_day_before(now):
    """What came before this moment has lain here for a working day or more: at the same time of the one before; on a
    day off, since that one began.
    """
    today = as_day(now)
    holidays = holidays_between(today - LONGEST_BREAK, today)
    before = working_days_before(today, 1, holidays)
    if not is_working_day(today, holidays):
        return midnight(before)
    return datetime.combine(before, now.astimezone(LONDON).time(), tzinfo=LONDON)


@transaction.atomic
def import_bank_holidays(data, *, by, now):
    """Take in the bytes of GOV.UK's bank-holidays.json. Returns (dates in the file, new ones, ones taken away).

    The file rules the years that it covers: a day that it no longer has is taken away. A second run changes nothing.
    """
    found, days = read_days(data), set()
    gone = new = 0
    for nation, titles in found.items():
        held = BankHoliday.objects.filter(nation=nation, on__range=(min(titles), max(titles)))
        had = dict(held.values_list("on", "title"))
        gone += held.exclude(on__in=titles).delete()[0]
        new += len(titles.keys() - had.keys())
        days |= {on for on, _ in titles.items() ^ had.items()}
        BankHoliday.objects.bulk_create(
            [BankHoliday(nation=nation, on=on, title=title) for on, title in titles.items()],
            update_conflicts=True,
            unique_fields=["nation", "on"],
            update_fields=["title"],
        )
    total = sum(map(len, found.values()))
    record("bank_holidays.imported", BankHoliday(), by=by, now=now, taken=total, new=new, gone=gone)
    if days:
        changed.send(BankHoliday, days=days, by=by, now=now)
    return total, new, gone


def read_days(data):
    """{nation: {date: title}} of the nations that we know. Raises Refused with what is wrong."""
    try:
        data = json.loads(data)
    except (ValueError, RecursionError):
        raise Refused("The file is not JSON, or was not downloaded whole. Download it again.") from None
    if not isinstance(data, dict) or not any(nation in data for nation in Nation.values):
        raise Refused("It is not GOV.UK’s file of bank holidays: it names no nation, such as england-and-wales.")
    found = {nation: read_nation(data[nation], nation) for nation in Nation.values if nation in data}
    return found


def read_nation(part, nation):
    events = part.get("events") if isinstance(part, dict) else None
    if not isinstance(events, list) or not events:
        raise Refused(f"The file has no days for {nation}. Nothing was changed.")
    return dict(read_day(event, nation, number) for number, event in enumerate(events, 1))


def read_day(event, nation, number):
    try:
        on, title = date.fromisoformat(event["date"]), " ".join(event["title"].split())
        notes = event.get("notes") or ""
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Refused(
            f"Day {number} of {nation} has no date like 2026-12-25, or no title. Nothing was changed."
        ) from None
    if not title:
        raise Refused(f"Day {number} of {nation} has no title. Nothing was changed.")
    words = f"{title} (substitute day)" if SUBSTITUTE.lower() in str(notes).lower() else title
    return on, words[:LONGEST_TITLE]
