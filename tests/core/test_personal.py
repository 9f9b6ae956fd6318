from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from core import personal
from core.personal import finish, forget, forget_when_idle, personal_page, recall, remember
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_with_session():
    request = RequestFactory().get("/my/")
    request.session = SessionStore()
    return request


def test_what_is_remembered_is_recalled_until_it_is_forgotten(request_with_session, now):
    remember(request_with_session, "booking", "abc", now=now)

    assert recall(request_with_session, "booking") == "abc"
    forget(request_with_session, "booking")
    assert recall(request_with_session, "booking") is None


def test_finishing_clears_everything_personal_and_keeps_a_sign_in(request_with_session, now):
    request_with_session.session["_auth_user_id"] = "1"
    remember(request_with_session, "booking", "abc", now=now)

    finish(request_with_session)

    assert dict(request_with_session.session) == {"_auth_user_id": "1"}


@pytest.mark.parametrize(("minutes", "kept"), [(15, "abc"), (15.1, None)])
def test_after_fifteen_idle_minutes_all_is_forgotten(request_with_session, now, minutes, kept):
    remember(request_with_session, "booking", "abc", now=now)

    forget_when_idle(request_with_session, now + timedelta(minutes=minutes))

    assert recall(request_with_session, "booking") == kept


def test_every_click_starts_the_fifteen_minutes_again(request_with_session, now):
    remember(request_with_session, "booking", "abc", now=now)

    for minutes in (10, 20, 30):
        forget_when_idle(request_with_session, now + timedelta(minutes=minutes))

    assert recall(request_with_session, "booking") == "abc"


@pytest.mark.parametrize(("seconds", "written"), [(59, False), (60, True)])
def test_that_somebody_is_still_there_is_written_once_a_minute(request_with_session, now, seconds, written):
    remember(request_with_session, "booking", "abc", now=now)
    request_with_session.session.modified = False

    forget_when_idle(request_with_session, now + timedelta(seconds=seconds))

    assert request_with_session.session.modified is written


def test_a_personal_page_is_stored_nowhere_and_forgets_before_it_answers(request_with_session, now, monkeypatch):
    remember(request_with_session, "booking", "abc", now=now)
    monkeypatch.setattr(personal.timezone, "now", lambda: now + timedelta(minutes=16))

    response = personal_page(lambda request: HttpResponse(recall(request, "booking") or "nothing"))(
        request_with_session
    )

    assert response.content == b"nothing"
    assert response["Cache-Control"] == "no-store"


def ends_in_minutes(session):
    return round((session.get_expiry_date() - timezone.now()).total_seconds() / 60)


def test_a_visitors_session_ends_by_itself_when_idle_and_its_cookie_with_it(client):
    client.get("/help/")

    assert ends_in_minutes(client.session) == 15
    assert client.cookies["sessionid"]["max-age"] == 15 * 60


def test_somebody_who_signs_in_where_a_visitor_typed_stays_signed_in_for_hours(client):
    user = make_user()
    client.get("/help/")

    client.post("/account/login/", {"login": user.email, "password": "a long pass phrase"})
    client.get("/champions/me/")

    assert client.session["_auth_user_id"] == str(user.pk)
    assert ends_in_minutes(client.session) == 12 * 60
