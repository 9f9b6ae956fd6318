"""What staff may change in the words of messages about help and to champions, and the ((fields)) they may use."""

from django.urls import reverse

from champions.message_examples import ChampionExamples, OfferExamples, RequestExamples
from core.site_address import absolute
from messaging.wordings import Field, Kind, register
from people.message_fields import ASK_FOR, HELPED, NAME, PHONE, REACH_US, TELL_US, linked


def both_free(words):
    return f"You are both free on {words['times']}." if words["times"] else ""


def meeting_place(words):
    venue = words["request"].venue
    if venue is None:
        return ""
    return f"You could meet at {', '.join(filter(None, [venue.title, venue.address, venue.town]))}."


def in_area(words):
    return f"in {words['area']}" if words["area"] else ""


def your_page(words):
    return absolute(reverse("champions:me"))


REQUEST_FIELDS = (
    NAME,
    HELPED,
    Field("reference", "The request number.", lambda words: words["reference"], needed=True),
    Field("spelled", "The request number as it is said on the telephone.", lambda words: words["spelled"]),
    Field(
        "link",
        "Where the request is shown and can be cancelled. In e-mails and texts alone; nothing in a letter or a call.",
        lambda words: linked(words, absolute(words["path"])),
        needed=True,
    ),
    Field("hear by", "The day by which they hear from us: Wednesday 25 November 2026.", lambda words: words["hear_by"]),
    Field("ask again", "The address to ask for help.", lambda words: absolute(reverse("champions:help"))),
    TELL_US,
    PHONE,
    ASK_FOR,
)
MATCH_FIELDS = (
    Field("champion", "The first name of the champion.", lambda words: words["champion_name"], needed=True),
    Field("role", "Which kind of champion, for example digital champion.", lambda words: words["role"].lower()),
    Field("both free", "“You are both free on Tuesday morning.” May be nothing.", both_free, by_the_way=True),
    Field("meeting place", "“You could meet at …”, with the address. May be nothing.", meeting_place, by_the_way=True),
)
FOUND_FIELDS = (
    *MATCH_FIELDS,
    Field("answer by", "The day by which they say yes or no.", lambda words: words["answer_by"], needed=True),
)
NEWS = Field(
    "news", "What has changed: “As you said, we now look up to 5 miles from you.”", lambda w: w["news"], needed=True
)
PLACE = Field("meeting place", "“You could meet at …”, with the address. May be nothing.", meeting_place)
HOW_WAS_IT = Field(
    "how was it",
    "Where they say whether it helped. In e-mails and texts alone; nothing in a letter or a call.",
    lambda words: linked(words, absolute(words["how_was_it"])),
)
CHAMPION_FIELDS = (
    Field("first name", "The champion’s.", lambda words: words["first_name"]),
    Field(
        "role",
        "Which kind of champion they are, for example digital champion.",
        lambda words: words["champion"].role.title.lower(),
    ),
    Field("your page", "The address of the champion’s own page.", your_page, needed=True),
    TELL_US,
    PHONE,
)
OFFER_FIELDS = (
    Field("need", "What they would like help with.", lambda words: words["need"], needed=True),
    Field("in area", "“in Castle ward”. May be nothing.", in_area, by_the_way=True),
    Field("answer by", "When the offer goes to somebody else.", lambda words: words["answer_by"], needed=True),
)


def help_kind(kind, name, when, *fields, states):
    return Kind(kind, name, when, "Asking for help", (*REQUEST_FIELDS, *fields), RequestExamples(states))


def champion_kind(kind, name, when, *states, fields=()):
    return Kind(kind, name, when, "Champions", (*CHAMPION_FIELDS, *fields), ChampionExamples(states))


def register_kinds():
    register(
        help_kind(
            "help_asked",
            "Request taken",
            "When somebody has asked for one-to-one help.",
            states=["waiting", "offered"],
        ),
        help_kind(
            "help_found",
            "A champion is found: is that all right?",
            "When a champion has said yes.",
            *FOUND_FIELDS,
            states=["found"],
        ),
        help_kind(
            "help_matched",
            "The champion will be in touch",
            "When the person who asked has said yes to the champion.",
            *MATCH_FIELDS,
            states=["matched"],
        ),
        help_kind(
            "help_news",
            "How a request stands",
            "When nobody fits, and something was done about it.",
            NEWS,
            states=["waiting", "offered"],
        ),
        help_kind(
            "help_place",
            "Another place to meet",
            "When a coordinator proposes another place.",
            PLACE,
            states=["found", "matched"],
        ),
        help_kind(
            "help_handed_over",
            "Looking for another champion",
            "When the champion cannot go on.",
            states=["waiting", "offered"],
        ),
        help_kind("help_closed", "Help has ended", "When the help is over.", HOW_WAS_IT, states=["closed"]),
        help_kind("help_ended", "Ended without help", "When a request is closed without help.", states=["closed"]),
        help_kind("help_cancelled", "Request cancelled", "When a request is taken back.", states=["cancelled"]),
        champion_kind("champion_applied", "Application taken", "When somebody has applied.", "applied", "in-checks"),
        champion_kind("champion_active", "Checks are done", "When somebody becomes a champion.", "active"),
        champion_kind("champion_declined", "Application declined", "When we cannot take somebody on.", "declined"),
        champion_kind(
            "champion_agreed",
            "They said yes",
            "When the person whom a champion offered to help agrees.",
            "active",
            fields=[Field("contact by", "The day by which to be in touch.", lambda words: words["contact_by"])],
        ),
        champion_kind("champion_not_this_time", "Not this time", "When it does not go ahead after all.", "active"),
        champion_kind(
            "champion_place", "Another place to meet", "When a coordinator proposes one.", "active", fields=[PLACE]
        ),
        Kind(
            "champion_removed",
            "Removed as a champion",
            "When staff have ended somebody’s time as a champion.",
            "Champions",
            (*(field for field in CHAMPION_FIELDS if field.name != "your page"), REACH_US),
            ChampionExamples(("removed",)),
        ),
        champion_kind("champion_match_over", "A match has ended", "When a match is taken back or cancelled.", "active"),
        champion_kind(
            "champion_offer_over", "No longer needed", "When a request that they were asked about is settled.", "active"
        ),
        Kind(
            "champion_offer",
            "Can you help?",
            "When a request is put to a champion.",
            "Champions",
            (*CHAMPION_FIELDS, *OFFER_FIELDS),
            OfferExamples(),
        ),
    )
