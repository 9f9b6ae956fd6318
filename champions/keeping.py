"""What we keep about a Person: to show them, to empty, and to move when two records are of one person."""

from django.db.models import Q

from champions.actions import references
from champions.actions.blocks import part_blocked
from champions.models.help import OPEN_STATES
from core.errors import Refused
from core.words import full_day_words
from people.registry import DELETE, Shown, keeps

HERE_TO_STAY = ("applied", "in-checks", "active", "paused")


def register():
    keeps(
        "champions.Champion",
        "person",
        title="As a digital champion",
        export=export_champion,
        erase=erase_champions,
        merge=merge_champions,
        last_activity="applied_at",
        in_use=Q(state__in=HERE_TO_STAY),
        shown=Shown("champion:inspect", "champions.view_champion", champion_words, related=("role",)),
    )
    keeps(
        "champions.HelpRequest",
        "person",
        title="Requests for help",
        export=export_request,
        erase=erase_requests,
        last_activity="created_at",
        in_use=Q(state__in=OPEN_STATES),
        shown=Shown("helprequest:inspect", "champions.view_helprequest", request_words),
    )
    keeps(
        "champions.BlockedPair",
        "person",
        title="A champion with whom you are not matched",
        export=export_block,
        erase=DELETE,
        merge=merge_blocks,  # after the requests, which are with the record that is kept by then
        shown=Shown("blockedpair:inspect", "champions.view_blockedpair", block_words, related=("champion__person",)),
    )
    keeps(
        "champions.BlockedPair",
        "champion__person",
        title="People with whom they are never matched",
        export=kept_from_them,
        erase=DELETE,
        merge=lambda rows, into, by, now: None,  # they go with the champion
    )
    keeps(
        "champions.Concern",
        "champion__person",
        title="Something that the safeguarding lead is looking into",
        export=kept_from_them,
        erase=lambda rows, now: None,  # it has a time of its own
        merge=lambda rows, into, by, now: None,  # they go with the champion
        in_use=~Q(state="closed"),
    )
    keeps(
        "champions.Concern",
        "request__person",
        title="Something that the safeguarding lead is looking into",
        export=kept_from_them,
        erase=lambda rows, now: None,
        merge=lambda rows, into, by, now: None,  # they go with the request
        in_use=~Q(state="closed"),
    )
    keeps(
        "champions.HelpSession",
        "request__person",
        title="Help from a digital champion",
        export=["held_on", "minutes", "setting", "outcome", "next_on"],
        erase=[],
        merge=lambda rows, into, by, now: None,  # they go with their request
        last_activity="held_on",
    )
    keeps(
        "champions.HelpSession",
        "champion__person",
        title="Help given as a digital champion",
        export=["held_on", "minutes", "setting", "outcome", "next_on", "travel_miles"],
        erase=[],
        merge=lambda rows, into, by, now: None,  # they go with the champion
        last_activity="held_on",
    )


def champion_words(champion):
    return f"{champion.role}: {champion.get_state_display().lower()}"


def request_words(request):
    return f"{request}, {full_day_words(request.created_at)}: {request.get_state_display().lower()}"


def export_champion(champion):
    return {
        "role": champion.role.title,
        "state": champion.get_state_display(),
        "applied": champion.applied_at,
        "active since": champion.active_since,
        "year of birth": champion.birth_year,
        "why": champion.why,
        "represents": champion.represents and champion.represents.name,
        "team": champion.team,
        "manager": champion.manager,
        "postcode": champion.home_postcode,
        "topics": [topic.title for topic in champion.topics.all()],
        "languages": champion.languages,
        "ways to help": champion.settings,
        "places": [venue.title for venue in champion.venues.all()],
        "when": [str(slot) for slot in champion.availability.all()],
        "away": [str(holiday) for holiday in champion.holidays.all()],
        "how far, in miles": champion.travel_miles,
        "gets about": champion.get_travels_by_display(),
        "shown to other champions": champion.shown_to_others,
        "how many people": champion.max_people,
        "key of their calendar's address": champion.calendar_key or "",
        "checks": [
            {
                "what": str(met),
                "date": met.met_on,
                "until": met.expires_on,
                "number": met.certificate_number,
                "level": met.get_level_display(),
                "decision": met.get_decision_display(),
                "update service": met.update_service,
                "version of the code of conduct": met.conduct and met.conduct.number,
            }
            for met in champion.met.select_related("requirement", "conduct")
        ],
        # Whom they named is theirs; what was said in confidence is not (DPA 2018 Schedule 2 paragraph 24).
        "people to ask for a reference": [
            {
                "name": reference.name,
                "how they know each other": reference.relation,
                "to reach them": reference.email or reference.phone or reference.address,
            }
            for reference in champion.references.all()
        ],
    }


def erase_champions(rows, now):
    """Their hours stay as counts; who they are, where they live and how they sign in goes."""
    for champion in rows.select_related("user"):
        champion.availability.all().delete()
        champion.holidays.all().delete()
        champion.met.all().delete()
        references.forget(champion)
        champion.offers.update(reasons={})
        champion.turns.all().delete()
        champion.topics.clear()
        champion.venues.clear()
        user, champion.user = champion.user, None
        champion.state = champion.state if champion.state in ("declined", "removed") else "left"
        champion.state_reason = champion.why = champion.home_postcode = champion.team = champion.manager = ""
        champion.home_latitude = champion.home_longitude = champion.birth_year = champion.paused_until = None
        champion.languages, champion.calendar_key, champion.represents = [], None, None
        champion.travels_by, champion.shown_to_others = "", False
        champion.save()
        if user and not user.has_perm("wagtailadmin.access_admin"):
            user.delete()


def merge_champions(rows, into, by, now):
    if rows.exists() and type(rows.first()).objects.filter(person=into).exists():
        raise Refused("Both records are champions. End one of the two first.")
    rows.update(person=into)


def kept_from_them(row):
    """Nothing: to say what is looked into, or who would rather not meet them, could put somebody in danger."""
    return {}


def export_block(pair):
    return {} if pair.for_lead_only else {"since": pair.made_at, "why": pair.reason}


def block_words(pair):
    return f"Never matched with {pair.champion}"


def merge_blocks(rows, into, by, now):
    """Both records' blocked pairs count for what both have. Nothing is kept of a match that ended by it."""
    rows.update(person=into)
    part_blocked(person=into, by=by, now=now)


def export_request(request):
    return {
        "reference": str(request),
        "asked": request.created_at,
        "words": request.words,
        "topics": [topic.title for topic in request.topics.all()],
        "where": request.where,
        "how": request.get_setting_display(),
        "when": [str(time) for time in request.wanted_times.all()],
        "needs step-free": request.step_free,
        "language": request.language,
        "state": request.get_state_display(),
        "outcome": request.outcome,
        "to hear from us by": request.promised_on,
        "a champion said yes": request.found_at,
        "they said yes": request.matched_at,
        "said whether it helped": request.answered_on,
    }


def erase_requests(rows, now):
    """What they wrote and where they were goes; that somebody of this area asked stays, for the reports."""
    for request in rows.select_related("area"):
        request.wanted_times.all().delete()
        request.offers.update(reasons={})
        request.words = request.where = request.outcome = request.language = ""
        request.step_free = False
        area = request.area
        request.latitude = area.latitude if area and area.latitude is not None else round(request.latitude)
        request.longitude = area.longitude if area and area.longitude is not None else round(request.longitude)
        request.save()
