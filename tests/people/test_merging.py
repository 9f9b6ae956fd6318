import pytest

from core.actors import Actor
from core.errors import Refused
from core.models import AuditLine
from messaging.models import Message
from people.actions import merge_people
from people.models import Person
from tests.factories.accounts import make_staff
from tests.factories.messaging import make_message
from tests.factories.people import make_consent, make_person

pytestmark = pytest.mark.django_db


def merge(kept, gone, now, **kwargs):
    return merge_people(kept, gone, by=Actor.system(), now=now, **kwargs)


def test_merge_fills_blanks_and_notes_what_both_say(now):
    kept = make_person("Wilhelmina Braithwick", phone="01632 960 123", phone_compared="01632960123", notes="Rang once.")
    gone = make_person(
        "W Braithwick",
        phone="01632 960 456",
        phone_compared="01632960456",
        email="w@example.org",
        email_compared="w@example.org",
        contact_by="email",
    )

    merged = merge(kept, gone, now)

    merged.refresh_from_db()
    assert (merged.name, merged.phone, merged.phone_compared, merged.email, merged.email_compared) == (
        "Wilhelmina Braithwick",
        "01632 960 123",
        "01632960123",
        "w@example.org",
        "w@example.org",
    )
    assert merged.contact_by == "email"
    assert merged.notes == "Rang once.\nAlso given as name: W Braithwick\nAlso given as phone: 01632 960 456"
    gone.refresh_from_db()
    assert gone.merged_into == merged


def test_merge_takes_what_staff_chose_and_notes_what_it_replaces(now):
    kept = make_person("Wilma", phone="01632 960 123", phone_compared="01632960123")
    gone = make_person("Wilhelmina", phone="01632 960 456", phone_compared="01632960456")

    merged = merge(kept, gone, now, take=["name", "phone"])

    assert (merged.name, merged.phone, merged.phone_compared) == ("Wilhelmina", "01632 960 456", "01632960456")
    assert merged.notes == "Also given as name: Wilma\nAlso given as phone: 01632 960 123"


def test_merge_hears_do_not_contact_from_either_record(now):
    assert merge(make_person("A"), make_person("A", do_not_contact=True), now).do_not_contact is True


def test_merge_keeps_that_somebody_verified_either(now):
    staff = make_staff()

    merged = merge(make_person("A"), make_person("A", verified_at=now, verified_by=staff), now)

    assert (merged.verified_at, merged.verified_by) == (now, staff)


def test_merge_moves_what_other_apps_keep(now):
    kept, gone = make_person("A"), make_person("A")
    consent = make_consent(gone)
    message = make_message(person_key=gone.key)

    merge(kept, gone, now)

    consent.refresh_from_db()
    assert consent.person == kept
    assert Message.objects.get(pk=message.pk).person_key == kept.key


def test_merge_brings_along_who_was_merged_before(now):
    first, second, third = make_person("A"), make_person("A"), make_person("A")
    merge(second, first, now)

    merge(third, second, now)

    assert set(Person.objects.filter(merged_into=third)) == {first, second}
    assert list(Person.objects.known()) == [third]


def test_merge_refuses_a_record_with_itself_or_with_one_that_is_closed(now):
    person, gone = make_person("A"), make_person("A")

    with pytest.raises(Refused, match="Choose another record"):
        merge(person, person, now)
    merge(person, gone, now)
    with pytest.raises(Refused, match="One of the two records is closed"):
        merge(person, gone, now)


def test_merge_audits_numbers_and_no_name(now):
    kept, gone = make_person("Asha Patel"), make_person("Asha Patell")

    merge(kept, gone, now)

    line = AuditLine.objects.get(action="people_merged")
    assert (line.about_id, line.detail) == (str(kept.pk), {"merged": gone.pk})


def test_whoever_asked_for_no_messages_gets_none_of_the_other_records_either(now):
    kept, gone = make_person("Asha"), make_person("Asha P", do_not_contact=True)
    make_message(state="queued", person_key=kept.key)

    merge(kept, gone, now)

    assert Message.objects.get().state == "withdrawn"
