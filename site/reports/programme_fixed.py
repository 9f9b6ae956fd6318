"""What the programme is measured by, and those of its tables that may be published."""

from locations.models import Area
from reports.counts import UNKNOWN
from reports.fixed import Cut, Figures, FixedTable, Measure, with_totals
from reports.programme_counts import Live

MEASURES = {
    measure.name: measure
    for measure in (
        Measure(
            "learners",
            "Learners",
            "Different people who were marked as here by name. Each is counted once in a line, however often they "
            "came, so the months add up to more than the whole. People who were only counted cannot be told apart, "
            "and are left out.",
            adds_up=False,
        ),
        Measure(
            "first_visits",
            "First visits",
            "Learners who were marked as here for the first time ever, without those who said at the door that they "
            "had been before.",
        ),
        Measure(
            "enrolments",
            "Enrolments",
            "Places that were booked and not given up, of everybody in the party, at sessions in this time that were "
            "not cancelled. A place on a whole course is counted once, when the course begins.",
        ),
        Measure("classes", "Classes", "Events of which at least one session was held.", of_people=False, adds_up=False),
        Measure(
            "sessions_held",
            "Sessions held",
            "Dated sessions that have ended and were not cancelled, of every kind of event.",
            of_people=False,
        ),
        Measure(
            "sessions_cancelled",
            "Sessions cancelled",
            "Dated sessions that were cancelled, whether or not anybody was booked.",
            of_people=False,
        ),
        Measure(
            "attendances",
            "Attendances",
            "How many people came, each time they came: everybody marked as here in a register, with those they "
            "brought, and everybody who was only counted.",
        ),
        Measure(
            "learning_hours",
            "Learning hours",
            "The hours of each session times the people who came to it, in whole hours, each line rounded by itself.",
            adds_up=False,
        ),
        Measure("tutors", "Tutors", "Different people who led a session that was held.", adds_up=False),
        Measure(
            "champions_active",
            "Champions",
            "Cleared to help by the end of the time, and neither left nor removed by then.",
            adds_up=False,
        ),
        Measure("requests", "Help requests", "Requests for one-to-one help that reached us."),
        Measure("matches", "Matched", "Requests for which the person said yes to a champion in this time."),
        Measure("help_sessions", "Sessions of help", "Times a champion wrote down that they helped somebody."),
    )
}
DAYS_TO_MATCH = "Days to match, median"
DEFINITIONS = {measure.title: measure.meaning for measure in MEASURES.values()} | {
    DAYS_TO_MATCH: "From asking to the yes, of the requests matched in this time: half took no longer.",
    "District": "Where the session was held, not where people live.",
    "Month": "The month in which the session began, by the clock in London.",
    "The time before": "The period of the same kind right before; of days of your own, as many days right before them.",
}
OF_MONTHS = ("sessions_held", "sessions_cancelled", "attendances", "learners", "first_visits")
OF_VENUES = ("sessions_held", "sessions_cancelled", "attendances", "first_visits")
WARD, DISTRICT = Cut("venue_ward", "Ward of the venue"), Cut("venue_district", "District of the venue")
NOT_KNOWN = "Online, or not known"


def programme_figures(numbers):
    return Figures({(name,): number for name, number in numbers.items()})


def venue_figures(cells, names):
    """`cells`: {(measure, ward, district): number}. `names`: {code: name} of areas."""
    cells = {cell: number for cell, number in cells.items() if cell[0] in OF_VENUES}
    return Figures(
        with_totals(cells, (WARD, DISTRICT)),
        {cut.name: words_of({cell[place] for cell in cells}, names) for place, cut in enumerate((WARD, DISTRICT), 1)},
    )


def words_of(codes, names):
    """{code: words} in the order of the words, what is not known last."""
    words = {code: names.get(code, code) for code in codes - {UNKNOWN}}
    words = dict(sorted(words.items(), key=lambda each: each[1]))
    return words | ({UNKNOWN: NOT_KNOWN} if UNKNOWN in codes else {})


def names_of_areas():
    return dict(Area.objects.order_by().values_list("code", "name"))


PROGRAMME = FixedTable(
    "programme",
    "The programme",
    tuple(MEASURES.values()),
    (),
    lambda period, now: programme_figures(Live([period], now=now).scalars(period)),
)
VENUES = FixedTable(
    "venues",
    "Where sessions are held",
    tuple(MEASURES[name] for name in OF_VENUES),
    (WARD, DISTRICT),
    lambda period, now: venue_figures(Live([period], now=now).by_place(period), names_of_areas()),
)
