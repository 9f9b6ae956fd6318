import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.core import mail
from django.core.cache import cache
from django.test import Client

from core.models import AuditLine
from tests.factories.accounts import make_staff, make_superuser, make_user

pytestmark = pytest.mark.django_db
PASSWORD = "a long pass phrase"


@pytest.fixture(autouse=True)
def no_tries_counted():
    cache.clear()


def sign_in(client, email, password=PASSWORD, **more):
    return client.post("/account/login/", {"login": email, "password": password, **more})


def code_of(secret, *, half_minutes_ago=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 - half_minutes_ago))


def e_mailed_code():
    return re.search(r"Your code to sign in:\s+(\S+)", mail.outbox[0].body).group(1)


def test_staff_sign_in_by_e_mail_and_come_to_the_admin(client):
    user = make_staff("Coordinators")

    response = sign_in(client, user.email.upper())

    assert response.url == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_session_leads_come_to_their_registers_unless_they_are_more_than_that(client):
    lead = make_staff("Session leads")
    both = make_staff("Session leads", "Coordinators")

    assert sign_in(client, lead.email).url == "/register/"
    assert client.get("/register/").status_code == 200
    assert sign_in(Client(), both.email).url == "/admin/"


def test_champions_come_to_their_own_page(client):
    assert sign_in(client, make_user().email).url == "/champions/me/"


def test_the_admin_asks_to_sign_in_and_brings_back_to_where_one_was_going(client):
    user = make_staff("Coordinators")

    asked = client.get("/admin/person/")
    assert asked.url == "/account/login/?next=/admin/person/"

    assert sign_in(client, user.email, next="/admin/person/").url == "/admin/person/"


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site_after_signing_in(client, wanted):
    assert sign_in(client, make_user().email, next=wanted).url == "/champions/me/"
    assert Client().get("/admin/login/", {"next": wanted}).url == "/account/login/"


@pytest.mark.parametrize("path", ["/admin/login/", "/_util/login/"])
def test_wagtails_own_sign_in_pages_lead_to_ours(client, path):
    user = make_staff("Coordinators")

    assert client.get(f"{path}?next=/admin/pages/").url == "/account/login/?next=%2Fadmin%2Fpages%2F"
    client.post(path, {"username": user.username, "password": PASSWORD})

    assert "_auth_user_id" not in client.session


def test_a_code_by_e_mail_does_instead_of_a_password(client):
    user = make_user()

    client.post("/account/login/code/", {"email": user.email})
    code = e_mailed_code()
    response = client.post("/account/login/code/confirm/", {"code": code})

    assert response.url == "/champions/me/"
    assert client.session["_auth_user_id"] == str(user.pk)


def test_the_same_is_said_of_a_wrong_password_and_of_nobody(client):
    user = make_user()

    def said(email):
        page = sign_in(client, email, "wrong").content.decode()
        return re.sub(r'value="[^"]*"', "", page)

    assert said(user.email) == said("nobody@example.org")


def test_a_code_for_an_address_that_has_no_account_says_nothing_about_it(client):
    with_account = client.post("/account/login/code/", {"email": make_user().email})
    without = Client().post("/account/login/code/", {"email": "nobody@example.org"})

    assert (without.status_code, without.url) == (with_account.status_code, with_account.url)


def test_guessing_a_password_is_slowed_down(client):
    user = make_user()
    for _ in range(5):
        sign_in(client, user.email, "wrong")

    response = sign_in(client, user.email)

    assert "_auth_user_id" not in client.session
    assert response.status_code in (200, 429)


def test_one_visitor_who_guesses_locks_nobody_elses_account(client):
    user, other = make_user(), make_user()
    for _ in range(6):
        sign_in(client, user.email, "wrong")

    assert sign_in(Client(), other.email).url == "/champions/me/"


def test_nobody_signs_up_by_themselves(client):
    client.post("/account/signup/", {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD})

    assert "_auth_user_id" not in client.session
    assert not type(make_user()).objects.filter(email="new@example.org").exists()


def test_account_leads_each_to_where_they_begin(client):
    assert client.get("/account/").url == "/account/login/?next=/account/"
    client.force_login(make_user())
    assert client.get("/account/").url == "/champions/me/"
    client.force_login(make_superuser())
    assert client.get("/account/").url == "/admin/"


def test_a_champion_in_the_admin_is_told_no_and_not_sent_in_circles(client):
    client.force_login(make_user())

    response = client.get("/admin/", follow=True)

    assert (response.status_code, response.redirect_chain) == (403, [])


def test_an_address_nobody_has_shown_to_be_theirs_never_becomes_the_main_one(client):
    """A champion's page is opened to the account that has the champion's address."""
    user = make_user("mine@example.org")
    sign_in(client, "mine@example.org")
    client.post("/account/email/", {"action_add": "", "email": "somebody.else@example.org"})

    client.post("/account/email/", {"action_primary": "", "email": "somebody.else@example.org"})

    user.refresh_from_db()
    assert user.email == "mine@example.org"


def test_taking_the_only_address_away_first_does_not_help(client):
    user = make_user("mine@example.org")
    sign_in(client, "mine@example.org")
    client.post("/account/email/", {"action_remove": "", "email": "mine@example.org"})
    client.post("/account/email/", {"action_add": "", "email": "somebody.else@example.org"})

    client.get("/account/email/")

    user.refresh_from_db()
    assert user.email != "somebody.else@example.org"


def test_an_address_that_was_proved_can_become_the_main_one(client):
    user = make_user("mine@example.org")
    user.emailaddress_set.create(email="also.mine@example.org", verified=True)
    sign_in(client, "mine@example.org")

    client.post("/account/email/", {"action_primary": "", "email": "also.mine@example.org"})

    user.refresh_from_db()
    assert user.email == "also.mine@example.org"


def test_staff_cannot_change_their_address_in_the_admin_without_proof(client):
    user = make_staff("Partner editors")
    client.force_login(user)

    client.post("/admin/account/", {"name_email-email": "somebody.else@example.org", "name_email-first_name": "Pat"})

    user.refresh_from_db()
    assert user.email != "somebody.else@example.org"
    assert "name_email-email" not in client.get("/admin/account/").content.decode()


def test_signing_out_needs_a_click_so_that_no_link_can_do_it(client):
    client.force_login(make_user())

    client.get("/account/logout/")
    assert "_auth_user_id" in client.session
    client.post("/account/logout/")
    assert "_auth_user_id" not in client.session


def test_signing_out_everywhere_ends_ones_own_sessions_alone(client, now):
    user, other = make_user(), make_user()
    tablet, stranger = Client(), Client()
    for browser, who in ((client, user), (tablet, user), (stranger, other)):
        browser.force_login(who)

    assert "Sign out everywhere" in client.get("/account/logout/everywhere/").content.decode()
    client.post("/account/logout/everywhere/")

    assert [browser.get("/account/").url for browser in (client, tablet, stranger)] == [
        "/account/login/?next=/account/",
        "/account/login/?next=/account/",
        "/champions/me/",
    ]
    assert AuditLine.objects.get(action="sessions_ended").detail == {"count": 2}


class TestSecondFactor:
    def test_it_is_offered_to_staff_who_have_none(self, client):
        user = make_staff("Coordinators")
        client.force_login(user)
        assert "Make your account safer" in client.get("/admin/").content.decode()

        TOTP.activate(user, generate_totp_secret())

        assert "Make your account safer" not in client.get("/admin/").content.decode()

    def test_where_it_is_required_staff_set_it_up_before_anything_else(self, client, settings):
        settings.STAFF_SECOND_FACTOR_REQUIRED = True
        user = make_staff("Coordinators")
        client.force_login(user)

        assert client.get("/admin/person/").url == "/account/2fa/"
        assert client.get("/register/ABC/").url == "/account/2fa/"
        assert client.get("/account/2fa/").status_code == 200

        TOTP.activate(user, generate_totp_secret())
        assert client.get("/admin/person/").status_code == 200

    def test_it_is_not_required_of_champions(self, client, settings):
        settings.STAFF_SECOND_FACTOR_REQUIRED = True
        client.force_login(make_user())

        assert client.get("/account/").url == "/champions/me/"

    def test_a_password_alone_does_not_sign_in_who_has_one(self, client):
        user = make_staff("Coordinators")
        secret = generate_totp_secret()
        TOTP.activate(user, secret)

        response = sign_in(client, user.email)
        assert response.url.startswith("/account/2fa/authenticate/")
        assert "_auth_user_id" not in client.session
        assert client.get("/admin/").status_code == 302

        client.post("/account/2fa/authenticate/", {"code": code_of(secret)})
        assert client.get("/admin/").status_code == 200

    @pytest.mark.parametrize(("half_minutes_ago", "let_in"), [(0, True), (1, True), (2, False), (-2, False)])
    def test_a_code_still_counts_when_its_half_minute_has_just_gone(
        self, client, monkeypatch, half_minutes_ago, let_in
    ):
        began = time.time()
        monkeypatch.setattr(time, "time", lambda: began)  # or the half minute may end meanwhile
        user = make_staff("Coordinators")
        secret = generate_totp_secret()
        TOTP.activate(user, secret)
        sign_in(client, user.email)

        code = code_of(secret, half_minutes_ago=half_minutes_ago)
        client.post("/account/2fa/authenticate/", {"code": code})

        assert ("_auth_user_id" in client.session) is let_in

    def test_an_e_mailed_code_alone_does_not_either(self, client):
        user = make_staff("Coordinators")
        TOTP.activate(user, generate_totp_secret())
        client.post("/account/login/code/", {"email": user.email})
        code = e_mailed_code()

        client.post("/account/login/code/confirm/", {"code": code})

        assert "_auth_user_id" not in client.session

    def test_its_secret_is_not_kept_in_words_on_any_page(self, client):
        user = make_staff("Coordinators")
        secret = generate_totp_secret()
        TOTP.activate(user, secret)
        client.force_login(user)

        assert secret not in client.get("/account/2fa/").content.decode()
        assert Authenticator.objects.get().user == user


def test_a_session_ends_after_twelve_hours(settings):
    assert timedelta(seconds=settings.SESSION_COOKIE_AGE) == timedelta(hours=12)
    assert settings.SESSION_ENGINE == "django.contrib.sessions.backends.db"


def test_no_view_but_allauths_signs_anybody_in_with_a_password():
    """Another would go round the second factor and the throttle; the two known ones are covered by ours."""
    from django.contrib.auth.views import LoginView
    from django.urls import get_resolver, resolve

    from core.views.accounts import one_way_in

    def walk(resolver, before=""):
        for pattern in resolver.url_patterns:
            route = before + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern, route)
            elif issubclass(getattr(pattern.callback, "view_class", object), LoginView):
                yield f"/{route}"

    others = list(walk(get_resolver()))
    assert others
    assert all(resolve(path).func == one_way_in for path in others)
