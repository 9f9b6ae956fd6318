import io
import json
import zipfile

import pytest

from core.actors import Actor
from people.actions import merge_people
from people.subject_access import as_text, as_zip, everything_about
from tests.factories.messaging import make_message
from tests.factories.people import make_consent, make_person

pytestmark = pytest.mark.django_db


def test_everything_about_a_person_holds_what_each_app_keeps_and_nobody_elses(now):
    person = make_person("Asha Patel", phone="01632 960 123", adjustments="A seat near the door", notes="Rang")
    make_consent(person)
    make_message(person_key=person.key, body="See you on Thursday")
    make_message(person_key=make_person("Ben").key, body="Not hers")

    sections = dict(everything_about(person))

    assert sections["You"][0]["name"] == "Asha Patel"
    assert sections["You"][0]["adjustments"] == "A seat near the door"
    assert sections["You"][0]["notes"] == "Rang"
    assert [row["wording"] for row in sections["What you agreed to"]] == ["Tell me about new sessions."]
    assert [row["body"] for row in sections["Messages to you"]] == ["See you on Thursday"]


def test_everything_about_a_person_includes_records_merged_into_theirs(now):
    kept, gone = make_person("Asha Patel"), make_person("A Patel")
    merge_people(kept, gone, by=Actor.system(), now=now)

    assert [row["name"] for row in dict(everything_about(kept))["You"]] == ["Asha Patel", "A Patel"]


def test_the_text_reads_without_a_computer_in_mind(now):
    person = make_person("Asha Patel", now=now)

    text = as_text(everything_about(person))

    assert text.startswith("What we keep about you\n\nYOU\n\n  name: Asha Patel\n")
    assert "  created at: 20/11/2026 10:00" in text


def test_the_zip_holds_the_same_to_read_and_to_carry(now):
    person = make_person("Zoë O'Brien")

    with zipfile.ZipFile(io.BytesIO(as_zip(person))) as packed:
        assert sorted(packed.namelist()) == ["your-data.json", "your-data.txt"]
        assert json.loads(packed.read("your-data.json"))["You"][0]["name"] == "Zoë O'Brien"
        assert "Zoë O'Brien" in packed.read("your-data.txt").decode()
