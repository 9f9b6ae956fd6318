"""What staff may change in the words of messages about bookings and sessions, and the ((fields)) they may use."""

from core.site_address import absolute
from core.words import count_words
from events.actions.reminding import BY
from events.message_examples import AttendanceExamples, BookingExamples
from events.models import BookingState
from events.notifications import WHATS_ON
from messaging.models import Channel
from messaging.wordings import Field, Kind, register
from people.message_fields import ASK_FOR, HELPED, NAME, PHONE, REACH_US, TELL_US, how_to_tell_us, linked

CONFIRMED, WAITING, CANCELLED = BookingState.CONFIRMED, BookingState.WAITING, BookingState.CANCELLED


def where(words):
    venue = words["booking"].occurrence.venue
    return f"at {venue.title}" if venue else "online"


def dates(words):
    """All dates of a course; of one session when it is."""
    return words.get("dates") or [f"{words['day']}, {words['times']}"]


def places(words):
    return count_words(words["booking"].places, "place")


def party(words):
    return places(words) if words["booking"].places > 1 else ""


def is_waiting(words):
    return words["booking"].state == WAITING


def standing(words):
    return still_waiting(words) or "Your place is still yours."


def still_waiting(words):
    return "You are still on the waiting list." if is_waiting(words) else ""


def good_for_them(words):
    return "You are waiting for them too." if is_waiting(words) else "Your place is good for them too."


def until_then(words):
    if is_waiting(words):
        return f"You keep your place on the waiting list for {words['day']} until you take another."
    return f"Your own place for {words['day']} stays yours until you take another."


def if_you_cannot_come(words):
    if not words["is_to_come"]:
        return ""
    return f"If you cannot come, please tell us, so that someone else can have the place. {how_to_tell_us(words)}"


def link_to_come(words):
    return linked(words, words["link"]) if words["is_to_come"] else ""


def my_page(words):
    """In letters alone: elsewhere the link says it."""
    return f"{words['site_url']}/my/" if words["channel"] == Channel.LETTER else ""


def before(words):
    return f"It was to be on {words['before']}." if words.get("before") else ""


def on_again(words):
    told = "We told you that this session was not on."
    was = told if words["told_off"] else "This session was off for a while."
    return f"{was} It is on after all."


def code(words):
    return words["secret"] if words["channel"] == "letter" else ""


def code_page(words):
    return f"{words['site_url']}/my/" if code(words) else ""


def calendar_link(words):
    wanted = words["booking"].state == CONFIRMED and not words["carries_calendar"]
    return linked(words, words["calendar_link"]) if wanted else ""


def next_step(words):
    if words["next_day"]:
        return f"The next one is on {words['next_day']}, {words['next_times']}. To book a place:"
    return "To find another session, look here:"


def given(name):
    """What the message is given under this name."""
    return lambda words: words.get(name, "")


SESSION = Field("session", "What it is called.", lambda words: words["event"].title, needed=True)
DAY = Field("day", "Thursday 26 November 2026. Of a whole course: 6 dates, the first on …", given("day"), needed=True)
OTHERS = Field("what's on", "The address of the list of all sessions.", lambda words: absolute(WHATS_ON))
BOOKING_FIELDS = (
    NAME,
    HELPED,
    SESSION,
    DAY,
    Field("times", "10am to 12 noon.", given("times"), needed=True),
    Field(
        "dates",
        "The day and times. Of a whole course those of every date, each on a line of its own.",
        lambda words: "\n".join(dates(words)),
        needed=True,
    ),
    Field("start", "When it starts: 10am.", given("start")),
    Field("where", "“at Kendal Library”, or “online”.", where),
    Field("place", "The place with its address. Nothing for a session online.", given("place")),
    Field("party", "“2 places”. Nothing for one place alone.", party),
    Field("places", "“1 place”, “2 places”.", places),
    Field(
        "session or course",
        "“course” for a place on a whole course, else “session”.",
        lambda words: "course" if words["booking"].whole_course else "session",
    ),
    Field("reference", "The booking number.", given("reference"), needed=True),
    Field("spelled", "The booking number as it is said on the telephone: K for king, 7 …", given("spelled")),
    Field(
        "link",
        "Where the booking is shown and can be cancelled. In e-mails and texts alone; nothing in a letter or a call.",
        lambda words: linked(words, words["link"]),
        needed=True,
    ),
    Field(
        "calendar link",
        "For a calendar. Nothing where the e-mail brings its entry along, or nothing is booked.",
        calendar_link,
    ),
    Field("code", "The secret code of a new booking. In letters alone.", code, needed=True),
    Field("code page", "The address where the code opens the booking. Nothing without a code.", code_page),
    TELL_US,
    PHONE,
    OTHERS,
    ASK_FOR,
)
BRING = Field("bring", "What to bring, as the event has it. May be nothing.", lambda words: words["event"].bring)
JOINING = Field(
    "joining link", "To join an online session. Nothing where there is none.", given("joining_link"), needed=True
)
REASON = Field(
    "reason", "Why, as whoever changed the session wrote it. May be nothing.", given("reason"), by_the_way=True
)
BEFORE = Field(
    "before",
    "“It was to be on Friday 27 November 2026, 10am.” Nothing if only its end is new.",
    before,
    by_the_way=True,
)
STANDING = Field("standing", "“Your place is still yours.” or “You are still on the waiting list.”", standing)


def booking_kind(kind, name, when, *fields, states=(CONFIRMED,), online=False, courses=False, channels=tuple(Channel)):
    examples = BookingExamples(states, online=online, courses=courses)
    return Kind(kind, name, when, "Bookings and sessions", (*BOOKING_FIELDS, *fields), examples, channels)


def register_kinds():
    register(
        booking_kind(
            "booking_confirmed",
            "Booking confirmed",
            "When somebody has booked a place.",
            Field(
                "if too few book",
                "“This session is held if at least 4 people book …”, where that is not settled. Else nothing.",
                given("least"),
                by_the_way=True,
            ),
            BRING,
            JOINING,
        ),
        booking_kind(
            "booking_waiting", "On the waiting list", "When somebody joins a waiting list.", states=(WAITING,)
        ),
        booking_kind(
            "booking_promoted",
            "A place came free",
            "When somebody on the waiting list is given a place.",
            BRING,
            JOINING,
        ),
        booking_kind(
            "booking_cancelled", "Booking cancelled", "When somebody gives up their place.", states=(CANCELLED,)
        ),
        booking_kind(
            "booking_changed",
            "Booking changed",
            "When somebody changes how many come, or what would help.",
            Field(
                "still waiting",
                "“You are still on the waiting list.” Nothing for whoever has a place.",
                still_waiting,
                by_the_way=True,
            ),
            Field("what would help", "As they told us. May be nothing.", lambda words: words["booking"].needs),
            states=(CONFIRMED, WAITING),
        ),
        booking_kind(
            "course_more_dates",
            "More dates of a course",
            "When a course that somebody has a place on, or waits for, gets more dates.",
            Field(
                "dates in a row",
                "All the new dates and their times, on one line.",
                lambda words: "; ".join(dates(words)),
                needed=True,
            ),
            Field(
                "good for them", "“Your place is good for them too.” or “You are waiting for them too.”", good_for_them
            ),
            states=(CONFIRMED, WAITING),
            courses=True,
        ),
        booking_kind(
            "booking_swapped",
            "Another date",
            "When somebody changes to another date, or staff do it for them.",
            BEFORE,
            BRING,
            JOINING,
        ),
        booking_kind(
            "booking_earlier",
            "An earlier place",
            "When a place comes free on an earlier date, to those who asked to hear of it; three times at most.",
            Field("earlier day", "The day on which a place is free.", given("earlier_day"), needed=True),
            Field("earlier times", "10am to 12 noon.", given("earlier_times"), needed=True),
            Field("earlier place", "Where that is.", given("earlier_place"), needed=True),
            Field(
                "earlier link",
                "Where the date can be taken. In e-mails and texts alone.",
                lambda words: linked(words, words["dates_link"]),
                needed=True,
            ),
            Field("my page", "The address of My bookings. In letters alone.", my_page),
            Field("until then", "“Your own place for Thursday 26 November 2026 stays yours …”", until_then),
            states=(CONFIRMED, WAITING),
        ),
        booking_kind("booking_new_code", "A new secret code", "When staff give somebody a new code."),
        booking_kind(
            "booking_session_off",
            "Session not on",
            "When a session is called off, to all who have a place or wait for one.",
            REASON,
            states=(CONFIRMED, WAITING),
        ),
        booking_kind(
            "booking_session_on_again",
            "Session on again",
            "When a session that was called off takes place after all.",
            Field("on again", "“We told you that this session was not on. It is on after all.”", on_again, needed=True),
            STANDING,
            states=(CONFIRMED, WAITING),
        ),
        booking_kind(
            "booking_session_moved",
            "Session changed",
            "When a session gets another time or place.",
            BEFORE,
            REASON,
            STANDING,
            states=(CONFIRMED, WAITING),
        ),
        booking_kind(
            "session_note",
            "To everyone on a date",
            "When staff write to everyone on a date: what stands around what they write.",
            Field("note subject", "What it is about, as staff wrote it.", given("note_subject"), needed=True),
            Field("note", "The message, as staff wrote it.", given("note"), needed=True),
            Field(
                "link to come",
                "Where the booking is shown and can be cancelled, while the session is to come. In e-mails alone.",
                link_to_come,
            ),
            Field(
                "if you cannot come",
                "“If you cannot come, please tell us …”, while the session is to come.",
                if_you_cannot_come,
            ),
            states=(CONFIRMED, WAITING),
        ),
        booking_kind(
            "booking_reminder",
            "Reminder",
            "Two days before.",
            Field("getting in", "What the place has for getting in: step-free, hearing loop …", given("access")),
            BRING,
            JOINING,
            channels=BY["reminder"],
        ),
        booking_kind("booking_today", "On the day", "In the morning, by text alone.", channels=BY["today"]),
        booking_kind(
            "booking_joining",
            "How to join online",
            "An hour before an online session.",
            JOINING,
            online=True,
            channels=BY["joining"],
        ),
        Kind(
            "session_thanks",
            "Thanks for coming",
            "The day after; once a month for one event.",
            "Bookings and sessions",
            (
                NAME,
                HELPED,
                SESSION,
                Field("day", DAY.meaning, given("day")),
                Field("next step", "What the next address leads to: the next date, or other sessions.", next_step),
                Field(
                    "feedback link",
                    "Where they say how it was: three questions. In e-mails and texts alone.",
                    lambda words: linked(words, words["feedback_link"]),
                ),
                Field("next link", "The address of the next date, or of all sessions.", given("next_link")),
                REACH_US,
                PHONE,
            ),
            AttendanceExamples(),
            BY["reminder"],
        ),
    )
