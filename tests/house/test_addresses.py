"""Every address as every kind of person."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLResolver
from django.utils import timezone

from champions.models import BlockedPair, Champion, Concern, HelpFeedback, HelpRequest
from core import roles
from core.actors import Actor
from core.audit import record
from core.done import HEARTBEAT, mark_done
from core.retention import make_rules
from events import how_sure_links
from events.booking_links import token_for
from events.models import Booking, EventIndexPage, EventPage, Goal, Occurrence, PartnerCalendar, Referral, TrainingFor
from locations.models import Area, VenueIndexPage, VenuePage
from messaging.models import Message
from pages.models import HomePage
from people.models import Merge, Person
from reports.models import ServiceStandard, UnitCosts
from tests.factories.accounts import make_staff, make_superuser, make_user
from tests.factories.champions import (
    make_champion,
    make_concern,
    make_help,
    make_holiday,
    make_offer,
    make_pair,
    make_request,
    make_requirement,
    make_role,
)
from tests.factories.events import (
    make_booking,
    make_day_code,
    make_event,
    make_feedback,
    make_goal,
    make_occurrence,
    make_referral,
    make_rota_place,
    make_schedule,
)
from tests.factories.fixed_tables import make_shared
from tests.factories.joining import make_applicant, make_conduct, make_reference
from tests.factories.locations import make_area, make_venue
from tests.factories.messaging import make_message
from tests.factories.pages import make_for_champions
from tests.factories.people import NOW, make_person
from tests.factories.reaching import make_yardstick
from tests.factories.rows import make_rows_file
from tests.house.addresses import ANONYMOUS, CHAMPION, EXACT, PREFIXES, ROLES, SUPERUSER

pytestmark = pytest.mark.django_db


def every_route(resolver=None, before=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from every_route(pattern, route)
        else:
            yield route


def family_of(route):
    """The longest prefix in the table that the route is under; Wagtail's catch-alls stand for pages and the admin."""
    if route.startswith("^"):
        return ""
    return max((prefix for prefix in PREFIXES if route.startswith(prefix)), key=len, default=None)


def test_every_address_is_in_the_table():
    missing = [route for route in every_route() if route not in EXACT and family_of(route) is None]

    assert missing == []


def test_no_address_of_our_own_hides_in_a_family_of_wagtails():
    """`admin/` alone would swallow any new page of ours: what is right below it must have a line of its own."""
    theirs = {
        "api", "bulk", "block-preview", "choose-page", "choose-external-link", "choose-email-link",
        "choose-phone-link", "choose-anchor-link", "dismissibles", "editing-sessions", "embeds", "failwhale", "forms",
        "jsi18n", "logout", "snippets", "sprite", "tag-autocomplete", "test404", "account", "",
    }  # fmt: skip
    ours = {
        route
        for route in every_route()
        if route not in EXACT and family_of(route) == "admin/" and route.split("/")[1] not in theirs
        if not route.startswith("admin/^")
    }
    assert ours == set()


def test_no_line_is_left_of_an_address_that_is_gone():
    routes = set(every_route())

    assert sorted(set(EXACT) - routes - {""}) == []
    assert [prefix for prefix in PREFIXES if not any(route.startswith(prefix) for route in routes)] == []


def of_joining(requirement, event):
    """Somebody in checks with a referee; a code of conduct; an event that trains."""
    reference = make_reference(make_applicant(state="applied"))
    return {
        "applicant": reference.champion_id,
        "reference_pk": reference.pk,
        "reference_link": "made-up",
        "conduct": make_conduct().pk,
        "training": TrainingFor.objects.create(requirement=requirement, event=event).pk,
    }


@pytest.fixture
def world():
    """One of each thing, for the examples to name."""
    champion = make_champion("Rowan Pettifer", user=make_user(), calendar_key="H4RDT0GVESS")
    requirement = make_requirement()
    coming = timezone.localdate() + timedelta(days=7)
    occurrence = make_occurrence(event=make_event(slug="try-out"), day=coming, venue=make_venue(slug="here"))
    request = make_request(make_person("Arthur"), state="offered")
    asha = make_person("Asha")
    match = make_request(make_person("Winnie"), champion=champion, state="matched", matched_at=NOW)
    make_rules()
    mark_done(HEARTBEAT, timezone.now())
    line = record("tried_out", champion, by=Actor.system(), now=NOW)
    return {
        "champion_user": champion.user,
        "names": {
            "event": "try-out",
            "event_pk": EventPage.objects.get().pk,
            "revision": EventPage.objects.get().save_revision().pk,
            "schedule": make_schedule(occurrence.event, venue=occurrence.venue).key,
            "day": f"{coming}",
            "venue": "here",
            "occurrence": occurrence.pk,
            "register": occurrence.register_code,
            "day_code": make_day_code(occurrence).pk,
            "booking": booking_at(occurrence).pk,
            "reference": Booking.objects.get().reference,
            "link": token_for(Booking.objects.get()),
            "said": make_feedback(occurrence).pk,
            "feedback": "made-up",
            "person": asha.pk,
            "goal": make_goal(asha).pk,
            "referral": make_referral(asha).pk,
            "how_sure": how_sure_token(asha, occurrence),
            "other": make_person("Asha").pk,
            "merge": merge_of_two().pk,
            "message": make_message(channel="call", state="to-do").pk,
            "calendar_key": champion.calendar_key,
            "champion": champion.pk,
            "role": make_role().pk,
            "requirement": requirement.pk,
            **of_joining(requirement, occurrence.event),
            "request": request.pk,
            "request_key": request.key,
            "request_reference": request.reference,
            "match": match.reference,
            "helped": HelpFeedback.objects.create(did_it_help="yes", said_on=NOW).pk,
            "offer": make_offer(request, champion).pk,
            "entry": make_help(champion, match).pk,
            "holiday": make_holiday(champion).pk,
            "rota_place": make_rota_place(occurrence, champion).pk,
            "guide": make_for_champions().slug,
            "concern": make_concern().pk,
            "pair": make_pair(champion, asha).pk,
            "yardstick": make_yardstick().pk,
            "audit": line.pk,
            "unit_costs": UnitCosts.objects.create(title="Ours", source="Finance", web=1).pk,
            "shared": make_shared("programme").pk,
            "area": make_area().pk,
            "user": make_user().pk,
            "member": make_staff(roles.MEMBERS).pk,
            "standard": ServiceStandard.objects.first().pk,
            "home": HomePage.objects.get().pk,
            "events": EventIndexPage.objects.get().pk,
            "venues": VenueIndexPage.objects.get().pk,
            "venue_pk": occurrence.venue_id,
            # Not an address: whoever fetches it here is told so, and nothing leaves this machine.
            "rows_file": make_rows_file(make_user()).key,
            "partner_calendar": PartnerCalendar.objects.create(title="Partner", address="http://example.org/").pk,
        },
    }


def merge_of_two():
    kept = make_person("Winnie")
    gone = make_person("W", merged_into=kept)
    moved = {"people.Person.merged_into": {"rows": []}}
    return Merge.objects.create(kept=kept, gone=gone, merged_at=NOW, moved=moved)


def booking_at(occurrence):
    return make_booking(occurrence, make_person("Betty"))


def how_sure_token(person, occurrence):
    asking = how_sure_links.Asking(str(person.key), occurrence.pk, "before", ("safety",))
    return how_sure_links.token_for(asking, now=timezone.now())


def browser_of(role, world):
    browser = Client()
    if role == CHAMPION:
        browser.force_login(world["champion_user"])
    elif role == SUPERUSER:
        browser.force_login(make_superuser())
    elif role != ANONYMOUS:
        browser.force_login(make_staff(role))
    return browser


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(browser, example, names):
    """(whether the view let them in, what it answered). An example that begins with POST is posted."""
    path = example.rpartition(" ")[2]
    response = answer_to(browser, example, names)
    where = response.headers.get("Location", "")
    # Wagtail sends whom it refuses to the start of the admin.
    sent_away = where.startswith("/account/login/") or (where == "/admin/" and path.startswith("/admin/"))
    return response.status_code in (200, 302, 422) and not sent_away, f"{response.status_code} {where}".strip()


def answer_to(browser, example, names, **how):
    method, _, path = example.removesuffix(EVIL).rpartition(" ")
    typed = EVIL if example.endswith(EVIL) else ""
    with undone():
        return getattr(browser, method.lower() or "get")(path.format(**names) + typed, **how)


def examples():
    for route, lines in EXACT.items():
        for example, who in lines if isinstance(lines, list) else [lines]:
            yield route, example, who
    for prefix, lines in PREFIXES.items():
        for example, who in lines:
            yield prefix, example, who


@pytest.mark.parametrize("role", ROLES)
def test_each_kind_of_person_opens_what_is_theirs_and_nothing_else(role, world):
    browser = browser_of(role, world)

    wrong = {}
    for _, example, who in examples():
        came_in, answer = ask(browser, example, world["names"])
        if came_in != (role in who):
            wrong[example] = answer

    assert wrong == {}


@pytest.mark.parametrize("role", ROLES)
def test_posting_opens_no_door_that_looking_does_not(role, world):
    """A page may check who is asking where it shows its form, and forget to where the form is sent."""
    browser = browser_of(role, world)

    opened = {}
    for _, example, who in examples():
        if role not in who and not example.startswith("POST"):
            came_in, answer = ask(browser, f"POST {example}", world["names"])
            if came_in:
                opened[example] = answer

    assert opened == {}


@pytest.mark.parametrize("role", [ANONYMOUS, CHAMPION, SUPERUSER])
def test_every_answer_says_what_a_browser_may_do_with_it(role, world):
    browser = browser_of(role, world)

    wrong = {}
    for _, example, _ in examples():
        headers = answer_to(browser, example, world["names"]).headers
        missing = {"Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy"} - {
            *headers
        }
        if missing or (role != ANONYMOUS and headers.get("Cache-Control") != "no-store"):
            wrong[example] = sorted(missing) or headers.get("Cache-Control")

    assert wrong == {}


EVIL = "<img src=x onerror=alert(1)>"
SEARCHES = ["/find/?q=", "/champions/?q=", "/events/?q=", "/venues/?q=", "/my/open/?b=", "/no-such-page/"]
# What people and editors type, in the rows of the world.
TYPED = {
    Person: "name phone email address helper_name helper_contact adjustments notes language",
    Champion: "why state_reason",
    HelpRequest: "words where outcome language",
    HelpFeedback: "words",
    Concern: "who words name contact",
    BlockedPair: "reason",
    Occurrence: "reason register_note needs_decision",
    EventPage: "title draft_title summary cost bring",
    VenuePage: "title draft_title address town summary access_notes",
    Area: "name",
    Message: "subject body to to_name last_error",
    Booking: "needs",
    Goal: "words",
    Referral: "organisation why",
}


def test_nothing_that_somebody_typed_becomes_a_part_of_a_page(world):
    for model, names in TYPED.items():
        model.objects.update(**dict.fromkeys(names.split(), EVIL))
    Champion.objects.update(languages=[EVIL])

    became, pages = [], 0
    for role in (ANONYMOUS, CHAMPION, SUPERUSER):
        browser = browser_of(role, world)
        asked = [example for _, example, who in examples() if role in who] + [f"{search}{EVIL}" for search in SEARCHES]
        for example in asked:
            answer = answer_to(browser, example, world["names"], follow=True)
            if answer.headers.get("Content-Type", "").startswith("text/html"):
                pages += 1
                became += [(role, example)] * (EVIL.encode() in answer.content)

    assert became == []
    assert pages > 100, "hardly a page was looked at: this proves nothing"


def test_the_table_knows_every_group():
    assert set(ROLES) - {ANONYMOUS, CHAMPION, SUPERUSER} == set(roles.GROUPS)
    assert set(Group.objects.values_list("name", flat=True)) == set(roles.GROUPS)


def test_the_walk_would_notice_a_door_left_open(world):
    """The control: an address that anybody may open, taken for one that nobody may, and the other way round."""
    browser = browser_of(ANONYMOUS, world)

    assert ask(browser, "/health/", {}) == (True, "200")
    assert ask(browser, "/admin/person/", {}) == (False, "302 /account/login/?next=/admin/person/")
    assert ask(browser_of(CHAMPION, world), "/admin/person/", {}) == (False, "403")
    assert ask(browser_of("Session leads", world), "/admin/person/", {}) == (False, "302 /admin/")


@pytest.mark.parametrize("path", ["/admin/password_reset/", "/admin/password_reset/done/"])
def test_the_admins_own_password_reset_is_switched_off(client, path):
    assert client.get(path).status_code == 404
