"""A line for each thing that may be missing: how many, whose it is, and where to put it right."""

from django.urls import reverse

from champions.models import HelpRequest
from reports import quality_counts as counts
from reports.tables import Column, Link, Table, words_column

LEADS, EDITORS, DESK, COORDINATORS = "Session leads", "Editors", "Whoever books for them", "Coordinators"


def total(rows, *names):
    return sum(row[name] for row in rows for name in names)


def missing_table(period, by_lead, doubles, now):
    """Where nothing is missing the line stays, says 0 and asks for nothing."""
    columns = (
        words_column("what", "What is missing"),
        Column("number", "How many"),
        Column("of", "Out of"),
        words_column("whose", "Whose it is"),
        words_column("do", "What to do"),
    )
    lines = [*of_sessions(by_lead), *of_learners(period), *of_help(period, now), *of_pages(), of_records(doubles)]
    rows = tuple(
        (what, number, of, whose, Link(words, url) if number else None) for what, number, of, whose, words, url in lines
    )
    return Table("missing", "What is missing, and whose it is", columns, rows)


def of_sessions(by_lead):
    ended, below, dates = total(by_lead, "ended"), "#t-registers", reverse("occurrence:index")
    nobodys = total([row for row in by_lead if row["leader"] is None], "ended")
    names = "Take names where people agree: who is only counted is nobody’s learner"
    return [
        ("Sessions without a register", total(by_lead, "without"), ended, LEADS, "Take it", below),
        ("Registers not finished", total(by_lead, "unfinished"), ended, LEADS, "Finish it", below),
        (
            "Sessions where people were only counted",
            total(by_lead, "only_counted"),
            ended,
            LEADS,
            names,
            reverse("events:registers"),
        ),
        ("Sessions without a lead", nobodys, ended, COORDINATORS, "Say who leads it, under its date", dates),
        ("Sessions in person at no place", total(by_lead, "nowhere"), ended, EDITORS, "Say where it was", dates),
    ]


def of_learners(period):
    people, (asked, not_after) = counts.learners_without(period), counts.asked_once(period)
    them = (people["learners"], DESK)
    ask, records = "Ask at the next visit; add it under People", reverse("person:index")
    check = "Check it with them, or bring the table of postcodes up to date"
    again = "Ask at the end of the last session"
    return [
        ("Learners without an age band", people["age_band"], *them, ask, records),
        ("Learners without a ward", people["ward"], *them, ask, records),
        ("Learners with a postcode that we do not know", people["postcode"], *them, check, records),
        ("Asked how sure they feel before, and not after", not_after, asked, LEADS, again, reverse("events:registers")),
    ]


def of_help(period, now):
    requests = reverse("helprequest:index")
    closed, quiet = counts.without_outcome(period).count(), HelpRequest.objects.quiet(now).count()
    return [
        (
            "Requests for help closed without an outcome",
            closed,
            None,
            COORDINATORS,
            "Write how it ended",
            f"{requests}?state=closed",
        ),
        (
            "Matches of which we have heard nothing for 14 days",
            quiet,
            None,
            COORDINATORS,
            "Ring the champion",
            f"{requests}?to_see_to=quiet",
        ),
    ]


def of_pages():
    topics, district = "Choose topics", "Correct the postcode or choose the district"
    unplaced, nowhere = (counts.places_without(**{name: None}).count() for name in ("latitude", "district"))
    topicless, wards = counts.events_without_topic().distinct().count(), counts.wards_without_district().count()
    pages = reverse("wagtailadmin_explore_root")
    return [
        ("Events without a topic", topicless, None, EDITORS, topics, "#t-pages"),
        ("Places without a position", unplaced, None, EDITORS, "Correct the postcode or the pin", "#t-pages"),
        ("Places without a district", nowhere, None, EDITORS, district, pages),
        ("Wards without a district", wards, None, EDITORS, "Say which district it is in", reverse("areas:index")),
    ]


def of_records(doubles):
    what = "Records that are likely the same person"
    return (what, len(doubles), None, DESK, "Compare and merge", "#t-doubles")
