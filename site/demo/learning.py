"""What learners would like to be able to do, how sure they feel, and whom they were passed on to."""

from datetime import timedelta

from core.words import as_day
from events.actions.learning import consent_wording
from events.asking import areas_of
from events.models import AskedBy, Attendance, Confidence, Goal, Mark, Moment, Referral, ReferralState
from people.models import ArrivedBy, Consent

GOALS = [
    ("I want to see my granddaughter in New Zealand while she still thinks I am funny.", "video-calls"),
    ("Send the photographs of the wedding to my sister.", "photos"),
    ("Book the doctor without waiting on the telephone for an hour.", "nhs-online"),
    ("Do my own shopping again, now that the bus has stopped.", "shopping"),
    ("Know when it is a trick and when it is really the bank.", "scams"),
    ("Answer the e-mails from the housing office.", "email"),
    ("Be quick enough with the phone to join the walking group's chat.", "phone-or-tablet"),
    ("Not ask my son every time.", "first-steps"),
    ("Find out who my grandfather's people were.", "family-history"),
    ("Pay the council tax myself.", "banking"),
    ("Read the paper on it, with the letters bigger.", "phone-or-tablet"),
    ("Look for work with the others.", "work"),
]
REFERRALS = [
    ("Westmorland Advice Centre", "A cheaper broadband deal"),
    ("The Tablet Loan Library", "A tablet to borrow, to practise at home"),
    ("Cumbria Community College", "A first qualification in digital skills"),
    ("Fellside Sight and Sound", "A screen reader, set up at home"),
    ("Work and Skills Hub", "Help with a first CV in twenty years"),
]
HOW_MANY_REFERRALS = 18
WITH_A_GOAL, GOAL_REACHED, ASKED = 0.3, 0.35, 0.4
BATCH = 500


def load_learning(learners, topics, rng, now):
    """Of those who came to something: a goal for some, how sure they felt at the first and last time, a referral."""
    came = {}
    rows = Attendance.objects.filter(mark=Mark.PRESENT).select_related("occurrence__event", "occurrence__lead")
    for row in rows.defer("occurrence__calendar_text").order_by("occurrence__starts_at", "pk"):
        came.setdefault(row.person_id, []).append(row.occurrence)
    learners = [person for person in learners if person.pk in came]
    Goal.objects.bulk_create(made_up_goals(learners, came, topics, rng, as_day(now)), BATCH)
    Confidence.objects.bulk_create(made_up_confidence(learners, came, rng), BATCH)
    for person in rng.sample(learners, min(HOW_MANY_REFERRALS, len(learners))):
        refer(person, came[person.pk][-1], rng, now)


def made_up_goals(learners, came, topics, rng, today):
    for person in learners:
        if rng.random() < WITH_A_GOAL:
            words, slug = rng.choice(GOALS)
            first = came[person.pk][0]
            said_on = as_day(first.starts_at)
            reached = said_on + timedelta(days=rng.randrange(20, 120)) if rng.random() < GOAL_REACHED else None
            yield Goal(
                person=person,
                words=words,
                topic=topics[slug],
                said_on=said_on,
                reached_on=reached if reached and reached <= today else None,
                taken_by=first.lead,
            )


def made_up_confidence(learners, came, rng):
    """Most feel surer at the end, some the same, and a few have found out how much there is to learn."""
    areas = {}
    for person in learners:
        if rng.random() >= ASKED:
            continue
        by_event = {}
        for occurrence in came[person.pk]:
            by_event.setdefault(occurrence.event_id, []).append(occurrence)
        for event, meetings in by_event.items():
            if event not in areas:
                areas[event] = areas_of(meetings[0].event)
            for area in areas[event]:
                before = rng.choice([1, 1, 2, 2, 2, 3])
                after = min(max(before + rng.choice([-1, 0, 0, 1, 1, 1, 2, 2]), 1), 5)
                yield said(person, meetings[0], area, Moment.BEFORE, before, rng)
                if len(meetings) > 1:
                    yield said(person, meetings[-1], area, Moment.AFTER, after, rng)


def said(person, occurrence, area, moment, level, rng):
    return Confidence(
        person=person,
        area=area,
        moment=moment,
        level=level,
        occurrence=occurrence,
        asked_by=rng.choice([AskedBy.SCREEN, AskedBy.SCREEN, AskedBy.PAPER]),
        answered_on=as_day(occurrence.starts_at),
        taken_by=occurrence.lead,
    )


def refer(person, occurrence, rng, now):
    """After a session they came to, face to face with whoever led it."""
    organisation, why = rng.choice(REFERRALS)
    state = rng.choice([ReferralState.MADE, ReferralState.TAKEN_UP, ReferralState.TAKEN_UP, ReferralState.NOT_WORKED])
    made_on, today = as_day(occurrence.ends_at), as_day(now)
    later = min(made_on + timedelta(days=rng.randrange(7, 40)), today)
    consent = Consent.objects.create(
        person=person,
        purpose=Consent.Purpose.PASS_ON,
        wording=consent_wording(organisation),
        arrived_by=ArrivedBy.FACE,
        given_at=occurrence.ends_at,
        taken_by=occurrence.lead,
    )
    Referral.objects.create(
        person=person,
        organisation=organisation,
        why=why,
        consent=consent,
        state=state,
        made_on=made_on,
        state_on=made_on if state == ReferralState.MADE else later,
        made_by=occurrence.lead,
    )
