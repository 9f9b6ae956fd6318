import pytest

from core.actors import Actor
from core.errors import Refused
from core.models import AuditLine
from messaging.models import Message
from people.actions import create_person, update_person, verify_person
from tests.factories.accounts import make_staff
from tests.factories.locations import make_area, make_postcode
from tests.factories.messaging import make_message

pytestmark = pytest.mark.django_db


def test_create_person_keeps_contacts_as_typed_and_fills_the_compared_copies(now):
    ward = make_area("Castle")
    make_postcode("CA1 1AA", ward=ward)

    person = create_person(
        name=" Asha\nPatel ",
        by=Actor.public(),
        now=now,
        contact_by="phone",
        phone="+44 (0)1632 960 123 ext 4",
        email="Asha@Example.org",
        postcode="ca1 1aa",
    )

    person.refresh_from_db()
    assert {
        "name": person.name,
        "phone": person.phone,
        "compared": (person.phone_compared, person.email_compared),
        "ward": person.ward,
        "verified": person.verified_at,
        "created": person.created_at,
    } == {
        "name": "Asha Patel",
        "phone": "+44 (0)1632 960 123 ext 4",
        "compared": ("01632960123", "asha@example.org"),
        "ward": ward,
        "verified": None,
        "created": now,
    }


def test_create_person_never_matches_somebody_who_has_the_same_telephone(now):
    people = [
        create_person(name=name, by=Actor.public(), now=now, contact_by="phone", phone="01632 960 123")
        for name in ("Asha", "Ben")
    ]

    assert people[0].pk != people[1].pk


def test_create_person_leaves_an_audit_line_without_the_name(now):
    person = create_person(name="Asha Patel", by=Actor.public(), now=now, contact_by="email", email="asha@example.org")

    line = AuditLine.objects.get()
    assert (line.action, line.actor_kind, line.about_type, line.about_id) == (
        "person_created",
        "public",
        "people.person",
        str(person.pk),
    )
    assert "asha" not in str(line.detail).lower()


@pytest.mark.parametrize(
    ("details", "sentence"),
    [
        ({"name": "\x00"}, "Enter a name"),
        ({"contact_by": "phone"}, "Enter a phone number, like 01632 960 123"),
        ({"contact_by": "email"}, "Enter an e-mail address, like name@example.com"),
        ({"contact_by": "letter"}, "Enter the address to write to"),
        ({"contact_by": "helper", "helper_contact": "my son"}, "Enter a phone number, like 01632 960 123, or an"),
        ({"contact_by": "sms", "phone": "01632 960 123"}, "Enter a mobile number, like 07700 900 123"),
        ({"phone": "12"}, "Enter a phone number, like 01632 960 123"),
    ],
)
def test_create_person_refuses_what_could_never_reach_them(details, sentence, now):
    with pytest.raises(Refused, match=sentence):
        create_person(**{"name": "Asha", "by": Actor.public(), "now": now, **details})


def test_create_person_needs_a_name_and_nothing_else(now):
    assert create_person(name="Asha", by=Actor.public(), now=now).contact_by == "none"


def test_create_person_finds_no_ward_for_a_postcode_it_does_not_know(now):
    assert create_person(name="Asha", by=Actor.public(), now=now, postcode="ZZ9 9ZZ").ward is None


def test_update_person_audits_the_names_of_fields_that_changed(now):
    person = create_person(name="Asha", by=Actor.public(), now=now, contact_by="phone", phone="01632 960 123")

    update_person(person, by=Actor.system(), now=now, name="Asha", phone="01632 960 456", contact_by="phone")

    person.refresh_from_db()
    assert person.phone_compared == "01632960456"
    assert AuditLine.objects.get(action="person_updated").detail == {"fields": ["phone"]}


def test_verify_person_says_who_did_it_and_does_it_once(now):
    staff = make_staff("Coordinators")
    person = create_person(name="Asha", by=Actor.public(), now=now)

    verify_person(person, by=Actor.of(staff), now=now)
    verify_person(person, by=Actor.system(), now=now)

    person.refresh_from_db()
    assert (person.verified_at, person.verified_by) == (now, staff)
    assert AuditLine.objects.filter(action="person_verified").count() == 1


def test_what_is_still_to_be_told_to_somebody_who_wants_nothing_more_is_withdrawn(now):
    """Somebody may be watched at home: a letter that waits to be posted must not go after they asked."""
    person, other = (create_person(name=name, by=Actor.public(), now=now) for name in ("Asha", "Ben"))
    for state in ("queued", "to-do", "given-up", "sent"):
        make_message(state=state, person_key=person.key)
    make_message(state="to-do", person_key=other.key)

    update_person(person, do_not_contact=True, by=Actor.system(), now=now)

    states = Message.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["withdrawn", "withdrawn", "withdrawn", "sent", "to-do"]
