"""The published tables are kept, whole, when a period is over and before anybody's rows go."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db.models import Count

from core import nightly, retention
from core.actors import Actor
from core.models import AuditLine
from core.words import LONDON
from events.models import Attendance, Mark, Occurrence
from people.actions.erasing import erase_person
from people.models import Person
from reports.actions.freezing import everything_is_frozen_before, freeze_ended
from reports.figures import frozen_figures
from reports.fixed import Figures, with_totals
from reports.models import FrozenTable
from reports.periods import period_of
from tests.factories.events import make_attendance, make_event, make_occurrence
from tests.factories.fixed_tables import AGE, LEARNERS, SESSIONS, VISITS, have_reports, make_table
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
AGES = {"18-64": "18 to 64", "65-74": "65 to 74", "?": "Not said"}

MAY, JUNE = (period_of("month", date(2026, month, 1)) for month in (5, 6))
SPRING = period_of("quarter", date(2026, 5, 1))


def london(year, month, day, hour=0):
    return datetime(year, month, day, hour, tzinfo=LONDON)


def count_by_language(period, now):
    """Visits and learners, as a fixed table of a real report counts them: by what is gone once somebody is erased."""
    here = {"starts_at__gte": period.starts_at, "starts_at__lt": period.ends_at}
    present = Attendance.objects.filter(
        mark=Mark.PRESENT, **{f"occurrence__{name}": value for name, value in here.items()}
    )
    visits = Counter({("attendances", part): 0 for part in AGES})
    for row in (
        present.order_by().values("person__language").annotate(visits=Count("pk"), who=Count("person", distinct=True))
    ):
        part = row["person__language"] or "?"
        visits["attendances", part] += row["visits"]
        visits["learners", part] += row["who"]
    cells = with_totals(dict(visits), (AGE,))
    cells["sessions_held", ""] = Occurrence.objects.filter(**here).count()
    return Figures(cells, {"age_band": dict(AGES)})


@pytest.fixture
def table(monkeypatch):
    table = make_table("ages", (SESSIONS, VISITS, LEARNERS), (AGE,), count_by_language)
    have_reports(monkeypatch, table)
    return table


def make_may():
    """Nine people of 18 to 64 and two of 65 to 74 come on 12 May 2026; the first two come again on 9 June."""
    event = make_event()
    may, june = (make_occurrence(event, day) for day in (date(2026, 5, 12), date(2026, 6, 9)))
    people = [
        make_person(f"Person {number}", language=part, now=london(2026, 5, 1))
        for number, part in enumerate(["18-64"] * 9 + ["65-74"] * 2)
    ]
    for person in people:
        make_attendance(may, person)
    for person in people[:2]:
        make_attendance(june, person)
    return people


def frozen(period):
    return FrozenTable.objects.get(period=period.key)


def test_a_month_is_frozen_when_its_last_register_has_locked(table):
    make_may()

    assert MAY.key not in freeze_ended(london(2026, 7, 1, 2))
    assert freeze_ended(london(2026, 7, 2, 2)) == ["month-2026-05-01"]


def test_what_is_frozen_is_exact_and_says_what_is_hidden(table):
    make_may()

    freeze_ended(london(2026, 7, 2, 2))

    kept = frozen(MAY)
    assert kept.figures.number("attendances", "18-64") == 9
    assert kept.figures.number("attendances", "65-74") == 2
    assert kept.figures.number("sessions_held", "") == 1
    assert list(kept.figures.labels["age_band"].items()) == list(AGES.items())
    assert ("attendances", "65-74") in kept.hidden_cells
    assert ("attendances", "?") in kept.hidden_cells
    assert ("sessions_held", "") not in kept.hidden_cells


def test_quarters_and_years_are_frozen_when_they_are_over(table):
    make_may()

    keys = freeze_ended(london(2027, 2, 2, 2))

    # Whole years: from August 2025, when the academic year of the first session began, to the end of 2026.
    assert Counter(key.partition("-")[0] for key in keys) == {"month": 17, "quarter": 5, "academic": 1, "calendar": 1}
    assert keys[-4:] == ["month-2026-11-01", "month-2026-12-01", "quarter-2026-10-01", "calendar-2026-01-01"]
    assert set(FrozenTable.objects.values_list("period", flat=True)) == set(keys)


def test_different_people_of_a_quarter_are_counted_for_the_quarter(table):
    make_may()

    freeze_ended(london(2026, 8, 1, 2))

    assert [frozen(period).figures.number("learners", "18-64") for period in (MAY, JUNE, SPRING)] == [9, 2, 9]
    assert [frozen(period).figures.number("attendances", "18-64") for period in (MAY, JUNE, SPRING)] == [9, 2, 11]


def test_a_frozen_period_is_the_same_after_everybody_was_erased(table):
    people = make_may()
    freeze_ended(london(2027, 2, 2, 2))
    before = {kept.period: kept.figures for kept in FrozenTable.objects.all()}

    for person in people:
        erase_person(person, by=Actor.system(), now=london(2027, 9, 1), why="retention")

    assert freeze_ended(london(2027, 9, 1)) != []
    after = {kept.period: kept.figures for kept in FrozenTable.objects.filter(period__in=before)}
    assert after == before
    assert frozen_figures([table], [MAY])[table.name, MAY.key].number("attendances", "65-74") == 2
    # Counted anew it would be lost: that is why it was kept.
    assert count_by_language(MAY, None).number("attendances", "65-74") == 0


def test_who_asks_to_be_erased_between_the_month_and_the_quarter_is_still_in_what_adds_up(table):
    people = make_may()
    freeze_ended(london(2026, 7, 2, 2))

    erase_person(people[-1], by=Actor.system(), now=london(2026, 7, 3), why="asked")
    freeze_ended(london(2026, 8, 1, 2))

    assert frozen(SPRING).figures.number("attendances", "65-74") == 2
    assert frozen(SPRING).figures.number("learners", "65-74") == 1  # different people cannot be added up
    assert frozen(SPRING).figures.number("learners", "") == 11


def test_a_second_run_changes_nothing_even_after_a_register_was_put_right(table):
    make_may()
    freeze_ended(london(2026, 7, 2, 2))
    kept = frozen(MAY)

    Attendance.objects.all().delete()

    assert freeze_ended(london(2026, 7, 3, 2)) == []
    assert frozen(MAY).cells == kept.cells
    assert frozen(MAY).frozen_at == kept.frozen_at


def test_freezing_leaves_one_audit_line_a_period_with_counts_alone(table):
    make_may()

    freeze_ended(london(2026, 7, 2, 2))

    line = AuditLine.objects.filter(action="figures_frozen").order_by("pk").last()
    assert line.detail == {"period": MAY.key, "tables": 1, "hidden": len(frozen(MAY).hidden)}


def test_a_programme_without_a_session_has_nothing_to_freeze(table):
    assert freeze_ended(london(2026, 7, 2, 2)) == []
    assert everything_is_frozen_before(london(2026, 7, 2, 2)) is None


def test_nobody_is_erased_who_came_in_a_year_that_is_not_frozen(table):
    """After a year they could go. The calendar year in which they came is frozen first, a month after it is over."""
    make_may()
    too_early, now = london(2027, 7, 1, 3), london(2027, 7, 1, 3) + timedelta(hours=1)

    assert retention.apply_rules(too_early)["people"] == 0

    freeze_ended(now)

    assert everything_is_frozen_before(now) == london(2026, 8, 1, 0)
    assert retention.apply_rules(now)["people"] == 11


def test_in_the_night_figures_are_kept_before_anybody_is_erased(table):
    names = list(nightly.JOBS)
    assert names.index("figures") < names.index("retention")
    make_may()

    nightly.run_due(london(2027, 8, 2, 3))

    assert frozen(MAY).figures.number("attendances", "65-74") == 2
    assert not Person.objects.known().exists()


def test_the_command_says_what_it_froze(table, capsys):
    make_may()

    call_command("freeze_reports")

    assert "frozen: month-2026-05-01" in capsys.readouterr().out.splitlines()
