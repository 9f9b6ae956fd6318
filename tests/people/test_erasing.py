import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db.models import Q

from core.actors import Actor
from core.errors import Refused
from core.models import AuditLine
from messaging.models import Message
from people import registry
from people.actions import create_person, erase_person, merge_people
from people.erasures import read_file, register_file
from people.models import Consent, Erasure, Person
from people.retention import erase_inactive
from tests.factories.locations import make_area
from tests.factories.messaging import make_message
from tests.factories.people import make_consent, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def backup_folder(settings, tmp_path):
    settings.BACKUP_FOLDER = str(tmp_path)
    return tmp_path


def full_person(**kwargs):
    return make_person(
        "Asha Patel",
        contact_by="phone",
        phone="01632 960 123",
        phone_compared="01632960123",
        email="asha@example.org",
        email_compared="asha@example.org",
        address="1 High Street",
        helper_name="Ben Patel",
        helper_contact="ben@example.org",
        postcode="CA1 1AA",
        ward=make_area(),
        language="Gujarati",
        adjustments="A seat near the door",
        notes="Asha rang",
        **kwargs,
    )


def erase(person, now):
    return erase_person(person, by=Actor.system(), now=now, why="asked")


def everything_stored():
    return json.dumps([list(model.objects.values()) for model in (Person, Message, Consent, AuditLine)], default=str)


def test_erase_leaves_nothing_of_the_person_anywhere(now):
    person = full_person()
    make_message(person_key=person.key, to="asha@example.org", to_name="Asha Patel", body="Hello Asha")
    assert "Asha" in everything_stored()

    erase(person, now)

    person.refresh_from_db()
    assert str(person) == "(erased)"
    for said in ("Asha", "asha", "960 123", "960123", "High Street", "Ben", "CA1", "Gujarati", "seat"):
        assert said not in everything_stored()
    assert person.ward is None


def test_erase_keeps_rows_that_are_counted(now):
    person = full_person(age_band="75+")
    make_consent(person)
    make_message(person_key=person.key, state="sent")
    waiting = make_message(person_key=person.key, state="queued")

    erase(person, now)

    assert (Person.objects.get().age_band, Consent.objects.count(), Message.objects.count()) == ("75+", 1, 2)
    waiting.refresh_from_db()
    assert waiting.state == "withdrawn"


def test_erase_reaches_records_that_were_merged_into_it(now):
    kept, gone = make_person("Asha Patel"), make_person("Asha Patell", phone="01632 960 123")
    merge_people(kept, gone, by=Actor.system(), now=now)

    erase(kept, now)

    assert "Asha" not in everything_stored()
    assert Erasure.objects.count() == 2


def test_erase_refuses_a_record_that_was_merged_into_another(now):
    kept, gone = make_person("Asha"), make_person("Asha")
    merge_people(kept, gone, by=Actor.system(), now=now)

    with pytest.raises(Refused, match="merged into another"):
        erase(gone, now)


def test_erase_refuses_while_something_is_under_way(now, monkeypatch):
    monkeypatch.setattr(registry, "KEPT", dict(registry.KEPT))
    registry.keeps(
        "people.Consent", "person", title="Agreements", export=[], erase=[], in_use=lambda now: Q(withdrawn_at=None)
    )
    person = full_person()
    consent = make_consent(person)

    with pytest.raises(Refused, match="First end what is still under way: agreements"):
        erase(person, now)

    consent.withdrawn_at = now
    consent.save()
    assert erase(person, now).erased_at == now


def test_erase_twice_is_once(now):
    person = erase(full_person(), now)

    erase(person, now + timedelta(days=1))

    assert AuditLine.objects.filter(action="person_erased").count() == 1


def test_an_erasure_is_written_beside_the_backups_when_it_is_committed(now, django_capture_on_commit_callbacks):
    person = full_person()

    with django_capture_on_commit_callbacks(execute=True):
        erase(person, now)

    assert register_file().read_text().strip() == f"{person.key},{now.isoformat()}"


def test_replay_erasures_forgets_again_who_came_back_with_a_backup(now, django_capture_on_commit_callbacks, capsys):
    person = full_person()
    with django_capture_on_commit_callbacks(execute=True):
        erase(person, now)
    key = person.key
    # As a backup of yesterday would have it: the person, and no erasure.
    Person.objects.all().delete()
    Erasure.objects.all().delete()
    full_person(key=key)
    other = make_person("Somebody Else")

    call_command("replay_erasures")

    assert Person.objects.get(key=key).name == ""
    other.refresh_from_db()
    assert other.name == "Somebody Else"
    assert "1 person was erased again" in capsys.readouterr().out


def test_retention_erases_people_with_whom_nothing_happened_for_long_enough(now):
    before = now - timedelta(days=365)
    long_ago = before - timedelta(days=1)
    idle = full_person(now=long_ago)
    recent = create_person(name="Recent", by=Actor.public(), now=now)
    active = make_person("Active", now=long_ago)
    make_consent(active, given_at=before)

    assert erase_inactive(before, now) == 1

    erased = set(Person.objects.exclude(erased_at=None))
    assert erased == {idle}
    assert {recent.name, active.name} == {"Recent", "Active"}


def test_retention_leaves_people_with_something_under_way(now, monkeypatch):
    monkeypatch.setattr(registry, "KEPT", dict(registry.KEPT))
    registry.keeps("people.Consent", "person", export=[], erase=[], in_use=Q(withdrawn_at=None))
    long_ago = now - timedelta(days=800)
    make_consent(make_person("Still here", now=long_ago), given_at=long_ago)

    assert erase_inactive(now - timedelta(days=365), now) == 0


def test_a_line_of_the_register_cut_short_loses_no_other(now, django_capture_on_commit_callbacks):
    """A full disk, or two processes writing at once: a restore must still forget everybody else."""
    register_file().parent.mkdir(parents=True, exist_ok=True)
    register_file().write_text("5b0e3b0e-8c2f-4c")
    person = full_person()
    with django_capture_on_commit_callbacks(execute=True):
        erase(person, now)

    assert read_file() == {person.key: now}
