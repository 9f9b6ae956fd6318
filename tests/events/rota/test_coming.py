"""Signing up, being asked, swapping and dropping out: who may, and who is told."""

from datetime import time, timedelta

import pytest

from champions.actions import profile
from core.errors import Refused
from core.models import AuditLine
from events.actions import occurrences, rota
from events.models import RotaPlace
from events.permissions.rota import NotFreeThenError
from events.rota_lists import sessions_near, suited
from messaging.models import Message
from tests.events.rota.conftest import TUESDAY, states
from tests.factories.accounts import make_user
from tests.factories.champions import make_champion, make_helper, make_holiday, make_requirement, make_role
from tests.factories.events import make_event, make_occurrence, make_rota_need, make_rota_place, make_topic
from tests.factories.locations import make_venue
from tests.factories.people import NOW, make_person

pytestmark = pytest.mark.django_db
PENRITH = (54.6641, -2.7527)  # 17 miles from Carlisle


def told(kind=None):
    """(kind, to whom) of every message, or of one kind."""
    rows = Message.objects.exclude(state="withdrawn").order_by("pk").values_list("kind", "to")
    return [row for row in rows if kind in (None, row[0])]


def test_signing_up_makes_a_place_says_so_and_leaves_an_audit_line(session, rowan, sign_up):
    sign_up(rowan, session)
    sign_up(rowan, session)

    assert states() == {"Rowan": "confirmed"}
    assert told() == [("champion_rota_on", "rowan@example.org")]
    assert AuditLine.objects.filter(action="rota_confirmed").count() == 1


# What is refused


def test_no_more_come_than_are_wanted(session, rowan, tansy, sign_up):
    sign_up(rowan, session)
    sign_up(tansy, session)

    with pytest.raises(Refused, match="all the champions that it needs"):
        sign_up(make_helper("Late"), session)


def test_nobody_signs_up_for_what_is_over_off_or_asks_for_none(session, rowan, sign_up, by):
    with pytest.raises(Refused, match="has begun or is over"):
        sign_up(rowan, session, now=session.starts_at)
    with pytest.raises(Refused, match="asks for no champions"):
        sign_up(rowan, make_occurrence(day=TUESDAY, starts=time(15)))
    occurrences.cancel(session, reason="Flood", by=by, now=NOW)
    with pytest.raises(Refused, match="is not on"):
        sign_up(rowan, session)


def test_nobody_is_in_two_places_at_once(session, rowan, sign_up):
    other = make_occurrence(make_event("Tablets"), day=TUESDAY, starts=time(11), minutes=60)
    make_rota_need(other)
    after = make_occurrence(make_event("Afterwards"), day=TUESDAY, starts=time(12), minutes=60)
    make_rota_need(after)
    sign_up(rowan, session)

    with pytest.raises(Refused, match="You are on the rota of Tuesday drop-in at that time"):
        sign_up(rowan, other)
    assert sign_up(rowan, after, anyway=True).is_confirmed


def test_nobody_helps_where_they_lead_another_session(session, rowan, sign_up):
    make_occurrence(make_event("Led"), day=TUESDAY, starts=time(11), lead=rowan.user)

    with pytest.raises(Refused, match="You lead Led at that time"):
        sign_up(rowan, session)


def test_nobody_comes_while_they_are_away_even_on_the_last_day(session, rowan, sign_up):
    make_holiday(rowan, TUESDAY - timedelta(days=3), TUESDAY)

    with pytest.raises(Refused, match="You are away until Tuesday 24 November 2026"):
        sign_up(rowan, session)


def test_a_check_that_runs_out_before_the_session_stands_in_the_way(session, sign_up):
    dbs = make_requirement("A check")
    rowan = make_helper("Rowan", role=make_role(requirements=[dbs]))
    rowan.met.create(requirement=dbs, met_on=NOW.date(), expires_on=TUESDAY - timedelta(days=1))

    with pytest.raises(Refused, match="not all in date: A check"):
        sign_up(rowan, session)
    rowan.met.update(expires_on=TUESDAY)
    assert sign_up(rowan, session).is_confirmed


@pytest.mark.parametrize("state", ["applied", "in-checks", "paused", "left", "declined"])
def test_only_active_champions_sign_up(session, sign_up, state):
    with pytest.raises(Refused, match=r"not an active champion|taking a break"):
        sign_up(make_helper("Rowan", state=state), session)


@pytest.mark.parametrize(
    ("times", "sentence"),
    [
        ([(2, time(9), time(17))], "You said that you are not free on Tuesdays."),
        ([(1, time(11), time(17))], "You said that you are free on Tuesdays 11am to 5pm only."),
    ],
)
def test_what_they_said_of_their_week_warns_and_gives_way_to_a_tick(session, sign_up, times, sentence):
    rowan = make_helper("Rowan", times=times)

    with pytest.raises(NotFreeThenError) as warning:
        sign_up(rowan, session)
    assert warning.value.sentence == sentence
    assert sign_up(rowan, session, anyway=True).is_confirmed


def test_somebody_under_18_comes_only_beside_an_adult(session, rowan, sign_up):
    young = make_helper("Robin", birth_year=2011)

    with pytest.raises(Refused, match="no adult champion is coming"):
        sign_up(young, session)
    sign_up(rowan, session)
    assert sign_up(young, session).is_confirmed


# Being asked


def test_whoever_is_asked_says_yes_or_no(session, rowan, tansy, sign_up, by):
    for champion in (rowan, tansy):
        rota.ask(occurrence=session, champion=champion, by=by, now=NOW)
    assert told() == [("champion_rota_asked", "rowan@example.org"), ("champion_rota_asked", "tansy@example.org")]

    sign_up(rowan, session)
    rota.say_no(place=tansy.rota_places.get(), by=by, now=NOW)

    assert states() == {"Rowan": "confirmed", "Tansy": "declined"}


def test_nobody_is_asked_who_is_not_free_then(session, by):
    with pytest.raises(Refused, match="Rowan is not free on Tuesdays"):
        rota.ask(occurrence=session, champion=make_helper("Rowan", times=[]), by=by, now=NOW)
    assert told() == []


def test_those_who_may_be_asked_are_named_nearest_first(session, sign_up):
    near, far = make_helper("Near"), make_helper("Far", home=(54.80, -2.93), travel_miles=10)
    make_holiday(make_helper("Away"), TUESDAY, TUESDAY)
    make_helper("Busy", times=[(2, time(9), time(12))])
    make_helper("Distant", home=PENRITH, travel_miles=10)
    make_helper("Robin", birth_year=2011)
    busy = make_helper("Elsewhere")
    make_rota_place(make_occurrence(day=TUESDAY, starts=time(9), minutes=90), busy)
    make_occurrence(day=TUESDAY, starts=time(11), lead=make_helper("Leads").user)
    make_champion("Applied", state="applied")
    sign_up(make_helper("On"), session)

    assert [each.person.name for each in suited(session)] == ["Near", "Robin", "Far"]
    assert suited(session)[0] == near
    assert suited(session)[-1] == far


# Sessions near somebody


def test_a_champion_sees_what_is_within_their_travel_topics_first_then_the_nearest(session):
    scams = make_topic("Scams")
    rowan = make_helper("Rowan", topics=[scams], travel_miles=10)
    far = make_venue("Wetheral", position=(54.88, -2.83))
    fitting = make_occurrence(make_event("Spot a scam", topics=[scams]), day=TUESDAY, starts=time(14), venue=far)
    beyond = make_occurrence(make_event("Too far"), day=TUESDAY, venue=make_venue(position=PENRITH))
    for occurrence in (fitting, beyond):
        make_rota_need(occurrence)
    make_occurrence(make_event("Wants nobody"), day=TUESDAY)

    found = sessions_near(rowan, NOW)

    assert [(each.occurrence, each.topics, each.is_free) for each in found] == [
        (fitting, ["Scams"], False),
        (session, [], True),
    ]


def test_what_they_cannot_come_to_is_not_shown(session, rowan, tansy, sign_up):
    assert len(sessions_near(rowan, NOW)) == 1
    make_holiday(rowan, TUESDAY, TUESDAY)
    assert sessions_near(rowan, NOW) == []
    for champion in (tansy, make_helper("Asha")):
        sign_up(champion, session)
    assert sessions_near(make_helper("Full"), NOW) == []


# Swapping


def test_a_place_is_offered_to_those_suited_and_passes_to_the_first(session, rowan, tansy, sign_up, by):
    place = sign_up(rowan, session)
    sign_up(make_helper("Asha"), session)
    make_helper("Busy", times=[])

    rota.offer_place(place=place, by=by, now=NOW)
    rota.offer_place(place=place, by=by, now=NOW)
    assert told("champion_rota_offered") == [("champion_rota_offered", "tansy@example.org")]
    assert RotaPlace.objects.get(pk=place.pk).is_confirmed

    rota.take_over(place=place, champion=tansy, by=by, now=NOW)

    assert states() == {"Rowan": "dropped", "Asha": "confirmed", "Tansy": "confirmed"}
    assert told("champion_rota_passed_on") == [("champion_rota_passed_on", "rowan@example.org")]
    assert "Tansy comes to this session in your place" in Message.objects.get(kind="champion_rota_passed_on").body
    with pytest.raises(Refused, match="Somebody else has taken this place"):
        rota.take_over(place=place, champion=make_helper("Late"), by=by, now=NOW)


def test_a_place_that_is_kept_after_all_cannot_be_taken(session, rowan, tansy, sign_up, by):
    place = rota.offer_place(place=sign_up(rowan, session), by=by, now=NOW)
    rota.keep_place(place=place, by=by, now=NOW)

    with pytest.raises(Refused, match="kept after all"):
        rota.take_over(place=place, champion=tansy, by=by, now=NOW)


def test_somebody_under_18_does_not_take_the_only_adults_place(session, rowan, sign_up, by):
    place = rota.offer_place(place=sign_up(rowan, session), by=by, now=NOW)

    with pytest.raises(Refused, match="no adult champion is coming"):
        rota.take_over(place=place, champion=make_helper("Robin", birth_year=2011), by=by, now=NOW)


# Dropping out


@pytest.mark.parametrize(("hours", "tells"), [(49, False), (47, True)])
def test_the_lead_is_told_of_whoever_drops_out_on_short_notice(session, rowan, sign_up, by, hours, tells):
    session.lead = make_user("lead@example.org")
    session.save()
    place = sign_up(rowan, session)

    rota.drop_out(place=place, by=by, now=session.starts_at - timedelta(hours=hours))

    assert states() == {"Rowan": "dropped"}
    assert told("lead_rota") == ([("lead_rota", "lead@example.org")] if tells else [])
    assert "Rowan" not in "".join(Message.objects.filter(kind="lead_rota").values_list("body", flat=True))


def test_whoever_dropped_out_may_come_back(session, rowan, sign_up, by):
    rota.drop_out(place=sign_up(rowan, session), by=by, now=NOW)

    assert sign_up(rowan, session).is_confirmed
    assert RotaPlace.objects.count() == 1


def test_nobody_drops_out_of_what_has_begun(session, rowan, sign_up, by):
    place = sign_up(rowan, session)

    with pytest.raises(Refused, match="has begun"):
        rota.drop_out(place=place, by=by, now=session.starts_at)


def test_a_champion_who_leaves_gives_up_every_place_to_come_and_keeps_what_was(session, rowan, sign_up, by):
    sign_up(rowan, session)
    past = make_rota_place(make_occurrence(day=NOW.date() - timedelta(days=7)), rowan, attended=True, minutes=120)

    profile.leave(champion=rowan, by=by, now=NOW)

    assert rowan.rota_places.get(occurrence=session).state == "dropped"
    past.refresh_from_db()
    assert (past.state, past.minutes) == ("confirmed", 120)


def test_somebody_without_e_mail_is_rung(session, by):
    person = make_person("Fern", phone="01632 960 145", contact_by="phone")
    rota.ask(occurrence=session, champion=make_champion(person=person, birth_year=1961), by=by, now=NOW)

    message = Message.objects.get()
    assert (message.channel, message.needed_by) == ("call", session.starts_at)
