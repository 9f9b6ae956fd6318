"""What went and what is left of make_kept() in tests/factories/keeping.py, worked out by hand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta

from core import nightly, retention
from core.actors import Actor
from core.models import AuditLine, Retention
from core.retention import RULES, apply_rules
from core.roles import COORDINATORS, EDITORS, MANAGERS, MEMBERS, SAFEGUARDING
from messaging.models import Message
from people.actions.erasing import erase_person, replay_erasures
from people.models import Person
from reports.kept import KeptReport
from reports.models import FrozenTable
from reports.periods import PeriodKind, period_of
from reports.tables import HIDDEN
from tests.factories.accounts import make_staff
from tests.factories.champions import make_champion, make_concern
from tests.factories.equality import make_answers
from tests.factories.events import make_attendance, make_event, make_feedback, make_occurrence
from tests.factories.keeping import at_night, make_kept
from tests.factories.messaging import make_message
from tests.factories.people import NOW, make_person
from tests.factories.reaching import make_frozen

pytestmark = pytest.mark.django_db
NOVEMBER = period_of(PeriodKind.MONTH, date(2026, 11, 1))
ADDRESS = "/admin/figures/kept/?kind=month&on=2026-11-01"


def answered(period=NOVEMBER, now=NOW):
    return KeptReport().answer({"period": period}, now=now)


def lines(table, now=NOW):
    """{what: the rest of its row}"""
    return {str(row[0]): row[1:] for row in answered(now=now).table(table).rows}


def fails(before, now):
    raise ValueError("It has no ward")


def test_what_went_is_said_with_the_rule_it_went_by():
    make_kept()

    rules = lines("rules")

    assert rules["Messages"][:3] == ("6 months", 3, date(2026, 11, 20))
    assert rules["People"][:3] == ("12 months", 1, date(2026, 11, 10))
    assert rules["Audit trail"][:3] == ("72 months", 0, None)
    assert rules["Messages"][3] == Retention.objects.get(what="messages").why
    assert len(rules) == len(RULES)


def test_what_went_is_said_run_by_run_the_last_first():
    make_kept()

    assert answered().table("gone").rows == (
        ("Messages", date(2026, 11, 20), "2am", 1, "6 months"),
        ("Messages", date(2026, 11, 10), "2am", 2, "6 months"),
        ("People", date(2026, 11, 10), "2am", 1, "12 months"),
    )


def test_what_is_still_there_says_since_when_and_what_is_due():
    make_kept()

    standing = lines("standing")

    # how many, of when the oldest, due in 30 days, past its time, rightly still there
    assert standing["Messages"] == (2, date(2026, 6, 1), 1, 0, None)
    assert standing["People"] == (1, None, 0, 0, None)
    assert standing["Merged records, to take apart"] == (0, None, 0, 0, None)


def test_the_answer_comes_first():
    make_kept()

    answer = answered()

    assert not answer.is_alarm
    assert answer.sentence == (
        "The rules are kept: the last run, on Friday 20 November 2026 at 2am, left nothing behind that was past its "
        "time. In the time chosen 4 records went."
    )
    assert [(tile.number, tile.words) for tile in answer.tiles] == [
        ("4", "records went in the time chosen"),
        ("0", "still there, past their time"),
        ("Today", "the last run"),
    ]


def test_the_runs_are_counted_by_month_from_the_first_on():
    make_kept()
    autumn = period_of(PeriodKind.QUARTER, date(2026, 11, 1))

    # From the 10th to the 20th are eleven nights.
    assert answered(autumn).table("months").rows == (("November 2026", 11, 2, 0, 4),)
    december = NOW + timedelta(days=12)
    assert answered(autumn, december).table("months").rows[1] == ("December 2026", 2, 0, 0, 0)


def test_what_went_at_another_time_is_left_out_and_what_is_there_is_not():
    make_kept()
    before = answered(NOVEMBER.before())

    assert before.table("gone").rows == before.table("months").rows == ()
    assert before.table("rules").column("went") == [0] * len(RULES)
    assert before.table("standing").rows == answered().table("standing").rows
    assert before.sentence.endswith("In the time chosen nothing was past its time.")


def test_people_who_were_erased_are_counted_by_why():
    make_kept()
    Person.objects.filter(erased_at__gte=at_night(date(2026, 11, 12))).update(erased_at=None)  # back from a backup
    replay_erasures(NOW)

    table = answered().table("erased")

    assert [row[1:] for row in table.rows] == [
        (1, date(2026, 11, 12)),
        (1, date(2026, 11, 10)),
        (1, date(2026, 11, 20)),
    ]
    assert table.total == ("All", 3, None)


def test_periods_that_were_frozen_are_listed_the_last_first():
    make_frozen("feedback", {})
    make_frozen("confidence", {})
    make_frozen("feedback", {}, kind="month")
    make_frozen("feedback", {}, kind="month", day=date(2026, 8, 1))
    FrozenTable.objects.filter(period="month-2026-08-01").update(frozen_at=NOW - timedelta(days=60))

    table = answered().table("frozen")

    assert table.rows == (
        ("October to December 2026", date(2026, 11, 20), 2),
        ("October 2026", date(2026, 11, 20), 1),
    )


def test_until_when_figures_are_frozen_is_said_for_people_stay_until_then():
    make_occurrence(day=date(2026, 10, 1))

    assert "Figures from Thursday 1 January 2026 on are not all frozen yet" in answered().table("frozen").note


def test_that_it_never_ran_is_told_first_and_so_is_what_should_have_gone():
    for _ in range(3):
        make_message(state="sent", now=NOW - timedelta(days=200))

    assert answered().sentence == (
        "Retention has never run here: nothing that is past its time has gone. Past its time and still there: Messages "
        "(3). See that the worker is running, and what its log says."
    )
    assert answered().table("months") is None


def test_that_it_has_not_run_since_is_told_first():
    make_kept()

    assert "The rules are kept" in answered(now=at_night(date(2026, 11, 21)) + timedelta(hours=2)).sentence
    assert answered(now=NOW + timedelta(days=3)).sentence == (
        "Retention has not run for 3 days: the last run was on Friday 20 November 2026 at 2am. See that the worker is "
        "running, and what its log says."
    )


def test_a_run_that_was_broken_off_is_told_first(london):
    make_kept()
    nightly.claim(retention.JOB, since=london(2026, 11, 21, 2), now=london(2026, 11, 21, 2))

    # Even where somebody had started one by hand in the evening before.
    apply_rules(london(2026, 11, 20, 20))

    answer = answered(now=london(2026, 11, 21, 10))

    assert answer.is_alarm
    assert answer.sentence == (
        "The run that began on Saturday 21 November 2026 at 2am was broken off: it never came to its end. See that the "
        "worker is running, and what its log says."
    )


def test_a_run_that_still_goes_on_is_a_note_and_no_alarm(london):
    make_kept()
    nightly.claim(retention.JOB, since=london(2026, 11, 21, 2), now=london(2026, 11, 21, 2))

    answer = answered(now=london(2026, 11, 21, 2, 10))

    assert answer.sentence.startswith("The rules are kept")
    assert answer.notes == ("A run began on Saturday 21 November 2026 at 2am and has not come to its end yet.",)


def test_a_night_that_came_to_its_end_is_neither(london):
    nightly.run_due(london(2026, 11, 20, 2))

    assert answered().sentence.startswith("The rules are kept")
    assert answered().notes == ()


def test_a_rule_that_failed_is_told_first_and_listed(monkeypatch):
    make_kept()
    monkeypatch.setitem(RULES, "messages", replace(RULES["messages"], apply=fails))
    monkeypatch.setitem(RULES, "people", replace(RULES["people"], apply=fails))
    apply_rules(NOW)

    answer = answered()

    assert answer.sentence == (
        "The last run, on Friday 20 November 2026 at 11am, failed for: Messages and People. See that the worker is "
        "running, and what its log says."
    )
    failed = [("Messages", date(2026, 11, 20), "11am"), ("People", date(2026, 11, 20), "11am")]
    assert list(answer.table("failed").rows) == failed
    assert answer.table("months").rows == (("November 2026", 11, 2, 1, 4),)


def test_what_the_last_run_left_behind_is_told_first():
    make_kept()
    make_message(state="sent", now=at_night(date(2026, 5, 19)))
    make_message(state="sent", now=at_night(date(2026, 5, 20)))  # past its time since the run: the next one takes it

    assert lines("standing")["Messages"] == (4, date(2026, 5, 19), 2, 1, None)
    assert answered().sentence.startswith("Past its time and still there: Messages (1). See")


def test_a_rule_that_was_changed_since_the_last_run_is_a_note_and_no_alarm():
    make_kept()
    Retention.objects.filter(what="messages").update(months=1)

    answer = answered()

    assert answer.sentence.startswith("The rules are kept")
    assert lines("standing")["Messages"] == (2, date(2026, 6, 1), 2, 0, None)
    assert answer.notes == (
        "Messages: kept for 1 month now, and for 6 months at the last run. The next run goes by the new rule.",
    )


def test_people_who_rightly_stay_are_counted_apart():
    long_ago = NOW - relativedelta(months=14)
    make_champion("Rowan", person=make_person("Rowan", now=long_ago), now=long_ago)
    came = make_person("Asha", now=long_ago)
    make_attendance(make_occurrence(day=(NOW - relativedelta(months=13)).date()), came)
    apply_rules(NOW)

    # Asha came in October 2025: of that nothing is frozen.
    assert lines("standing")["People"] == (
        2,
        None,
        0,
        0,
        "1 with something under way, such as an active champion or a booking to come; "
        "1 needed until the figures of their time are frozen",
    )
    assert answered().sentence.startswith("The rules are kept")


def test_how_many_concerns_there_are_is_for_safeguarding_leads_but_not_that_the_rule_is_broken():
    make_concern(state="closed", closed_at=NOW - timedelta(days=30))
    apply_rules(NOW)

    assert lines("standing")["Concerns, once closed"] == (HIDDEN, HIDDEN, HIDDEN, 0, None)

    make_concern(state="closed", closed_at=NOW - relativedelta(months=73))
    assert lines("standing")["Concerns, once closed"] == (HIDDEN, HIDDEN, HIDDEN, 1, None)


@pytest.mark.parametrize("days", [0, 1])
def test_what_is_said_to_be_due_is_what_the_next_run_takes(days):
    """To the day: what people said, and equality answers, of which a month goes whole."""
    for month in (10, 11, 12):
        make_answers(now=NOW.replace(year=2023, month=month), sex="female")
    make_feedback(make_occurrence(), words="Good", said_on=date(2024, 11, 20))
    make_feedback(make_occurrence(), words="Good", said_on=date(2024, 11, 21))
    now = NOW + timedelta(days=days)

    said = {title: row[3] for title, row in lines("standing", now).items()}
    went = apply_rules(now)

    assert {RULES[what].title: count for what, count in went.items()} == said
    assert (went["feedback"], went["equality"]) == (days, 8)


@pytest.mark.parametrize("rules_are_there", [True, False])
def test_a_rule_leads_to_where_it_is_changed_once_it_is_there(client, rules_are_there):
    if rules_are_there:
        retention.make_rules()
    client.force_login(make_staff(MANAGERS))

    assert ('href="/admin/retention/edit/messages/"' in client.get(ADDRESS).text) == rules_are_there


def test_every_rule_says_how_it_stands():
    assert [rule.what for rule in RULES.values() if not rule.holdings and not rule.stands] == []


def test_an_empty_programme_that_runs_is_a_calm_page():
    apply_rules(NOW)

    answer = answered()

    assert answer.sentence.endswith("In the time chosen nothing was past its time.")
    assert answer.table("gone").rows == answer.table("frozen").rows == ()
    assert answer.table("erased").column("number") == [0, 0, 0]


def test_a_rule_that_is_no_more_is_named_by_its_key():
    retention.apply_rules(NOW)
    line = AuditLine.objects.get(action="retention_ran")
    retention.record("retention_applied", Retention(what="letters"), by=Actor.system(), now=line.at, months=3, count=5)

    assert answered().table("gone").rows[0][0] == "letters"


def test_the_number_of_queries_does_not_grow(client, django_assert_max_num_queries):
    client.force_login(make_staff(MANAGERS))
    make_kept()
    with django_assert_max_num_queries(25) as before:
        client.get(ADDRESS)
    for number in range(3):
        make_message(state="sent", now=NOW - timedelta(days=200))
        apply_rules(NOW + timedelta(hours=number))
        make_frozen("feedback", {}, kind="month", day=date(2026, 7 + number, 1))
        erase_person(make_person(), by=Actor.system(), now=NOW, why="asked")
        make_feedback(make_occurrence(make_event()), words="Good")

    with django_assert_max_num_queries(len(before)):
        page = client.get(ADDRESS)

    assert page.status_code == 200


@pytest.mark.parametrize("group", [EDITORS, COORDINATORS, MEMBERS, SAFEGUARDING])
def test_other_staff_may_not_see_it(client, group):
    client.force_login(make_staff(group))

    assert client.get(ADDRESS).status_code in (302, 403)


def test_nothing_of_anybody_is_on_the_page_or_in_its_files(client):
    make_person("Quirina Threlkeld", now=at_night(date(2025, 5, 1)), email="quirina@example.org")
    make_message(state="sent", to="quirina@example.org", body="Dear Quirina", now=at_night(date(2026, 5, 1)))
    make_kept()
    client.force_login(make_staff(MANAGERS))

    for address in (ADDRESS, f"{ADDRESS}&as=csv&table=gone", f"{ADDRESS}&as=csv&table=standing"):
        words = client.get(address).getvalue().decode() if "csv" in address else client.get(address).text
        assert "Messages" in words
        assert "uirina" not in words
    assert not Message.objects.filter(body="Dear Quirina").exists()


def test_a_spreadsheet_of_concerns_hides_how_many_there_are(client):
    make_concern(state="closed", closed_at=NOW)
    client.force_login(make_staff(MANAGERS))

    file = client.get(f"{ADDRESS}&as=csv&table=standing").getvalue().decode()

    assert '"Concerns, once closed",[hidden],[hidden],[hidden],0,' in file
