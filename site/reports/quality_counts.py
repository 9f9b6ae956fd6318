"""What is missing, counted by the database: the same number of questions whatever there is to count."""

from datetime import timedelta

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, Value
from django.db.models.functions import Coalesce, Replace, Upper

from champions.models import HelpRequest
from events.models import Attendance, Confidence, EventPage, Headcount, Mark, Occurrence, OccurrenceState
from events.models.learning import Moment
from locations.models import Area, AreaKind, Postcode, VenuePage
from people.models import Person

BACK_WITHIN = timedelta(days=3)
MOST_LISTED = 100


def ended_sessions(period, now):
    """Sessions of the time that were held, each with who leads it and whether anybody is in its register."""
    here = {"occurrence": OuterRef("pk")}
    return (
        Occurrence.objects.published()
        .filter(
            state=OccurrenceState.ON,
            ends_at__lte=now,
            starts_at__gte=period.starts_at,
            starts_at__lt=period.ends_at,
        )
        .annotate(
            leader=Coalesce("lead", "event__lead"),
            named=Exists(Attendance.objects.filter(**here)),
            counted=Exists(Headcount.objects.filter(**here, people__gt=0)),
        )
        .order_by()
    )


NOT_FINISHED = Q(register_closed_at=None)
NOBODY_IN_IT = Q(named=False, counted=False)


def registers_by_lead(sessions, now):
    """A row of numbers for each lead; of the sessions that nobody leads, one with None."""
    in_time = Q(register_closed_at__lte=F("ends_at") + BACK_WITHIN)
    return list(
        sessions.values("leader").annotate(
            ended=Count("pk"),
            # A register that may still come back in time says nothing yet.
            due=Count("pk", Q(ends_at__lte=now - BACK_WITHIN) | ~NOT_FINISHED),
            in_time=Count("pk", in_time),
            without=Count("pk", NOT_FINISHED & NOBODY_IN_IT),
            unfinished=Count("pk", NOT_FINISHED & ~NOBODY_IN_IT),
            only_counted=Count("pk", Q(named=False, counted=True)),
            nowhere=Count("pk", Q(venue=None) & ~Q(event__delivery="online")),
            oldest=Min("ends_at", filter=NOT_FINISHED),
        )
    )


def outstanding(sessions):
    """The registers that nobody has finished, those that have waited longest first."""
    late = sessions.filter(NOT_FINISHED).order_by("ends_at", "pk")
    return list(late.values("register_code", "event__title", "ends_at", "leader", "named", "counted")[:MOST_LISTED])


def learners_without(period):
    """Of those who came: how many there are, and how many have no age band, no ward, a postcode that is not known."""
    came = Attendance.objects.filter(
        mark=Mark.PRESENT, occurrence__starts_at__gte=period.starts_at, occurrence__starts_at__lt=period.ends_at
    )
    plain = Replace(Upper("postcode"), Value(" "), Value(""))
    learners = Person.objects.known().filter(pk__in=came.values("person")).annotate(key_of_postcode=plain)
    known = Exists(Postcode.objects.filter(key=OuterRef("key_of_postcode")))
    return learners.annotate(postcode_known=known).aggregate(
        learners=Count("pk"),
        age_band=Count("pk", Q(age_band="")),
        ward=Count("pk", Q(ward=None)),
        postcode=Count("pk", Q(postcode_known=False) & ~Q(postcode="")),
    )


def asked_once(period):
    """How often somebody said how sure they felt before a session, and not once after it, in the same skill area."""
    after = Confidence.objects.filter(
        moment=Moment.AFTER,
        person=OuterRef("person"),
        area=OuterRef("area"),
        answered_on__gte=OuterRef("answered_on"),
    )
    before = Confidence.objects.filter(
        moment=Moment.BEFORE, answered_on__gte=period.first_on, answered_on__lte=period.last_on
    )
    pairs = before.order_by().values("person", "area").distinct()
    return pairs.count(), pairs.filter(~Exists(after)).count()


def events_without_topic():
    """Published, and neither they nor their course say what is taught."""
    of_course = Q(course=None) | Q(course__topics=None)
    return EventPage.objects.live().filter(of_course, topics=None).order_by("title")


PLACES_UNPLACED, PLACES_NOWHERE = Q(latitude=None), Q(district=None)


def places_unplaced():
    return VenuePage.objects.live().filter(PLACES_UNPLACED).order_by("title")


def places_missing():
    """How many have no position, and how many no district."""
    return VenuePage.objects.live().aggregate(
        unplaced=Count("pk", PLACES_UNPLACED), nowhere=Count("pk", PLACES_NOWHERE)
    )


def wards_without_district():
    return Area.objects.filter(kind=AreaKind.WARD, parent=None)


def without_outcome(period):
    """Requests that ended without a word of how."""
    return HelpRequest.objects.filter(
        state="closed", outcome="", closed_at__gte=period.starts_at, closed_at__lt=period.ends_at
    )


def likely_doubles():
    """Pairs of records, by number, with one name and one contact or postcode: what people/duplicates.py calls likely.

    Grouped, not compared with one another, so that ten thousand people take one look each. Of three alike it names two:
    once these are merged the third comes.
    """
    pairs = set()
    for contact in ("phone_compared", "email_compared", "postcode"):
        alike = Person.objects.known().exclude(**{contact: ""}).exclude(name_compared="").order_by()
        groups = alike.values("name_compared", contact).annotate(how_many=Count("pk"), first=Min("pk"), last=Max("pk"))
        pairs.update(groups.filter(how_many__gt=1).values_list("first", "last"))
    return sorted(pairs)
