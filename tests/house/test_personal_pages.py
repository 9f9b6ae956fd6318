"""Every page that shows what somebody typed or opened ends in "finish and clear this computer"."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLResolver
from django.utils import timezone

from champions.signed_links import reference_link
from core.personal import OPENED
from events.models import Occurrence
from tests.factories.accounts import make_superuser, make_user
from tests.factories.champions import make_champion, make_request, make_role
from tests.factories.events import make_booking, make_event, make_occurrence, make_topic
from tests.factories.joining import make_applicant, make_reference
from tests.factories.locations import CARLISLE, make_area, make_postcode
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
APPLY_KEY = UUID("0d4e2f3c-2f5c-4f2b-a7a0-5d7b8f3f1b12")
BUTTON = b'action="/finish/" method="post"'
# Links that lead on, files, and what only acts.
SHOWS_NO_PAGE = {
    "champions/apply/",
    "champions/me/calendar/",
    "champions/me/my-data/",
    "champions/me/offers/<int:pk>/",
    "champions/me/return/",
    "help/",
    "help/request/",
    "help/request/<slug:reference>/answer/",
    "help/request/<slug:reference>/cancel/",
    "my/<slug:reference>/calendar.ics",
    "my/calendar.ics",
    "my/open/",
}
WHO = {"booking_for": "me", "name": "Winnie"}
CONTACT = {"contact_by": "none", "phone": "", "mobile": "", "email": "", "address": ""}
CONTACT |= {"helper_name": "", "helper_contact": ""}
BOOKING = {
    "who": WHO,
    "places": {"places": 1, "carer": False},
    "needs": {"needs": ""},
    "contact": CONTACT,
    "postcode": {"postcode": ""},
}
HELP = {
    "who": {"helping": ["me"], "name": ["Arthur"]},
    "what": {"words": ["My phone"]},
    "where": {"where": ["CA1 1AA"]},
    "how": {"setting": ["venue"], "travel_miles": ["5"]},
    "when": {"days": ["1"], "parts": ["morning"]},
    "more": {},
    "contact": {"contact_by": ["phone"], "phone": ["01632 960 178"]},
}
APPLY = {
    "role": {"role": ["digital-champion"]},
    "you": {"name": ["Tansy"], "email": ["tansy@example.org"], "birth_year": ["1961"]},
    "home": {"postcode": ["CA1 1AA"]},
    "skills": {"topics": ["scams"], "settings": ["venue"], "languages": ["Polish"]},
    "times": {"times": ["tuesday-morning"]},
    "far": {"travel_miles": ["5"], "max_people": ["2"]},
    "why": {"why": ["I have time."]},
}


def personal_routes(resolver=None, before=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from personal_routes(pattern, route)
        elif getattr(pattern.callback, "is_personal", False):
            yield route


@pytest.fixture
def things():
    """What a visitor has typed and opened, all at once, and the parts of addresses that go with it."""
    make_postcode("CA1 1AA", position=CARLISLE, ward=make_area("Castle"))
    make_topic("Stay safe from scams", slug="scams")
    make_role()
    event = make_event(slug="try-out")
    coming = make_occurrence(event=event, day=timezone.localdate() + timedelta(days=7))
    make_occurrence(event=event, day=timezone.localdate() + timedelta(days=3))
    booking = make_booking(coming, make_person("Winnie", contact_by="email", email="w@example.org"))
    asked = make_request()
    kept = {
        f"booking-{coming.pk}": {"form_key": "0d4e2f3c-2f5c-4f2b-a7a0-5d7b8f3f1b11", "said": BOOKING},
        f"booked-{coming.pk}": {"form_key": "x", "key": str(booking.key), "secret": "ACEFGHJK"},
        "bookings": [str(booking.key)],
        "requests": [str(asked.key)],
        "code": {"form_key": "x", "name": "Winnie", "contact": "w@example.org"},
        "help": {"form_key": "x", "typed": HELP},
        "help done": {"form_key": "y", "request": asked.pk},
        "apply": {"form_key": str(APPLY_KEY), "typed": APPLY, "is_saved": True, "saved_for": "tansy@example.org"},
        "apply done": {"form_key": "y", "first_name": "Tansy"},
        "concern": "K7M4PX",
    }
    names = {"event": "try-out", "day": coming.address_day, "reference": booking.reference, "asked": asked.reference}
    reference = make_reference(make_applicant("Sorrel", role=make_role("Of another kind", "other")))
    names |= {"reference_link": reference_link(reference).partition("?")[2]}
    return kept, names | {"register": coming.register_code}


PATHS = {
    "finish/": "/finish/",
    "events/<slug:slug>/<str:day>/book/": "/events/{event}/{day}/book/",
    "events/<slug:slug>/<str:day>/book/check/": "/events/{event}/{day}/book/check/",
    "events/<slug:slug>/<str:day>/book/done/": "/events/{event}/{day}/book/done/",
    "events/<slug:slug>/<str:day>/book/<slug:name>/": "/events/{event}/{day}/book/contact/",
    "my/": "/my/",
    "my/code/": "/my/code/",
    "my/code/enter/": "/my/code/enter/",
    "my/<slug:reference>/": "/my/{reference}/",
    "my/<slug:reference>/cancel/": "/my/{reference}/cancel/",
    "my/<slug:reference>/cancel/<str:day>/": "/my/{reference}/cancel/{day}/",
    "my/<slug:reference>/change/": "/my/{reference}/change/",
    "my/<slug:reference>/another-date/": "/my/{reference}/another-date/",
    "my/<slug:reference>/earlier/": "/my/{reference}/earlier/",
    "champions/apply/<slug:slug>/": "/champions/apply/you/",
    "champions/apply/check/": "/champions/apply/check/",
    "champions/apply/done/": "/champions/apply/done/",
    "champions/apply/save/": "/champions/apply/save/",
    "champions/apply/saved/": "/champions/apply/saved/",
    "champions/apply/resume/": "/champions/apply/resume/",
    "champions/reference/": "/champions/reference/?{reference_link}",
    "concern/": "/concern/",
    "concern/done/": "/concern/done/",
    "help/<slug:slug>/": "/help/contact/",
    "help/check/": "/help/check/",
    "help/done/": "/help/done/",
    "help/request/<slug:reference>/": "/help/request/{asked}/",
}


# Where "finish" could be taken for sending what was typed.
UNFINISHED = {
    "events/<slug:slug>/<str:day>/book/",
    "events/<slug:slug>/<str:day>/book/check/",
    "events/<slug:slug>/<str:day>/book/<slug:name>/",
    "champions/apply/<slug:slug>/",
    "champions/apply/check/",
    "champions/apply/save/",
    "champions/apply/resume/",
    "champions/reference/",
    "concern/",
    "help/<slug:slug>/",
    "help/check/",
}


def browser_with(kept, user=None):
    browser = Client()
    if user:
        browser.force_login(user)
    session = browser.session
    session[OPENED] = {"seen": timezone.now().timestamp(), "things": kept}
    session.save()
    browser.cookies["sessionid"] = session.session_key
    return browser


def test_every_public_personal_page_is_in_the_list():
    """Those of champions and staff are behind a sign-in, which has a sign-out; a tablet that is handed over shows
    nothing of anybody, and forgets by itself.
    """
    signed_in = ("champions/me/", "register/", "admin/", "learners/")
    handed_over = ("check-in/", "how-sure/", "handed-over/")
    left_out = signed_in + handed_over
    public = {route for route in personal_routes() if not route.startswith(left_out)} - SHOWS_NO_PAGE

    assert public == set(PATHS)


@pytest.mark.parametrize("route", PATHS)
def test_every_personal_page_has_the_button_once_something_is_kept(route, things):
    kept, names = things
    page = browser_with(kept).get(PATHS[route].format(**names))

    assert page.status_code == 200, page.headers
    assert page.content.count(BUTTON) == 1
    assert (b"Stop and clear my answers" if route in UNFINISHED else b"Finish and clear this computer") in page.content
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/champions/me/", "/champions/me/hours/", "/register/", "/register/{register}/"])
def test_so_have_the_pages_of_champions_and_staff_who_typed_something_for_somebody(path, things):
    kept, names = things
    user = make_champion(user=make_user()).user if path.startswith("/champions") else make_superuser()

    assert BUTTON in browser_with(kept, user).get(path.format(**names)).content


def test_a_page_that_says_why_it_cannot_be_booked_has_it_too(things):
    kept, names = things
    Occurrence.objects.update(state="cancelled")
    page = browser_with(kept).get(PATHS["events/<slug:slug>/<str:day>/book/check/"].format(**names))

    assert page.status_code == 409
    assert BUTTON in page.content


def test_nothing_is_offered_to_clear_where_nothing_is_kept(client):
    for path in ("/my/", "/my/code/", "/finish/", "/events/"):
        assert BUTTON not in client.get(path).content
    assert b"This computer is clear" in client.get("/finish/").content


def test_the_button_clears_it_all_and_back_shows_nothing(things):
    kept, names = things
    browser = browser_with(kept)

    ended = browser.post("/finish/", follow=True)

    assert ended.redirect_chain == [("/finish/", 302)]
    assert b"We have cleared your details from this computer." in ended.content
    assert OPENED not in browser.session
    for path in PATHS.values():
        page = browser.get(path.format(**names), follow=True)
        assert b"Winnie" not in page.content
        assert b"Arthur" not in page.content
        assert b"Tansy" not in page.content


def test_pressing_it_twice_and_after_the_session_has_ended_says_the_same(things):
    kept, _ = things
    browser = browser_with(kept)
    for _ in range(2):
        assert b"This computer is clear" in browser.post("/finish/", follow=True).content
    browser.cookies.clear()

    assert b"This computer is clear" in browser.post("/finish/", follow=True).content
