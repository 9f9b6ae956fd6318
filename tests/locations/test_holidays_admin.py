"""Bank holidays in the admin: which are known, and taking in GOV.UK's file."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.models import AuditLine
from core.worklist import waiting_for
from locations.models import BankHoliday
from tests.factories.accounts import make_staff, make_superuser

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/bank-holidays/"
WORDS = "list of bank holidays that ends within a year"


@pytest.fixture(autouse=True)
def today(monkeypatch, now):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


@pytest.fixture
def editor(client):
    client.force_login(make_staff("Editors"))
    return client


def file_of(*days, name="bank-holidays.json"):
    events = [{"date": day, "title": title, "notes": ""} for day, title in days]
    return SimpleUploadedFile(name, json.dumps({"england-and-wales": {"events": events}}).encode())


def known(on, title="Boxing Day", nation="england-and-wales"):
    return BankHoliday.objects.create(nation=nation, on=on, title=title)


def text_of(response):
    return " ".join(response.content.decode().split())


def test_those_of_the_programmes_nation_are_listed_by_year(editor):
    known(date(2026, 12, 28))
    known(date(2028, 12, 26))
    known(date(2026, 11, 30), "St Andrew’s Day", "scotland")

    shown = text_of(editor.get(ADDRESS))

    assert "<h2>2026</h2> <ul><li>Monday 28 December 2026: Boxing Day</li></ul>" in shown
    assert "St Andrew" not in shown
    assert "help-warning" not in shown


def test_a_list_that_runs_out_is_said_there_and_on_the_first_page(editor, now):
    known(date(2027, 8, 30), "Summer bank holiday")
    user = make_superuser()

    assert "The last one known is Monday 30 August 2027." in text_of(editor.get(ADDRESS))
    assert (1, WORDS, ADDRESS) in waiting_for(user, now)

    known(date(2027, 12, 27))
    assert WORDS not in [words for _, words, _ in waiting_for(user, now)]


def test_with_none_known_it_says_what_that_means(editor):
    assert "No bank holiday is known yet" in text_of(editor.get(ADDRESS))


def test_an_editor_takes_in_the_file(editor):
    response = editor.post(ADDRESS, {"file": file_of(("2026-12-25", "Christmas Day"))}, follow=True)

    assert "1 bank holiday in the file: 1 new, 0 no longer there." in text_of(response)
    assert BankHoliday.objects.get().title == "Christmas Day"
    assert AuditLine.objects.filter(action="bank_holidays.imported").count() == 1


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (None, "Choose the file that you downloaded."),
        (SimpleUploadedFile("a.json", b"<html>"), "The file is not JSON, or was not downloaded whole."),
        (SimpleUploadedFile("a.json", b"[]"), "It is not GOV.UK’s file of bank holidays"),
        (SimpleUploadedFile("a.json", b"\xff\xfe\x00"), "The file is not JSON"),
        (SimpleUploadedFile("a.json", b" " * 2_000_001), "This file is too large"),
        (file_of(("soon", "Christmas Day")), "Day 1 of england-and-wales has no date like 2026-12-25"),
    ],
)
def test_a_file_that_is_something_else_gets_a_sentence_and_changes_nothing(editor, file, sentence):
    known(date(2026, 12, 28))

    response = editor.post(ADDRESS, {"file": file} if file else {})

    assert response.status_code == 422
    assert sentence in text_of(response)
    assert BankHoliday.objects.count() == 1


def test_a_coordinator_reads_them_and_changes_nothing(client):
    client.force_login(make_staff("Coordinators"))

    assert "Take in" not in text_of(client.get(ADDRESS))
    assert client.post(ADDRESS, {"file": file_of(("2026-12-25", "X"))}).status_code in (302, 403)
    assert not BankHoliday.objects.exists()
