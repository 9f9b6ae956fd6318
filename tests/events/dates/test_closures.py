"""A place that closes after dates there were planned: staff see all of them, and deal with them in one step."""

import json
import re
from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from core.actors import Actor
from core.models import AuditLine
from core.words import LONDON
from core.worklist import waiting_for
from events.actions import closures
from events.actions import occurrences as acts
from events.models import Occurrence
from locations.holidays import import_bank_holidays
from locations.models import VenuePage
from messaging.models import Message
from tests.events.test_publishing import answers_of, messages_of
from tests.factories.accounts import make_staff, make_superuser
from tests.factories.events import make_booking, make_event, make_occurrence
from tests.factories.locations import make_venue
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db
STAFF = Actor.system()


@pytest.fixture
def library(coming):
    """Two events there on one Wednesday, one a week later, one of another place; two people on the first."""
    library = make_venue("Keswick Library")
    surfers, scams = make_event("Surfers", slug="surfers"), make_event("Scams", slug="scams")
    first = make_occurrence(surfers, day=coming, venue=library, changed_by_hand=True)
    make_occurrence(scams, day=coming, starts=time(14), venue=library, changed_by_hand=True)
    make_occurrence(surfers, day=coming + timedelta(days=7), venue=library, changed_by_hand=True)
    make_occurrence(scams, day=coming, venue=make_venue("Brampton Library", slug="brampton"), changed_by_hand=True)
    make_booking(first, make_person("Betty", email="betty@example.org", contact_by="email"))
    make_booking(first, make_person("Arthur", phone="01228 496 0999", contact_by="phone"))
    return VenuePage.objects.get(pk=library.pk)


def close(venue, first_on, last_on=None, *, every_year=False, reason="Repairs"):
    venue.closures.create(first_on=first_on, last_on=last_on or first_on, every_year=every_year, reason=reason)
    venue.save_revision().publish()


def address(venue):
    return reverse("event_dates:closures_at", args=[venue.pk])


def closed():
    return list(Occurrence.objects.on_closed_days().order_by("starts_at").values_list("event__title", flat=True))


def name(title):
    return f"date-{Occurrence.objects.get(event__title=title, venue__title='Keswick Library', pk__in=closed_pks()).pk}"


def closed_pks():
    return Occurrence.objects.on_closed_days().values("pk")


def test_publishing_a_closure_finds_the_dates_of_all_events_there(library, coming):
    close(library, coming)

    assert closed() == ["Surfers", "Scams"]
    assert set(Occurrence.objects.on_closed_days().values_list("closed_why", flat=True)) == {
        "Keswick Library is closed: Repairs."
    }
    # Nothing is done to them yet, and nobody is told.
    assert not Occurrence.objects.exclude(state="on").exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize("years", [0, 1])
def test_a_range_and_a_yearly_closure_find_theirs(library, coming, years):
    first_on = coming - timedelta(days=2)
    close(library, first_on.replace(year=first_on.year - years), every_year=bool(years))
    assert closed() == []

    last_on = coming + timedelta(days=9)
    library.closures = []
    close(
        library,
        first_on.replace(year=first_on.year - years),
        last_on.replace(year=last_on.year - years),
        every_year=bool(years),
    )
    assert closed() == ["Surfers", "Scams", "Surfers"]


def take_in_bank_holidays(*days):
    events = [{"title": "Coronation", "date": f"{day}", "notes": ""} for day in days]
    data = {"england-and-wales": {"division": "england-and-wales", "events": events}}
    import_bank_holidays(json.dumps(data).encode(), by=STAFF, now=timezone.now())


def test_a_bank_holiday_taken_in_later_finds_the_dates_of_all_places_and_what_is_online(admin, library, coming):
    talk = make_occurrence(make_event("Talk", slug="talk", delivery="online"), day=coming, changed_by_hand=True)
    Occurrence.objects.filter(pk=talk.pk).update(venue=None)
    take_in_bank_holidays(coming)

    assert sorted(closed()) == ["Scams", "Scams", "Surfers", "Talk"]
    assert set(Occurrence.objects.on_closed_days().values_list("closed_why", flat=True)) == {
        "It is a bank holiday: Coronation."
    }
    places = admin.get(reverse("event_dates:closures")).content.decode()
    assert re.findall(r"<b>(.*?)</b></a>: (\d dates?)", places) == [
        ("Online", "1 date"),
        ("Brampton Library", "1 date"),
        ("Keswick Library", "2 dates"),
    ]

    online = reverse("event_dates:closures_online")
    assert online in admin.get(reverse("occurrence:inspect", args=[talk.pk])).content.decode()
    admin.post(online, answers_of(admin.get(online).context["form"]))

    talk.refresh_from_db()
    assert (talk.state, talk.reason) == ("cancelled", "It is a bank holiday: Coronation.")


def test_a_bank_holiday_that_is_none_after_all_asks_nothing_any_longer(library, coming):
    take_in_bank_holidays(coming - timedelta(days=1), coming, coming + timedelta(days=1))
    take_in_bank_holidays(coming - timedelta(days=1), coming + timedelta(days=1))

    assert closed() == []


def test_what_is_moved_to_a_bank_holiday_by_hand_is_held(library, coming):
    take_in_bank_holidays(coming + timedelta(days=1))
    at = datetime.combine(coming + timedelta(days=1), time(10), tzinfo=LONDON)
    row = Occurrence.objects.get(event__title="Surfers", original_on=coming)

    acts.move(row, starts_at=at, ends_at=at + timedelta(hours=1), venue=library, by=STAFF, now=timezone.now())
    library.save_revision().publish()

    assert closed() == []


def test_taking_the_closure_away_again_clears_them(library, coming):
    close(library, coming)
    library.closures = []
    library.save_revision().publish()

    assert closed() == []


def test_one_page_shows_every_date_with_who_is_booked(admin, library, coming):
    close(library, coming)

    shown = " ".join(admin.get(address(library)).content.decode().split())

    assert "Surfers</b>, Keswick Library<br>2 booked: 1 will be told by e-mail and 1 by telephone call" in shown
    assert "Scams</b>, Keswick Library<br>Nobody is booked." in shown
    assert "Brampton" not in shown.split("<datalist")[0]


def test_all_are_cancelled_in_one_step_and_people_are_told(admin, library, coming):
    close(library, coming)
    form = admin.get(address(library)).context["form"]

    response = admin.post(address(library), answers_of(form, all_dates="cancel"), follow=True)

    assert "2 dates cancelled. Those booked are told." in messages_of(response)
    gone = Occurrence.objects.filter(state="cancelled").order_by("starts_at")
    assert [row.event.title for row in gone] == ["Surfers", "Scams"]
    assert {row.reason for row in gone} == {"Keswick Library is closed: Repairs."}
    assert sorted(Message.objects.values_list("kind", "channel")) == [
        ("booking_session_off", "call"),
        ("booking_session_off", "email"),
    ]
    assert closed() == []
    assert AuditLine.objects.filter(action="occurrences.closed_days_settled").count() == 1


def test_each_may_have_its_own_fate(admin, library, coming):
    close(library, coming, coming + timedelta(days=8))
    form = admin.get(address(library)).context["form"]
    surfers, scams, later = (f"date-{line.name}" for line in form.plan.lines)
    answers = answers_of(form, reason="The library is closed for repairs") | {
        surfers: "move",
        f"{surfers}-on": str(coming + timedelta(days=1)),
        f"{surfers}-venue": "Brampton Library",
        scams: "hold",
        later: "cancel",
    }

    response = admin.post(address(library), answers, follow=True)

    assert "1 date cancelled, 1 moved and 1 held. Those booked are told." in messages_of(response)
    moved = Occurrence.objects.get(moved_from_at__isnull=False)
    assert (moved.venue.title, moved.starts_at.astimezone(LONDON).date()) == (
        "Brampton Library",
        coming + timedelta(days=1),
    )
    assert Occurrence.objects.get(although_closed=True).event.title == "Scams"
    assert Occurrence.objects.get(state="cancelled").original_on == coming + timedelta(days=7)
    assert set(Message.objects.values_list("kind", flat=True)) == {"booking_session_moved"}


def test_what_is_held_all_the_same_is_not_asked_about_again(admin, library, coming):
    close(library, coming)
    form = admin.get(address(library)).context["form"]
    admin.post(address(library), answers_of(form, all_dates="hold"))
    assert closed() == []

    library.save_revision().publish()

    assert closed() == []


def test_somebody_who_books_meanwhile_is_shown_first_and_nothing_is_lost(admin, library, coming):
    close(library, coming)
    form = admin.get(address(library)).context["form"]
    answers = answers_of(form, all_dates="cancel", reason="A burst pipe")
    make_booking(Occurrence.objects.get(event__title="Scams", venue=library), make_person("Winnie"))

    response = admin.post(address(library), answers)

    assert response.status_code == 422
    shown = response.content.decode()
    assert "Since you looked, something has changed" in shown
    assert "1 booked; 1 cannot be told" in shown
    assert 'value="A burst pipe"' in shown
    assert not Occurrence.objects.filter(state="cancelled").exists()

    again = answers_of(response.context["form"])
    assert admin.post(address(library), again).status_code == 302
    assert Occurrence.objects.filter(state="cancelled").count() == 2


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"reason": ""}, "Say why dates are off or moved, in words for the public."),
        ({"choice": "move"}, "Enter the date."),
        ({"choice": "move", "on": "2020-01-01", "venue": "Brampton Library"}, "Choose a time that is still to come."),
        ({"choice": "move", "on": "soon", "venue": "Brampton Library"}, "Enter a valid date."),
        ({"choice": "move", "venue": "Nowhere"}, "There is no published venue called Nowhere."),
        ({"choice": "move", "on": "2027-01-11"}, "Choose the place: it is not online."),
        ({"choice": "explode"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_done(admin, library, coming, answers, sentence):
    close(library, coming)
    form = admin.get(address(library)).context["form"]
    first = f"date-{form.plan.lines[0].name}"
    sent = answers_of(form) | {"reason": answers.get("reason", "Repairs")}
    if "choice" in answers:
        sent[first] = answers["choice"]
    sent |= {f"{first}-{part}": answers[part] for part in ("on", "venue") if part in answers}

    response = admin.post(address(library), sent)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Occurrence.objects.filter(state="cancelled").exists()
    assert closed() == ["Surfers", "Scams"]


def test_a_date_says_itself_that_its_place_is_closed_and_later_that_it_is_held(admin, library, coming):
    close(library, coming)
    row = Occurrence.objects.on_closed_days()[0]
    inspect = reverse("occurrence:inspect", args=[row.pk])
    assert "<strong>Keswick Library is closed: Repairs.</strong>" in admin.get(inspect).content.decode()

    closures.hold(row, by=STAFF, now=timezone.now())

    assert "It is held although it is a closed day or a bank holiday." in admin.get(inspect).content.decode()


def test_cancelling_or_moving_one_by_one_settles_it_too(library, coming):
    close(library, coming)
    first, second = Occurrence.objects.on_closed_days().order_by("starts_at")
    now = timezone.now()
    acts.cancel(first, reason="Repairs", by=STAFF, now=now)
    at = datetime.combine(coming + timedelta(days=2), time(10), tzinfo=LONDON)
    acts.move(second, starts_at=at, ends_at=at + timedelta(hours=1), venue=library, by=STAFF, now=now)

    assert closed() == []


def test_it_waits_on_the_first_page_of_the_admin_and_in_a_list_of_places(admin, library, coming):
    close(library, coming)
    user = make_superuser()

    waiting = {words: (number, url) for number, words, url in waiting_for(user, timezone.now())}

    number, url = waiting["dates on closed days or bank holidays"]
    assert number == 2
    shown = " ".join(admin.get(url).content.decode().split())
    assert f'<a href="{address(library)}"><b>Keswick Library</b></a>: 2 dates to decide about' in shown


def test_publishing_in_the_editor_leads_there(admin, library, coming):
    edit = reverse("wagtailadmin_pages:edit", args=[library.pk])
    closing = {"first_on": coming, "last_on": coming, "reason": "Repairs"}
    fields = {
        "title": "Keswick Library",
        "slug": library.slug,
        "kind": "library",
        "town": "Keswick",
        "position_source": "hand",
        "public_computers": "0",
        "latitude": "54.6",
        "longitude": "-3.1",
        "opening_hours": inline_formset([]),
        "closures": inline_formset([closing]),
        "comments": inline_formset([]),
        "action-publish": "1",
    }

    response = admin.post(edit, nested_form_data(fields), follow=True)

    assert "2 dates at Keswick Library fall on a closed day." in messages_of(response)
    assert address(library) in response.content.decode()


def test_only_who_may_cancel_dates_decides(client, library, coming):
    close(library, coming)
    client.force_login(make_staff("Session leads"))

    assert client.get(address(library)).status_code in (302, 403)


def test_the_same_queries_for_few_dates_or_many(admin, library, coming, django_assert_max_num_queries):
    close(library, coming)
    with django_assert_max_num_queries(40) as few:
        admin.get(address(library))
    event = make_event()
    for number in range(20):
        row = make_occurrence(event, day=coming, starts=time(9, number), venue=library, changed_by_hand=True)
        make_booking(row, make_person(f"Person {number}", email=f"p{number}@example.org", contact_by="email"))
    library.save_revision().publish()

    with django_assert_max_num_queries(len(few)):
        assert len(admin.get(address(library)).context["form"].plan.lines) == 22


def test_the_past_and_what_is_off_already_are_left_alone(library, coming, now):
    past = make_occurrence(make_event(), day=timezone.localdate() - timedelta(days=3), venue=library)
    off = make_occurrence(make_event(), day=coming, venue=library, state="cancelled", reason="Snow.")
    close(library, timezone.localdate() - timedelta(days=5), coming)

    assert not {past.pk, off.pk} & set(closed_pks().values_list("pk", flat=True))
    assert closures.plan_of_closing(library, now=timezone.now()).lines


def test_a_date_is_not_moved_to_another_closed_day(admin, library, coming):
    close(library, coming, coming + timedelta(days=1))
    form = admin.get(address(library)).context["form"]
    first = f"date-{form.plan.lines[0].name}"
    there = {f"{first}-on": str(coming + timedelta(days=1)), f"{first}-venue": "Keswick Library"}

    response = admin.post(address(library), answers_of(form) | {first: "move"} | there)

    assert response.status_code == 422
    assert "Keswick Library is closed: Repairs. Choose another day or place." in response.content.decode()
    assert not Occurrence.objects.filter(moved_from_at__isnull=False).exists()


def test_a_date_put_on_a_closed_day_by_hand_is_not_asked_about_when_the_place_is_published_again(library, coming):
    close(library, coming + timedelta(days=1))
    at = datetime.combine(coming + timedelta(days=1), time(10), tzinfo=LONDON)
    to = {"starts_at": at, "ends_at": at + timedelta(hours=1), "venue": library, "by": STAFF, "now": timezone.now()}
    acts.move(Occurrence.objects.filter(venue=library).order_by("starts_at")[0], **to)
    acts.add_one_off(make_event("Tea", slug="tea"), **to)

    library.save_revision().publish()

    assert closed() == []


def test_a_schedule_that_goes_to_a_closed_place_leaves_its_dates_there_to_be_decided(admin, weekly, booked, coming):
    other = VenuePage.objects.get(pk=make_venue("Kendal Library", slug="kendal").pk)
    close(other, coming + timedelta(days=7), coming + timedelta(days=14))
    page = weekly.get_latest_revision_as_object()
    [schedule] = page.schedules.all()
    schedule.venue = other
    page.schedules = [schedule]
    url = reverse("event_dates:publish", args=[page.save_revision().pk])

    admin.post(url, answers_of(admin.get(url).context["form"]))

    on_closed = Occurrence.objects.on_closed_days().order_by("starts_at")
    assert [timezone.localdate(row.starts_at) for row in on_closed] == [
        coming + timedelta(days=7),
        coming + timedelta(days=14),
    ]
    assert {row.closed_why for row in on_closed} == {"Kendal Library is closed: Repairs."}
