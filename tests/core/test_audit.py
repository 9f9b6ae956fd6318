import pytest
from django.contrib.auth.models import AnonymousUser

from core.actors import Actor
from core.audit import record
from core.models import AuditLine
from tests.factories.accounts import make_staff, make_user

pytestmark = pytest.mark.django_db


def test_a_line_says_what_was_done_to_what_by_which_kind_of_person(now):
    user = make_user(email="asha@example.org")

    record("offer_accepted", user, by=Actor("champion", user), now=now, places=2)

    assert list(
        AuditLine.objects.values_list("at", "action", "actor_kind", "user", "about_type", "about_id", "detail")
    ) == [(now, "offer_accepted", "champion", user.pk, "auth.user", str(user.pk), {"places": 2})]


def test_a_line_outlives_the_account_that_did_it(now):
    user, about = make_user(), make_user()
    record("offer_accepted", about, by=Actor("champion", user), now=now)

    user.delete()

    assert AuditLine.objects.get().user is None


def test_the_actor_behind_a_request_is_told_by_what_their_account_may_do():
    champion = make_user()
    staff = make_staff("Session leads")

    assert [Actor.of(user).kind for user in (AnonymousUser(), champion, staff, None)] == [
        "public",
        "champion",
        "staff",
        "public",
    ]
    assert Actor.of(staff).is_staff
    assert Actor.system().is_staff
    assert not Actor.of(champion).is_staff
    assert Actor.public().user is None


def test_every_request_has_its_actor(client, monkeypatch):
    seen = []
    monkeypatch.setattr("core.views.health.health", lambda now: (True, {}))
    monkeypatch.setattr("core.middleware.Actor.of", lambda user: seen.append(user.is_authenticated) or Actor.public())

    client.get("/health/")
    client.force_login(make_user())
    client.get("/health/")

    assert seen == [False, True]
