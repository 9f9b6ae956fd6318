import pytest
from django.db import OperationalError
from django.test import Client
from wagtail.models import Site

from core.middleware import ADMIN_POLICY, PUBLIC_POLICY
from core.models import ProgrammeSettings
from tests.factories.accounts import make_staff, make_superuser, make_user

pytestmark = pytest.mark.django_db


def parts_of(policy):
    return {part.split()[0]: part.split()[1:] for part in policy.split("; ")}


@pytest.mark.parametrize("path", ["/", "/health/", "/account/login/", "/no-such-page/"])
def test_public_answers_carry_the_strict_policy(client, path):
    response = client.get(path)

    assert response["Content-Security-Policy"] == PUBLIC_POLICY
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]


def test_the_strict_policy_lets_nothing_run_or_load_but_our_own_files():
    parts = parts_of(PUBLIC_POLICY)

    assert parts["script-src"] == parts["style-src"] == parts["default-src"] == ["'self'"]
    assert parts["frame-ancestors"] == parts["form-action"] == parts["base-uri"] == ["'self'"]
    assert parts["object-src"] == ["'none'"]


def test_the_admin_allows_wagtails_inline_scripts_and_no_other_host(client):
    client.force_login(make_superuser())

    policy = client.get("/admin/")["Content-Security-Policy"]

    assert policy == ADMIN_POLICY
    assert "'unsafe-inline'" in parts_of(policy)["script-src"]
    assert "nonce" not in policy
    assert "http" not in policy


def test_an_error_page_carries_the_policy_too(client, monkeypatch):
    def breaks(request):
        raise RuntimeError

    monkeypatch.setattr("core.views.health.health", breaks)
    response = Client(raise_request_exception=False).get("/health/")

    assert response.status_code == 500
    assert response["Content-Security-Policy"] == PUBLIC_POLICY


@pytest.mark.parametrize("is_readable", [True, False])
def test_an_error_page_says_whom_to_ring_if_that_can_still_be_read(monkeypatch, is_readable):
    def breaks(*_):
        raise OperationalError

    ProgrammeSettings.objects.create(site=Site.objects.get(is_default_site=True), phone="01632 960 123")
    monkeypatch.setattr("core.views.health.health", breaks)
    if not is_readable:
        monkeypatch.setattr(ProgrammeSettings, "current", breaks)
    response = Client(raise_request_exception=False).get("/health/")

    assert response.status_code == 500
    assert "Something went wrong here" in response.text
    assert ("tel:01632960123" in response.text) is is_readable


def test_nothing_that_somebody_sees_signed_in_is_kept_by_a_cache(client):
    client.force_login(make_user())
    assert client.get("/")["Cache-Control"] == "no-store"

    client.force_login(make_staff("Coordinators"))
    assert client.get("/admin/person/")["Cache-Control"] == "no-store"


def test_a_visitor_gets_no_cookie_for_looking(client):
    client.get("/")

    assert client.cookies == {}


def test_the_cookie_against_forged_forms_is_gone_by_the_next_day(client):
    client.get("/my/")

    assert client.cookies["csrftoken"]["max-age"] <= 60 * 60 * 12


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(client):
    user = make_user()
    client.post("/account/login/", {"login": user.email, "password": "a long pass phrase"})

    cookie = client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_a_form_from_elsewhere_is_refused():
    client = Client(enforce_csrf_checks=True)
    user = make_user()

    response = client.post("/account/login/", {"login": user.email, "password": "a long pass phrase"})

    assert response.status_code == 403
