"""What the five-year programme's champions were asked and gave, what people learned and said, and the trail of it."""

from datetime import timedelta
from uuid import uuid4

from bench.land import jitter
from bench.pour import next_pk, pour
from bench.programme import SCALE, YEARS
from bench.programme_sessions import WAYS
from bench.reference_people import references
from champions.models import Champion, HelpFeedback, HelpRequest, HelpSession
from core.models import AuditLine
from events.models import Confidence, Feedback, Moment, Referral
from people.models import Consent
from topics.models import SkillArea, Topic

REQUESTS, HELP, ANSWERS, REFERRALS, SAID, LINES = (
    round(number * SCALE) for number in (12_000, 40_000, 20_000, 3_000, 30_000, 200_000)
)
STAGES = ("champion_applied", "champion_in_checks", "champion_active")


def applied(rng):
    """How many days ago a champion applied."""
    return rng.randrange(60, YEARS.days)


def make_help(land, people, champions, rng, now):
    topics, reference = list(Topic.objects.values_list("pk", flat=True)), references()
    first = next_pk(HelpRequest)
    requests = [
        request_of(pk, next(reference), land, people, champions, rng, now) for pk in range(first, first + REQUESTS)
    ]
    pour(HelpRequest, requests)
    asked = HelpRequest.topics.through
    pour(asked, (asked(helprequest_id=row.pk, topic_id=topic) for row in requests for topic in rng.sample(topics, 2)))
    helped = [row for row in requests if row.champion_id]
    first = next_pk(HelpSession)
    sessions = [session_of(pk, rng.choice(helped), rng, now) for pk in range(first, first + HELP)]
    pour(HelpSession, sessions)
    done = HelpSession.topics.through
    pour(done, (done(helpsession_id=row.pk, topic_id=rng.choice(topics)) for row in sessions))


def request_of(pk, reference, land, people, champions, rng, now):
    sector, at = rng.choice(land.sectors), now - YEARS * rng.random()
    latitude, longitude = jitter(rng, (sector.latitude, sector.longitude), 1)
    champion = rng.choice(champions) if rng.random() < 0.8 else None
    matched_at = at + timedelta(days=rng.randrange(1, 20)) if champion else None
    is_closed = now - at > timedelta(days=60)
    return HelpRequest(
        pk=pk,
        reference=reference,
        person_id=rng.choice(people).pk,
        form_key=uuid4(),
        words="My phone says the storage is full.",
        where=sector.label,
        latitude=latitude,
        longitude=longitude,
        area_id=sector.ward_code,
        state="closed" if is_closed else "matched" if champion else "waiting",
        champion=champion,
        found_at=matched_at,
        matched_at=matched_at,
        in_touch_at=matched_at and matched_at + timedelta(days=2),
        closed_at=at + timedelta(days=60) if is_closed else None,
        arrived_by=rng.choice(WAYS),
        created_at=at,
    )


def session_of(pk, request, rng, now):
    at = min(request.matched_at + timedelta(days=rng.randrange(1, 60)), now)
    return HelpSession(
        pk=pk,
        request_id=request.pk,
        champion_id=request.champion_id,
        held_on=at.date(),
        minutes=rng.choice([30, 45, 60, 90]),
        setting=rng.choice(["venue", "venue", "phone", "home"]),
        outcome=rng.choice(HelpSession.Outcome.values),
        travel_miles=rng.choice([None, 0, 4, 10, 22]),
        form_key=uuid4(),
        logged_at=at,
    )


def make_learning(people, dates, rng, now):
    """How sure people felt before and after, whom they were passed on to, and what they said."""
    past = [row for row in dates if row.ends_at < now and row.state == "on"]
    pour(Confidence, (row for _ in range(ANSWERS) for row in before_and_after(rng.choice(people), rng, now)))
    first = next_pk(Consent)
    sent = [(pk, rng.choice(people).pk, now - YEARS * rng.random()) for pk in range(first, first + REFERRALS)]
    pour(
        Consent,
        (
            Consent(pk=pk, person_id=person, purpose="pass-on", wording="Yes.", arrived_by="face", given_at=at)
            for pk, person, at in sent
        ),
    )
    pour(
        Referral,
        (
            Referral(
                person_id=person,
                organisation=rng.choice(["Citizens Advice", "Adult learning", "Jobcentre"]),
                why="To go on learning",
                consent_id=pk,
                state=rng.choice(["made", "taken-up", "not-worked"]),
                made_on=at.date(),
                state_on=at.date(),
            )
            for pk, person, at in sent
        ),
    )
    pour(
        Feedback,
        (
            Feedback(
                occurrence_id=row.pk,
                how_was_it=rng.choice("12344555"),
                did_you_learn=rng.choice(["yes", "partly", "no"]),
                words=rng.choice(["", "Patient and kind."]),
                said_on=row.ends_at.date(),
            )
            for row in (rng.choice(past) for _ in range(SAID))
        ),
    )
    pour(
        HelpFeedback,
        (
            HelpFeedback(did_it_help=rng.choice(["yes", "partly", "no"]), said_on=(now - YEARS * rng.random()).date())
            for _ in range(SAID // 4)
        ),
    )


def before_and_after(person, rng, now):
    area, before, on = rng.choice(SkillArea.values), rng.randrange(1, 5), (now - YEARS * rng.random()).date()
    for moment, level, day in (
        (Moment.BEFORE, before, on),
        (Moment.AFTER, min(5, before + rng.randrange(3)), on + timedelta(days=40)),
    ):
        yield Confidence(person_id=person.pk, area=area, moment=moment, level=level, asked_by="paper", answered_on=day)


def make_trail(champions, now):
    """How each champion came to be active, among the lines of everything else that was done."""
    about = Champion._meta.label_lower
    stages = (
        AuditLine(
            at=champion.applied_at + (champion.active_since - champion.applied_at) * step / 2,
            action=stage,
            actor_kind="staff",
            about_type=about,
            about_id=str(champion.pk),
        )
        for champion in champions
        for step, stage in enumerate(STAGES)
    )
    pour(AuditLine, stages)
    pour(
        AuditLine,
        (
            AuditLine(
                at=now - YEARS * number / LINES,
                action="attendance_marked",
                actor_kind="staff",
                about_type="events.occurrence",
                about_id=str(number),
            )
            for number in range(LINES)
        ),
    )
