"""Two records that were merged and are two people after all."""

from datetime import timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.urls import reverse

from core.actors import Actor
from core.errors import Refused
from core.models import AuditLine
from core.retention import apply_rules
from messaging.models import Message
from people.actions import erase_person, give_consent, merge_people, unmerge_people, update_person
from people.actions.merging import ASK_HOW
from people.models import Consent, Merge, Person
from people.subject_access import everything_about
from tests.factories.accounts import make_staff
from tests.factories.messaging import make_message
from tests.factories.people import make_consent, make_person

pytestmark = pytest.mark.django_db

SYSTEM = Actor.system()
FIELDS = [field.attname for field in Person._meta.concrete_fields]


def merge(kept, gone, now, **kwargs):
    merge_people(kept, gone, by=SYSTEM, now=now, **kwargs)
    return Merge.objects.first()


def unmerge(merge, now):
    return unmerge_people(merge.pk, by=SYSTEM, now=now)


def row(person):
    return Person.objects.filter(pk=person.pk).values(*FIELDS).get()


def reached_by_phone(name="Asha Patel"):
    return make_person(
        name, contact_by="phone", phone="01632 960 123", phone_compared="01632960123", notes="Rang once.", postcode=""
    )


def reached_by_mail(name="A Patel", **kwargs):
    return make_person(
        name,
        contact_by="email",
        email="a@example.org",
        email_compared="a@example.org",
        notes="Wrote.",
        postcode="CA1 1AA",
        adjustments="Large print",
        **kwargs,
    )


def test_unmerge_gives_both_records_back_as_they_were(now):
    staff = make_staff()
    kept = reached_by_phone()
    gone = reached_by_mail(verified_at=now, verified_by=staff, do_not_contact=True)
    before = row(kept), row(gone)
    made = merge(kept, gone, now, take=["name", "contact_by"])

    back, said = unmerge(made, now)

    assert (row(kept), row(gone)) == before
    assert (back, said) == (gone, [])
    assert not Merge.objects.exists()


def test_unmerge_leaves_what_staff_changed_since(now):
    kept, gone = reached_by_phone(), reached_by_mail()
    made = merge(kept, gone, now)
    kept.refresh_from_db()
    update_person(kept, by=SYSTEM, now=now, postcode="CA2 2BB", notes=f"{kept.notes}\nCame with her sister.")

    unmerge(made, now)

    kept.refresh_from_db()
    assert (kept.postcode, kept.email) == ("CA2 2BB", "")
    assert kept.notes == "Rang once.\nCame with her sister."


def test_staff_are_told_to_ask_where_neither_way_to_tell_somebody_works_any_more(now):
    kept = reached_by_phone()
    made = merge(kept, reached_by_mail(), now, take=["contact_by"])
    update_person(kept, by=SYSTEM, now=now, phone="")

    _, said = unmerge(made, now)

    kept.refresh_from_db()
    assert (kept.contact_by, kept.phone, kept.email) == ("none", "", "")
    assert said == [ASK_HOW]


def test_rows_go_back_and_what_came_since_stays(now):
    kept, gone = reached_by_phone(), reached_by_mail()
    theirs, message = make_consent(gone), make_message(person_key=gone.key)
    mine = make_consent(kept)
    made = merge(kept, gone, now)
    since = give_consent(kept, purpose="alerts", wording="Yes", arrived_by="phone", by=SYSTEM, now=now)

    unmerge(made, now)

    assert set(Consent.objects.filter(person=gone)) == {theirs}
    assert set(Consent.objects.filter(person=kept)) == {mine, since}
    assert Message.objects.get(pk=message.pk).person_key == gone.key


def test_three_records_are_taken_apart_the_last_one_first(now):
    first, second, third = make_person("A"), make_person("B"), make_person("C")
    early = merge(second, first, now)
    late = merge(third, second, now + timedelta(days=1))

    with pytest.raises(Refused, match="Take those two apart first"):
        unmerge(early, now)
    unmerge(late, now)
    unmerge(early, now)

    assert list(Person.objects.filter(merged_into=None)) == [first, second, third]


@pytest.mark.parametrize("meanwhile", ["taken apart", "erased"])
def test_unmerge_says_that_it_is_too_late(now, meanwhile, settings, tmp_path):
    settings.BACKUP_FOLDER = str(tmp_path)
    kept, gone = make_person("Asha"), make_person("A")
    made = merge(kept, gone, now)
    if meanwhile == "erased":
        erase_person(kept, by=SYSTEM, now=now, why="asked")
    else:
        unmerge(made, now)

    with pytest.raises(Refused, match="cannot be taken apart any more"):
        unmerge(made, now)


def test_what_is_needed_to_take_them_apart_goes_after_three_months(now):
    merge(make_person("Asha"), make_person("A"), now)

    apply_rules(now + relativedelta(months=3))
    assert Merge.objects.count() == 1
    apply_rules(now + relativedelta(months=3, days=1))

    assert Merge.objects.count() == 0


def test_a_person_is_given_what_stood_on_their_record_before(now):
    kept = make_person("Asha", phone="01632 960 123")
    merge(kept, make_person("Asha Patel"), now, take=["name"])

    (given,) = dict(everything_about(kept))["Records of you that we put together"]

    assert given == {"put together": now, "name before": "Asha", "notes before": ""}


def test_unmerge_audits_numbers_and_no_name(now):
    kept, gone = make_person("Asha Patel"), make_person("Asha Patell")

    unmerge(merge(kept, gone, now), now)

    line = AuditLine.objects.get(action="people_unmerged")
    assert (line.about_id, line.detail) == (str(kept.pk), {"merged": gone.pk})


def test_staff_read_what_goes_back_before_they_take_two_apart(client, now):
    client.force_login(make_staff("Coordinators"))
    kept, gone = make_person("Asha Patel"), make_person("Anna Patel")
    make_consent(gone)
    made = merge(kept, gone, now)
    url = reverse("person:unmerge", args=[made.pk])
    inspected = client.get(reverse("person:inspect", args=[kept.pk])).content.decode()

    asked = client.get(url).content.decode()
    response = client.post(url, follow=True)
    again = client.post(url, follow=True)

    assert url in inspected
    assert "What you agreed to: 1" in asked
    assert response.redirect_chain == [(reverse("person:inspect", args=[gone.pk]), 302)]
    assert "Taken apart" in response.content.decode()
    assert "cannot be taken apart any more" in again.content.decode()


def test_only_who_may_merge_may_take_apart(client, now):
    made = merge(make_person("Asha"), make_person("A"), now)
    client.force_login(make_staff("Session leads"))

    response = client.post(reverse("person:unmerge", args=[made.pk]))

    assert response.url == reverse("wagtailadmin_home")
    assert Merge.objects.exists()
