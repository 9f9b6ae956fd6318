from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from core import nightly, retention
from core.models import AuditLine, Retention
from messaging.models import CallOutcome, Message
from tests.factories.messaging import make_message

pytestmark = pytest.mark.django_db


def make_line(at):
    return AuditLine.objects.create(at=at, action="x", actor_kind="system", about_type="a.b", about_id="1")


def test_every_rule_is_in_the_table_with_its_months_and_reason():
    retention.make_rules()

    assert (
        set(Retention.objects.values_list("what", flat=True))
        == set(retention.RULES)
        >= {
            "people",
            "messages",
            "audit",
        }
    )
    assert not Retention.objects.filter(why="").exists()


def test_a_page_says_how_long_as_staff_have_it_now():
    assert retention.kept_for("people") == "12 months"
    retention.make_rules()
    Retention.objects.filter(what="people").update(months=1)

    assert retention.kept_for("people") == "1 month"


def test_months_that_staff_changed_stay():
    retention.make_rules()
    Retention.objects.filter(what="messages").update(months=2)

    retention.make_rules()

    assert Retention.objects.get(what="messages").months == 2


def test_messages_that_are_over_go_after_their_months_and_waiting_ones_stay(now):
    old = now - timedelta(days=200)
    make_message(state="sent", now=old)
    waiting = make_message(state="to-do", now=old)
    recent = make_message(state="sent", now=now - timedelta(days=100))

    went = retention.apply_rules(now)

    assert went["messages"] == 1
    assert set(Message.objects.all()) == {waiting, recent}
    line = AuditLine.objects.get(action="retention_applied")
    assert (line.about_id, line.detail) == ("messages", {"months": 6, "count": 1})


def test_audit_lines_go_after_six_years(now):
    make_line(now - timedelta(days=365 * 6 + 3))
    kept = make_line(now - timedelta(days=365 * 6))

    retention.apply_rules(now)

    assert list(AuditLine.objects.filter(action="x")) == [kept]


def test_applying_twice_does_nothing_more(now):
    make_message(state="sent", now=now - timedelta(days=200))
    retention.apply_rules(now)

    assert set(retention.apply_rules(now).values()) == {0}


def test_a_message_is_one_record_however_often_somebody_rang(now):
    message = make_message(channel="call", state="done", now=now - timedelta(days=200))
    for _ in range(2):
        message.tries.create(at=now, outcome=CallOutcome.NO_ANSWER)

    assert retention.apply_rules(now)["messages"] == 1


def test_each_run_leaves_a_line_with_the_rules_it_went_by(now):
    retention.make_rules()
    Retention.objects.filter(what="messages").update(months=2)

    retention.apply_rules(now)

    run = retention.last_run()
    assert (run.at, run.failed) == (now, ())
    assert run.months == dict(Retention.objects.values_list("what", "months"))
    assert run.months["messages"] == 2


def test_a_rule_that_fails_keeps_no_other_from_its_turn_and_is_written_down(now, monkeypatch, caplog):
    make_message(state="sent", now=now - timedelta(days=200))
    monkeypatch.setitem(retention.RULES, "audit", replace(retention.RULES["audit"], apply=fails))
    for logger in (nightly.logger, nightly.logger.parent):
        monkeypatch.setattr(logger, "propagate", True)

    went = retention.apply_rules(now)

    assert (went["audit"], went["messages"]) == (None, 1)
    assert retention.last_run().failed == ("audit",)
    assert "The nightly job retention of audit failed: ValueError" in caplog.text
    assert "Asha" not in caplog.text


def test_what_goes_and_its_line_are_one(now, monkeypatch):
    make_message(state="sent", now=now - timedelta(days=200))
    record = retention.record

    def record_no_message(action, about, **kwargs):
        if about.pk == "messages":
            raise OSError
        return record(action, about, **kwargs)

    monkeypatch.setattr(retention, "record", record_no_message)

    assert retention.apply_rules(now)["messages"] is None
    assert Message.objects.count() == 1


def fails(before, now):
    name = "Asha"
    raise ValueError(f"{name} has no ward")


def test_apply_retention_says_what_went(capsys):
    call_command("apply_retention")

    assert "messages: 0\n" in capsys.readouterr().out


def test_apply_retention_ends_badly_where_a_rule_failed(capsys, monkeypatch):
    monkeypatch.setitem(retention.RULES, "audit", replace(retention.RULES["audit"], apply=fails))

    with pytest.raises(CommandError, match="Not everything went"):
        call_command("apply_retention")

    assert "audit: failed\n" in capsys.readouterr().out
