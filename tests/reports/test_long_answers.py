"""Reports of long times, counted in the background: once for everybody, whole, and kept for a day."""

import logging
import threading
from datetime import date, timedelta

import pytest
from django.db import connections
from django.utils import timezone

from core.actors import Actor
from core.models import AuditLine
from core.roles import MANAGERS
from events.models import Attendance
from reports.actions import long_answers
from reports.actions.due import make_due
from reports.actions.making import claim, make
from reports.every import REPORTS, by_slug
from reports.keeping import from_text, to_text
from reports.models import LongAnswer, Yardstick
from reports.periods import PeriodKind, between, period_of
from reports.progress import MOST_STEPS, told
from tests.factories.accounts import make_staff
from tests.factories.events import make_feedback, make_occurrence, make_topic
from tests.factories.locations import make_area
from tests.factories.long_answers import CHOSEN, YEARS, ask_for, form_of, make_long_answer
from tests.factories.people import NOW
from tests.factories.reaching import make_changes, make_reached
from tests.factories.reports import make_autumn
from tests.factories.rows import make_rows_file

pytestmark = pytest.mark.django_db
LONG = ["programme", "reach", "outcomes"]


@pytest.fixture
def by():
    return Actor.of(make_staff(MANAGERS))


def years(first_on, last_on):
    return {"period": between(first_on, last_on)}


@pytest.mark.parametrize("slug", LONG)
def test_more_than_thirteen_months_take_long(slug):
    report = by_slug()[slug]

    assert not report.takes_long(years(date(2025, 11, 1), date(2026, 11, 30)))
    assert report.takes_long(years(date(2025, 11, 1), date(2026, 12, 1)))
    for kind in set(PeriodKind) - {PeriodKind.DATES}:
        assert not report.takes_long({"period": period_of(kind, date(2026, 11, 20))})


def test_what_is_quick_for_five_years_and_what_has_no_period_is_never_long():
    five = years(date(2021, 12, 1), date(2026, 11, 30))

    of_any_days = [report for report in REPORTS if "first_on" in report.filters.base_fields]
    assert [report.slug for report in of_any_days if report.takes_long(five)] == LONG
    assert [report.slug for report in REPORTS if report.takes_long({})] == []


@pytest.mark.parametrize("slug", LONG)
def test_an_answer_that_was_kept_is_that_of_the_report(slug, by):
    make_autumn()
    make_reached()
    make_changes()
    report, form = by_slug()[slug], form_of(slug)
    ask_for(slug, by=by)

    made = make_due(lambda: NOW)

    kept, answer = long_answers.find_or_ask(report, form, by=by, now=NOW)
    assert (made, kept.state, kept.made_at) == (1, "ready", NOW)
    assert answer.and_tables(report.words_of_people(form.cleaned_data)) == report.answer(form.cleaned_data, now=NOW)
    assert any(table.rows for table in answer.tables)


def test_the_choice_comes_back_from_how_it_is_kept():
    area, topic = make_area("Castle", kind="ward", code="E05000001"), make_topic("Stay safe")
    typed = YEARS | {"place": "castle", "topic": topic.slug, "kind_of_event": "drop-in", "on": "2020-01-01"}
    form = form_of("programme", typed)

    again = form_of("programme", dict(pair.split("=") for pair in form.in_address().split("&")))

    assert again.cleaned_data["place"] == area
    assert again.in_address() == form.in_address()
    assert {**again.cleaned_data, "on": None} == {**form.cleaned_data, "on": None, "place": area}


def test_any_day_of_a_year_is_the_same_choice():
    first, second = (form_of("reach", {"kind": "calendar", "on": day}) for day in ("2026-01-01", "2026-11-20"))

    assert first.in_address() == second.in_address() == "kind=calendar&on=2026-01-01"


def test_the_same_is_counted_once_for_all(by):
    other = Actor.of(make_staff(MANAGERS))
    area = make_area("Castle", kind="ward", code="E05000001")

    first, again = ask_for("programme", by=by), ask_for("programme", by=other)
    here = [ask_for("programme", YEARS | {"place": typed}, by=by) for typed in ("castle", area.pk)]

    assert first == again != here[0] == here[1]
    assert AuditLine.objects.filter(action="report.asked").count() == 2


def test_asking_is_written_down_with_what_was_chosen(by):
    kept = ask_for("programme", by=by)

    line = AuditLine.objects.get()
    assert (line.action, line.user, line.about_id) == ("report.asked", by.user, str(kept.pk))
    assert line.detail == {"report": "programme", "chosen": YEARS}


def test_no_word_that_somebody_wrote_is_kept(by):
    make_feedback(make_occurrence(), words="Asha was so kind", said_on=date(2026, 10, 1))
    ask_for("outcomes", by=by)

    make_due(lambda: NOW)

    text = LongAnswer.objects.get().text
    assert "How sessions were" in text
    assert "Asha" not in text


def test_it_tells_how_far_it_is_before_each_query(by, monkeypatch):
    def answer(report, chosen, *, now):
        Attendance.objects.count()
        Attendance.objects.count()
        raise ValueError

    ask_for("programme", by=by)
    monkeypatch.setattr(type(by_slug()["programme"]), "answer", answer)

    make(claim(LongAnswer, NOW), long_answers.count, lambda: NOW + timedelta(seconds=9))

    kept = LongAnswer.objects.get()
    assert (kept.steps_done, kept.step) == (1, "going through the registers")
    assert kept.beat_at == NOW + timedelta(seconds=9)


def test_what_telling_asks_the_database_is_no_step():
    def tell(done, words):
        Attendance.objects.count()
        steps.append((done, words))

    steps = []
    with told(tell):
        Attendance.objects.count()
        Yardstick.objects.count()
    Attendance.objects.count()

    assert steps == [(0, "going through the registers"), (1, "looking things up")]


@pytest.mark.parametrize("slug", LONG)
def test_no_report_takes_more_steps_than_it_says(slug):
    make_autumn()
    make_reached()
    make_changes()
    steps = []

    with told(lambda done, words: steps.append((done, words))):
        by_slug()[slug].answer(form_of(slug).cleaned_data, now=NOW)

    assert [done for done, _ in steps] == list(range(len(steps)))
    assert 5 < len(steps) <= MOST_STEPS
    assert len({words for _, words in steps}) > 2


def test_one_in_somebodys_hand_is_not_taken_by_another():
    make_long_answer()

    first, second = claim(LongAnswer, NOW), claim(LongAnswer, NOW)

    assert (first.state, first.tries, second) == ("running", 1, None)


def test_one_whose_maker_died_is_counted_by_another_from_the_beginning():
    kept = make_long_answer(state="running", tries=1, beat_at=NOW - timedelta(minutes=4), steps_done=9, step="x")

    too_soon, taken = claim(LongAnswer, NOW), claim(LongAnswer, NOW + timedelta(minutes=2))

    assert (too_soon, taken) == (None, kept)
    assert (taken.tries, taken.steps_done, taken.step) == (2, 0, "")


def test_a_maker_that_was_taken_for_dead_leaves_it_to_the_other():
    make_long_answer()
    slow = claim(LongAnswer, NOW)
    LongAnswer.objects.update(tries=2, step="counted by the other")

    assert make(slow, long_answers.count, lambda: NOW) is False
    kept = LongAnswer.objects.get()
    assert (kept.state, kept.tries, kept.step, kept.text) == ("running", 2, "counted by the other", "")


def test_one_that_fails_again_and_again_says_so_and_can_be_asked_for_again(by, monkeypatch, caplog):
    def fail(*args, **kwargs):
        raise ValueError("Asha cannot be counted")

    ask_for("programme", by=by)
    monkeypatch.setattr(logging.getLogger("digital_link"), "propagate", True)
    with monkeypatch.context() as broken:
        broken.setattr(type(by_slug()["programme"]), "answer", fail)
        made = make_due(lambda: NOW)
    failed = ask_for("programme", by=by)
    assert (made, failed.state, failed.tries) == (0, "failed", 3)
    assert "Asha" not in caplog.text

    again = long_answers.ask(by_slug()["programme"], form_of("programme"), by=by, now=NOW)

    assert (again, again.state, again.tries) == (failed, "waiting", 0)
    assert make_due(lambda: NOW) == 1


def test_a_choice_that_is_there_no_more_fails_and_says_nothing_of_it():
    make_long_answer(chosen=f"{CHOSEN}&topic=gone")

    assert make_due(lambda: NOW) == 0
    assert LongAnswer.objects.get().state == "failed"


def test_counting_again_begins_anew_and_not_while_it_goes_on(by):
    report, form = by_slug()["programme"], form_of("programme")
    ask_for("programme", by=by)
    make_due(lambda: NOW)
    later = NOW + timedelta(hours=1)

    first = long_answers.ask(report, form, by=by, now=later)
    second = long_answers.ask(report, form, by=by, now=later)

    assert (first.state, first.asked_at, first.text, first.made_at) == ("waiting", later, "", None)
    assert second == first
    assert AuditLine.objects.filter(action="report.asked").count() == 2


def test_after_a_day_it_is_counted_anew(by):
    ask_for("programme", by=by)
    make_due(lambda: NOW)

    soon = ask_for("programme", by=by, now=NOW + timedelta(hours=23))
    late = ask_for("programme", by=by, now=NOW + timedelta(hours=25))

    assert (soon.state, late.state) == ("ready", "waiting")


def test_one_that_other_code_has_kept_is_counted_anew(by):
    make_long_answer(state="ready", text='{"answer": {"old": 1}}', made_at=NOW)

    assert ask_for("programme", by=by).state == "waiting"


def test_they_are_gone_after_a_day():
    make_long_answer("reach", now=NOW - timedelta(hours=25))
    new = make_long_answer(now=NOW - timedelta(hours=23))

    long_answers.forget_old_answers(NOW)

    assert list(LongAnswer.objects.all()) == [new]


def test_reports_go_before_files_of_rows(by, settings, tmp_path):
    settings.ROWS_FILES_FOLDER = str(tmp_path)
    file = make_rows_file(by.user, now=NOW - timedelta(hours=1))
    kept = make_long_answer()
    moments = iter(NOW + timedelta(seconds=number) for number in range(200))

    assert make_due(lambda: next(moments)) == 2

    kept.refresh_from_db()
    file.refresh_from_db()
    assert kept.made_at < file.made_at


def count_side_by_side():
    """Two makers at once. Returns how often the answer was counted."""

    def work():
        try:
            together.wait()
            make_due(timezone.now)
        finally:
            connections.close_all()

    together = threading.Barrier(2)
    makers = [threading.Thread(target=work) for _ in range(2)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()


@pytest.fixture
def counted(monkeypatch):
    """What was counted, by two makers who wait a moment for one another."""

    def answer(report, chosen, *, now):
        found.append(now)
        return real(report, chosen, now=now)

    found, kind = [], type(by_slug()["programme"])
    real = kind.answer
    monkeypatch.setattr(kind, "answer", answer)
    return found


@pytest.mark.django_db(transaction=True)
def test_two_makers_never_count_one_twice(counted):
    make_long_answer(now=timezone.now())

    count_side_by_side()

    assert (len(counted), LongAnswer.objects.get().state) == (1, "ready")


@pytest.mark.django_db(transaction=True)
def test_without_the_claim_they_would(counted, monkeypatch):
    def take(model, now):
        thing = model.objects.due(now).first()
        both_have_looked.wait(timeout=30)
        if thing:
            model.objects.update(state="running", tries=1)
            thing.tries = 1
        return thing

    both_have_looked = threading.Barrier(2)
    monkeypatch.setattr("reports.actions.due.claim", take)
    make_long_answer(now=timezone.now())

    count_side_by_side()

    assert len(counted) == 2


def test_what_is_kept_of_every_report_of_a_period_comes_back():
    """Also of those that are never long, so that one may become so."""
    for report in REPORTS:
        if report.of_periods:
            answer = report.answer(form_of(report.slug, {"kind": "quarter", "on": "2026-08-01"}).cleaned_data, now=NOW)
            if not answer.more:
                kept = from_text(to_text(answer))
                assert kept.and_tables(answer.tables[len(kept.tables) :]) == answer
