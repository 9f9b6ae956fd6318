"""The words of messages on the way in, to referees, and about what runs out: the ((fields)) they may use."""

from django.urls import reverse

from champions.joining_examples import ConductExamples, DraftExamples, ReferenceExamples, RenewalExamples
from champions.message_fields import CHAMPION_FIELDS
from core.site_address import absolute
from core.words import full_day_words
from messaging.models import Channel
from messaging.wordings import Field, Kind, register
from people.message_fields import NAME, PHONE, REACH_US, TELL_US, linked

GROUP = "Champions"


def how_to_renew(words):
    if words["agree"]:
        return f"Read it and agree to it here: {conduct_url()}"
    return "Somebody from our team is in touch to do a new one with you. You do not have to pay."


def conduct_url(words=None):
    return absolute(reverse("champions:agree"))


UNTIL = Field("until", "The day on which it ends.", lambda words: full_day_words(words["until"]), needed=True)
REFERENCE_FIELDS = (
    NAME,
    Field("applicant", "The full name of whoever would like to be a champion.", lambda words: words["applicant"]),
    Field("first name", "The first name of the applicant.", lambda words: words["applicant_first_name"]),
    Field("role", "What they would like to be, for example digital champion.", lambda words: words["role"].lower()),
    Field(
        "link",
        "Where the reference is given. In e-mails alone; nothing in a letter or a call.",
        lambda words: linked(words, words["link"]),
        needed=True,
    ),
    REACH_US,
    PHONE,
)
DRAFT_FIELDS = (
    NAME,
    Field("link", "Where the application goes on.", lambda words: words["link"], needed=True),
    Field("code", "To type in where the link cannot be opened.", lambda words: words["code"], needed=True),
    Field("page", "Where the code is typed in.", lambda words: absolute(reverse("champions:apply_resume"))),
    Field("until", "How long it is kept.", lambda words: words["until"], needed=True),
    TELL_US,
    PHONE,
)
REFERENCE_WAYS = (Channel.EMAIL, Channel.LETTER, Channel.CALL)


def register_kinds():
    register(
        Kind(
            "application_saved",
            "Application left for later",
            "When somebody saves their application to come back to it.",
            GROUP,
            DRAFT_FIELDS,
            DraftExamples(),
            (Channel.EMAIL,),
        ),
        Kind(
            "reference_asked",
            "Reference asked for",
            "When the checks of somebody begin who named this person.",
            GROUP,
            REFERENCE_FIELDS,
            ReferenceExamples(),
            REFERENCE_WAYS,
        ),
        Kind(
            "reference_reminder",
            "Reference: a reminder",
            "When nobody has answered after 7 days, and after 14.",
            GROUP,
            REFERENCE_FIELDS,
            ReferenceExamples(),
            (Channel.EMAIL, Channel.LETTER),
        ),
        Kind(
            "champion_renewal",
            "Something runs out soon",
            "60, 30 and 7 days before a check, an agreement or a training runs out.",
            GROUP,
            (
                *CHAMPION_FIELDS,
                Field("what", "What runs out, for example Basic DBS check.", lambda words: words["title"], needed=True),
                UNTIL,
                Field("how to renew", "What to do, or that we are in touch.", how_to_renew),
            ),
            RenewalExamples(),
        ),
        Kind(
            "champion_conduct",
            "A new code of conduct",
            "When a new version is published, to everybody who agreed to an earlier one.",
            GROUP,
            (
                *CHAMPION_FIELDS,
                UNTIL,
                Field("page to agree", "Where it is read and agreed to.", conduct_url, needed=True),
            ),
            ConductExamples(),
        ),
    )
