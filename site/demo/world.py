"""The demonstration council, whole: the same for the same seed, and always around the day it is loaded.

Names, places, dates and numbers come from the seed. References, secret codes and keys are new each time, as they
always are.
"""

import random

from django.db import transaction
from django.utils.timezone import localdate
from wagtail.models import Site

from champions.models import Champion
from core.models import ProgrammeSettings
from demo import (
    accounts,
    joining,
    learning,
    members,
    places,
    programme,
    residents,
    rota,
    safety,
    said,
    volunteers,
    yardsticks,
)
from pages.tree import ensure_tree
from people.models import ContactBy

CHAMPIONS = 80
LEARNERS = 400
ATTRIBUTION = (
    "Contains OS data © Crown copyright and database right 2025. Contains Royal Mail data © Royal Mail copyright and "
    "database right 2025. Contains public sector information licensed under the Open Government Licence v3.0."
)


@transaction.atomic
def load(*, seed, now, say=lambda text: None):
    """Make everything, in one transaction: a load that fails leaves nothing behind."""
    rng, today = random.Random(seed), localdate(now)
    ensure_tree()
    name_the_programme()
    users = accounts.load_accounts()
    say("Areas, postcodes and places")
    places.load_areas()
    places.load_postcode_groups()
    places.load_gazetteer()
    places.load_bank_holidays()
    places.load_small_areas(now)
    places.load_venues(rng, today)
    say("Courses and events")
    topics = programme.load_topics()
    courses = programme.load_courses(topics)
    programme.load_events(topics, courses, users["lead@example.org"], today)
    say("People, bookings and registers")
    learners = residents.load_learners(LEARNERS, rng, now)
    residents.load_past(learners, rng, now)
    residents.load_coming(learners, rng, now)
    residents.load_course_places(learners, rng, now)
    residents.call_one_off(now)
    say("Champions and requests")
    champions = volunteers.load_champions(CHAMPIONS, topics, rng, now, users["coordinator@example.org"])
    volunteers.load_requests(learners, champions, topics, rng, now)
    rota.load_rota(champions, rng, now)
    give_account(users[accounts.CHAMPION], now)
    joining.load_joining(champions, rng, now, users["coordinator@example.org"])
    safety.load_concerns(champions, users["safeguarding@example.org"], now)
    say("Goals, and what changed")
    learning.load_learning(learners, topics, rng, now)
    said.load_said(seed, now)
    yardsticks.load_yardsticks(now)
    members.load_member(users["member@example.org"], now)


def name_the_programme():
    settings = ProgrammeSettings.for_site(Site.objects.get(is_default_site=True))
    settings.programme_name = "Digital Link"
    settings.council_name = "Cumbria demonstration council"
    settings.area_name = "Cumbria"
    settings.phone = "0808 157 0142"
    settings.phone_cost = "free"
    settings.phone_hours = "Monday to Friday, 9am to 5pm"
    settings.email = "digital.link@example.org"
    settings.data_attribution = ATTRIBUTION
    settings.save()


def give_account(user, now):
    """The demonstration's sign-in belongs to an active champion whose own page has the most to show."""
    here = Champion.objects.active().exclude(holidays__until_on__gte=localdate(now)).order_by("pk")
    champion = max(here, key=lambda each: things_to_show(each, now))
    person = champion.person
    person.name, person.contact_by = user.get_full_name(), ContactBy.EMAIL
    person.email = person.email_compared = user.email
    person.save()
    champion.user = user
    champion.save()


def things_to_show(champion, now):
    offers, matches = champion.offers.filter(state="open"), champion.matches.filter(state="matched")
    coming = champion.rota_places.filter(occurrence__starts_at__gte=now)
    return sum(rows.exists() for rows in (offers, matches, coming)), matches.count()
