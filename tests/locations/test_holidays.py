"""Bank holidays: GOV.UK's file of them, and whose count here."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from core.actors import Actor
from core.errors import Refused
from core.models import AuditLine
from locations.holidays import a_working_day_before, holidays_between, import_bank_holidays
from locations.models import BankHoliday
from tests.factories.people import NOW

pytestmark = pytest.mark.django_db
DECEMBER = (date(2026, 12, 1), date(2026, 12, 31))


def day(on, title, notes=""):
    return {"title": title, "date": on, "notes": notes, "bunting": True}


def file_of(tmp_path, days, nation="england-and-wales"):
    path = tmp_path / "bank-holidays.json"
    path.write_text(json.dumps({nation: {"division": nation, "events": days}}), encoding="utf-8")
    return path


def take_in(path):
    return import_bank_holidays(Path(path).read_bytes(), by=Actor.system(), now=NOW)


CHRISTMAS = [day("2026-12-25", "Christmas Day"), day("2026-12-28", "Boxing Day", "Substitute day")]


def test_the_file_of_gov_uk_is_taken_in_and_a_second_time_changes_nothing(tmp_path):
    path = file_of(tmp_path, CHRISTMAS)

    assert take_in(path) == (2, 2, 0)
    assert take_in(path) == (2, 0, 0)
    assert holidays_between(*DECEMBER) == {
        date(2026, 12, 25): "Christmas Day",
        date(2026, 12, 28): "Boxing Day (substitute day)",
    }
    assert AuditLine.objects.filter(action="bank_holidays.imported").count() == 2


def test_a_day_that_the_file_no_longer_has_goes_and_other_years_stay(tmp_path):
    take_in(file_of(tmp_path, [day("2025-12-25", "Christmas Day"), *CHRISTMAS]))

    assert take_in(file_of(tmp_path, [CHRISTMAS[0], day("2026-12-29", "A royal day")])) == (2, 1, 1)

    assert [str(on) for on in BankHoliday.objects.values_list("on", flat=True)] == [
        "2025-12-25",
        "2026-12-25",
        "2026-12-29",
    ]


def test_those_of_another_nation_do_not_count_here(tmp_path):
    take_in(file_of(tmp_path, [day("2026-11-30", "St Andrew’s Day")], nation="scotland"))

    assert holidays_between(date(2026, 11, 1), date(2026, 11, 30)) == {}
    assert holidays_between(date(2026, 11, 1), date(2026, 11, 30), nation="scotland") != {}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("<html>", "is not JSON, or was not downloaded whole"),
        ("[]", "it names no nation"),
        ('{"england-and-wales": {"events": []}}', "The file has no days for england-and-wales."),
        (
            '{"england-and-wales": {"events": [{"date": "25/12/2026", "title": "Xmas"}]}}',
            "no date like 2026-12-25",
        ),
        ('{"england-and-wales": {"events": [{"date": "2026-12-25"}]}}', "no date like 2026-12-25, or no title"),
        ('{"england-and-wales": {"events": ["2026-12-25"]}}', "no date like 2026-12-25, or no title"),
    ],
)
def test_a_file_that_is_not_theirs_is_refused_and_changes_nothing(tmp_path, text, sentence):
    take_in(file_of(tmp_path, CHRISTMAS))
    path = tmp_path / "wrong.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(Refused, match=sentence):
        take_in(path)

    assert BankHoliday.objects.count() == 2


def test_the_command_says_what_it_did_and_what_is_wrong(tmp_path, capsys):
    call_command("import_bank_holidays", file_of(tmp_path, CHRISTMAS))

    assert capsys.readouterr().out == "2 bank holidays in the file: 2 new, 0 no longer there.\n"
    with pytest.raises(CommandError, match="There is no file called nowhere"):
        call_command("import_bank_holidays", "nowhere.json")


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ((2026, 11, 20, 10), (2026, 11, 19, 10)),  # Friday
        ((2026, 11, 23, 10), (2026, 11, 20, 10)),  # Monday
        ((2026, 11, 21, 10), (2026, 11, 20, 0)),  # Saturday: what came on Thursday has had all of Friday
        ((2026, 12, 29, 9), (2026, 12, 24, 9)),  # after Christmas
        ((2027, 3, 29, 9), (2027, 3, 26, 9)),  # the clocks went forward on Sunday
    ],
)
def test_a_working_day_before_leaves_out_weekends_and_bank_holidays(now, before, london):
    for on, title in ((date(2026, 12, 25), "Christmas Day"), (date(2026, 12, 28), "Boxing Day")):
        BankHoliday.objects.create(nation="england-and-wales", on=on, title=title)

    assert a_working_day_before(london(*now)) == london(*before)
