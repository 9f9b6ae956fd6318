import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from core.models import AuditLine
from people.models import Person
from tests.factories.accounts import make_staff, make_superuser
from tests.factories.messaging import make_message
from tests.factories.people import make_consent, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client):
    user = make_staff("Coordinators")
    client.force_login(user)
    return client


@pytest.fixture
def manager(client):
    client.force_login(make_staff("Programme managers"))
    return client


def listed(response):
    return [person.name for person in response.context["object_list"]]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("patel", ["Asha Patel"]),
        ("+44 1632 960-123", ["Asha Patel"]),
        ("ASHA@example.org", ["Asha Patel"]),
        ("632 960 12", ["Asha Patel"]),
        ("ca1-1aa", ["Ben Okafor"]),
        ("CA1", ["Ben Okafor"]),
        ("obrien ZOE", ["Zoë O’Brien"]),
        ("123", []),
        ("nobody", []),
        ("%", []),
        ("", ["Asha Patel", "Ben Okafor", "Zoë O’Brien"]),
    ],
)
def test_people_are_found_however_their_contact_is_written(coordinator, typed, found):
    make_person("Asha Patel", phone_compared="01632960123", email_compared="asha@example.org")
    make_person("Ben Okafor", postcode="CA1 1AA")
    make_person("Zoë O’Brien")
    gone = make_person("Erased", erased_at="2026-01-01T00:00Z")
    make_person("Merged", merged_into=gone)

    assert listed(coordinator.get(reverse("person:index"), {"q": typed})) == found


def test_the_list_takes_the_same_queries_for_one_and_for_three(coordinator, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries():
        with CaptureQueriesContext(connection) as captured:
            coordinator.get(reverse("person:index"))
        return len(captured)

    make_person("A")
    queries()
    one = queries()
    make_person("B")
    make_person("C")

    assert queries() == one


def test_a_person_is_added_and_edited_without_a_line_in_wagtails_log(coordinator):
    response = coordinator.post(
        reverse("person:add"), {"name": "Asha Patel", "contact_by": "phone", "phone": "01632 960 123", "notes": "Rang"}
    )

    person = Person.objects.get()
    assert response.url == reverse("person:inspect", args=[person.pk])
    assert (person.phone_compared, person.notes) == ("01632960123", "Rang")

    coordinator.post(
        reverse("person:edit", args=[person.pk]),
        {"name": "Asha Patel", "contact_by": "email", "email": "a@example.org"},
    )

    person.refresh_from_db()
    assert (person.contact_by, person.email_compared, person.phone, person.phone_compared) == (
        "email",
        "a@example.org",
        "",
        "",
    )
    assert ModelLogEntry.objects.count() == 0
    assert list(AuditLine.objects.order_by("pk").values_list("action", flat=True)) == [
        "person_created",
        "person_updated",
        "person_updated",
    ]


def test_an_answer_that_will_not_do_is_explained_beside_its_question(coordinator):
    response = coordinator.post(reverse("person:add"), {"name": "Asha", "contact_by": "phone", "phone": "12"})

    assert response.context["form"].errors == {"phone": ["Enter a phone number, like 01632 960 123"]}
    assert Person.objects.count() == 0


def test_the_page_of_a_person_shows_what_staff_need(coordinator):
    person = make_person("Asha Patel", phone="01632 960 123", phone_compared="01632960123", do_not_contact=True)
    make_person("Asha Patel", phone_compared="01632960123")
    make_consent(person)
    make_message(person_key=person.key, subject="About Thursday")

    page = coordinator.get(reverse("person:inspect", args=[person.pk])).content.decode()

    for shown in (
        "01632 960 123",
        "Not verified",
        "Do not show or message here",
        "the same name, the same telephone",
        "Compare and merge",
        "Hear about new sessions",
        "About Thursday",
    ):
        assert shown in page
    assert "Erase this person" not in page


def test_verifying_says_who_did(coordinator):
    person = make_person("Asha")

    coordinator.post(reverse("person:verify", args=[person.pk]))

    person.refresh_from_db()
    assert person.verified_by.groups.get().name == "Coordinators"


def test_two_records_are_compared_and_merged(coordinator):
    kept = make_person("Wilma", phone="01632 960 123", phone_compared="01632960123")
    gone = make_person("Wilhelmina", email="w@example.org", email_compared="w@example.org")
    url = reverse("person:merge", args=[kept.pk, gone.pk])

    page = coordinator.get(url)
    assert list(page.context["form"].fields) == ["name"]
    coordinator.post(url, {"name": "gone"})

    kept.refresh_from_db()
    assert (kept.name, kept.email, kept.notes) == ("Wilhelmina", "w@example.org", "Also given as name: Wilma")


def test_merging_a_record_with_itself_is_refused_with_a_sentence(coordinator):
    person = make_person("Asha")

    response = coordinator.post(reverse("person:merge", args=[person.pk, person.pk]), follow=True)

    assert "nobody can be merged with themselves" in response.content.decode()


def test_a_manager_downloads_what_is_kept_and_it_is_audited(manager):
    person = make_person("Asha Patel")

    response = manager.post(reverse("person:export", args=[person.pk]))

    assert response["Content-Type"] == "application/zip"
    assert "Asha" not in response["Content-Disposition"]
    assert AuditLine.objects.get().action == "person_exported"


def test_a_manager_erases_after_being_told_what_it_does(manager, settings, tmp_path):
    settings.BACKUP_FOLDER = str(tmp_path)
    person = make_person("Asha Patel")
    url = reverse("person:erase", args=[person.pk])

    assert "forgotten for good" in manager.get(url).content.decode()
    manager.post(url)

    assert Person.objects.get().name == ""


@pytest.mark.parametrize("name", ["merge", "export", "erase", "verify"])
def test_a_session_lead_may_do_nothing_with_people(client, name):
    client.force_login(make_staff("Session leads"))
    person = make_person("Asha")
    args = [person.pk, make_person("Ben").pk] if name == "merge" else [person.pk]

    response = client.post(reverse(f"person:{name}", args=args))

    assert response.status_code in (302, 403)
    person.refresh_from_db()
    assert (person.name, person.verified_at) == ("Asha", None)


def test_a_coordinator_may_neither_export_nor_erase(coordinator):
    person = make_person("Asha")

    for name in ("export", "erase"):
        coordinator.post(reverse(f"person:{name}", args=[person.pk]))

    person.refresh_from_db()
    assert person.name == "Asha"
    assert AuditLine.objects.count() == 0


@pytest.mark.parametrize("verb", ["delete", "copy", "history", "usage"])
def test_nobody_deletes_or_copies_by_hand(client, verb):
    client.force_login(make_superuser())

    assert client.get(f"/admin/person/{verb}/{make_person('Asha').pk}/").status_code == 404


def test_an_erased_person_cannot_be_edited(coordinator):
    person = make_person("", erased_at="2026-01-01T00:00Z")

    assert coordinator.get(reverse("person:edit", args=[person.pk])).status_code == 404
