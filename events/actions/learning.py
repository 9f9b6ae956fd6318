"""What somebody would like to be able to do, and whom they are passed on to."""

from django.db import transaction

from core.audit import record
from core.errors import Refused
from core.words import as_day
from events.actions.confidence import lock_learners
from events.models import Goal, Referral, ReferralState
from people import contact
from people.actions import give_consent, withdraw_consent
from people.models import Consent

LONGEST_GOAL, LONGEST_WHY, LONGEST_ORGANISATION = 500, 200, 120
# Read to them before they are asked. Whom they are passed on to stands in it, so consent to one is none to another.
WORDING = "You may pass my name, how to reach me, and why I would like their help, on to {}."


def consent_wording(organisation):
    return WORDING.format(organisation)


@transaction.atomic
def add_goal(person, *, words, by, now, topic=None, said_on=None):
    """Written down twice on one day, it is one goal."""
    words, said_on = contact.several_lines(words), said_on or as_day(now)
    if not words:
        raise Refused("Write down what they would like to be able to do, in their own words.")
    if said_on > as_day(now):
        raise Refused("They cannot have said it on a day to come.")
    lock_learners({person.pk})
    goal, is_new = Goal.objects.get_or_create(
        person_id=person.pk, words=words[:LONGEST_GOAL], said_on=said_on, defaults={"topic": topic, "taken_by": by.user}
    )
    if is_new:
        record("goal_added", goal, by=by, now=now)
    return goal


@transaction.atomic
def reach_goal(goal, *, by, now):
    goal = Goal.objects.select_for_update().get(pk=goal.pk)
    if goal.reached_on is None:
        goal.reached_on = as_day(now)
        goal.save(update_fields=["reached_on"])
        record("goal_reached", goal, by=by, now=now)
    return goal


@transaction.atomic
def reopen_goal(goal, *, by, now):
    """They are not there after all."""
    goal = Goal.objects.select_for_update().get(pk=goal.pk)
    if goal.reached_on is not None:
        goal.reached_on = None
        goal.save(update_fields=["reached_on"])
        record("goal_reopened", goal, by=by, now=now)
    return goal


@transaction.atomic
def remove_goal(goal, *, by, now):
    """It was written down by mistake, or of somebody else."""
    record("goal_removed", goal, by=by, now=now)
    Goal.objects.filter(pk=goal.pk).delete()


@transaction.atomic
def refer(person, *, organisation, why, agreed, arrived_by, by, now):
    """Pass somebody on, with their consent in the very words they were read. Sent twice, it is one referral."""
    organisation, why = contact.one_line(organisation), contact.one_line(why)
    if not agreed:
        raise Refused("Nobody is passed on without their consent. Ask them first.")
    if not organisation or not why:
        raise Refused("Say to which organisation, and why in a few words.")
    lock_learners({person.pk})
    today = as_day(now)
    same = Referral.objects.filter(person=person, organisation=organisation, made_on=today)
    if made := same.filter(consent__withdrawn_at=None).first():
        return made
    consent = give_consent(
        person,
        purpose=Consent.Purpose.PASS_ON,
        wording=consent_wording(organisation),
        arrived_by=arrived_by,
        by=by,
        now=now,
    )
    referral = Referral.objects.create(
        person_id=person.pk,
        organisation=organisation[:LONGEST_ORGANISATION],
        why=why[:LONGEST_WHY],
        consent=consent,
        made_on=today,
        state_on=today,
        made_by=by.user,
    )
    record("referral_made", referral, by=by, now=now)
    return referral


@transaction.atomic
def follow_referral(referral, *, state, on, by, now):
    """What came of it."""
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    if state not in ReferralState.values:
        raise Refused("Choose what came of it.")
    if not referral.made_on <= on <= as_day(now):
        raise Refused("The day lies between the day they were passed on and today.")
    if (referral.state, referral.state_on) != (state, on):
        referral.state, referral.state_on = state, on
        referral.save(update_fields=["state", "state_on"])
        record("referral_followed", referral, by=by, now=now, state=str(state))
    return referral


@transaction.atomic
def take_back_consent(referral, *, by, now):
    """They no longer agree. That they were passed on stays; whoever did it tells the organisation."""
    return withdraw_consent(referral.consent, by=by, now=now)
