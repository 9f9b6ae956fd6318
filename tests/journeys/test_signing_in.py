"""Signing in: by password, by a code in an e-mail, with an app, with a passkey."""

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache

from tests.factories.accounts import make_user
from tests.factories.programme import make_programme
from tests.journeys.widths import WIDTHS

PASSWORD = "correct horse battery"
MAIN_BUTTON = "main .govuk-button.big"


@pytest.fixture(autouse=True)
def champion(live_server):
    cache.clear()  # what allauth counts against one address
    make_programme()
    user = make_user("tansy@example.org", password=PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def press(page, button=MAIN_BUTTON):
    with page.expect_navigation():
        page.click(button)


def sign_in(page, password=PASSWORD):
    page.goto("/account/login/")
    page.fill("#id_login", "tansy@example.org")
    page.fill("#id_password", password)
    press(page)


def show_that_it_is_still_me(page):
    page.fill("#id_password", PASSWORD)
    press(page)


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def is_signed_in(page):
    return any(cookie["name"] == "sessionid" for cookie in page.context.cookies()) and bool(
        page.request.get("/account/email/").url.endswith("/account/email/")
    )


@pytest.mark.parametrize("width", WIDTHS)
def test_the_way_in_is_for_everybody(new_page, axe, no_sideways_scroll, width):
    page = new_page(width=width)
    for address in ("/account/login/", "/account/login/code/", "/account/password/reset/", "/account/signup/"):
        page.goto(address)

        axe(page)
        no_sideways_scroll(page)


def test_a_wrong_password_is_said_kindly_and_nothing_is_given_away(small_page, axe, no_sideways_scroll):
    sign_in(small_page, password="not this one")

    assert small_page.title().startswith("Error: Sign in")
    assert small_page.inner_text(".govuk-error-summary li") == (
        "That e-mail address and password do not go together. Check both, or ask us for a code"
    )
    assert not is_signed_in(small_page)
    axe(small_page)
    no_sideways_scroll(small_page)


def test_a_code_by_email_without_script(plain_page):
    plain_page.goto("/account/login/")
    press(plain_page, "text=E-mail me a code instead")
    plain_page.fill("#id_email", "tansy@example.org")
    press(plain_page)
    code = re.search(r"^\S{6,}$", mail.outbox[0].body, re.MULTILINE).group()
    plain_page.fill("#id_code", code)
    press(plain_page)

    assert mail.outbox[0].body.startswith("Your code to sign in:")
    assert "Ring us on 01632 960 100." in mail.outbox[0].body
    assert is_signed_in(plain_page)


def test_a_code_for_an_address_without_an_account_looks_the_same(page, axe):
    page.goto("/account/login/code/")
    page.fill("#id_email", "nobody@example.org")
    press(page)

    assert page.inner_text("h1") == "Enter the code we sent you"
    assert mail.outbox[0].body.startswith("Somebody, perhaps you, asked to sign in with nobody@example.org.")
    axe(page)


def test_a_new_password_by_email(page, axe):
    page.goto("/account/password/reset/")
    page.fill("#id_email", "tansy@example.org")
    press(page)
    link = re.search(r"https?://\S+", mail.outbox[0].body).group()
    page.goto(link)
    page.fill("#id_password1", "a quite new pass phrase")
    page.fill("#id_password2", "a quite new pass phrase")
    axe(page)
    press(page)
    done = page.inner_text("h1")
    sign_in(page, password="a quite new pass phrase")

    assert done == "Your password is changed"
    assert is_signed_in(page)


def test_an_app_is_set_up_and_asked_for(small_page, axe, no_sideways_scroll, champion):
    sign_in(small_page)
    small_page.goto("/account/2fa/totp/activate/")
    show_that_it_is_still_me(small_page)
    axe(small_page)
    no_sideways_scroll(small_page)
    small_page.fill("#id_code", "12")
    press(small_page)
    said = small_page.inner_text(".govuk-error-summary li")
    small_page.fill("#id_code", code_of(small_page.inner_text(".secret")))
    press(small_page)
    recovery = small_page.inner_text(".codes li >> nth=0")
    axe(small_page)
    for address in ("/account/2fa/", "/account/2fa/recovery-codes/generate/", "/account/2fa/totp/deactivate/"):
        small_page.goto(address)
        axe(small_page)
        no_sideways_scroll(small_page)
    small_page.goto("/account/logout/")
    press(small_page)
    signed_out = not is_signed_in(small_page)
    sign_in(small_page)
    asked = small_page.inner_text("h1")
    axe(small_page)
    small_page.fill("#id_code", recovery)
    press(small_page)

    assert said == "That is not the right code. Check it, or wait for the next one"
    assert (signed_out, asked, is_signed_in(small_page)) == (True, "Enter your code", True)


def test_a_passkey_is_added_and_opens_the_door(page, axe, champion):
    """allauth's scripts run under our policy: the page fixture fails on anything the policy stops."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    device = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    sign_in(page)
    page.goto("/account/2fa/webauthn/add/")
    show_that_it_is_still_me(page)
    axe(page)
    page.check("#id_passwordless")
    press(page, "#mfa_webauthn_add")
    key = Authenticator.objects.get(user=champion, type="webauthn")
    for address in ("", f"keys/{key.pk}/edit/", f"keys/{key.pk}/remove/"):
        page.goto(f"/account/2fa/webauthn/{address}")
        axe(page)
    page.goto("/account/logout/")
    press(page)
    page.goto("/account/login/")
    press(page, "#passkey_login")

    assert is_signed_in(page)


def test_the_pages_of_an_account_are_for_everybody(small_page, axe, no_sideways_scroll):
    sign_in(small_page)
    for address in ("/account/2fa/", "/account/email/", "/account/password/change/", "/account/logout/"):
        small_page.goto(address)

        axe(small_page)
        no_sideways_scroll(small_page)


def test_staff_come_in_by_the_same_door(page):
    page.goto("/admin/")

    assert page.inner_text("h1") == "Sign in"
