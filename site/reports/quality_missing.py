"""A line for each thing that may be missing: how many, whose it is, and where to put it right."""

from django.urls import reverse

from champions.models import HelpRequest
from reports import quality_counts as counts
from reports.links import EDIT_PAGES
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
    rows = tuple((what, number, of, whose, do if number else None) for what, number, of, whose, do in lines)
    return Table("missing", "What is missing, and whose it is", columns, rows)


def of_sessions(by_lead):
    ended, below = total(by_lead, "ended"), "#t-registers"
    dates, registers = reverse("occurrence:index"), reverse("events:registers")
    nobodys = total([row for row in by_lead if row["leader"] is None], "ended")
    names = "Take names where people agree: who is only counted is nobody’s learner"
    whose, where = "Say who leads it, under its date", "Say where it was"
    only_counted, nowhere = total(by_lead, "only_counted"), total(by_lead, "nowhere")
    return [
        ("Sessions without a register", total(by_lead, "without"), ended, LEADS, Link("Take it", below)),
        ("Registers not finished", total(by_lead, "unfinished"), ended, LEADS, Link("Finish it", below)),
        ("Sessions where people were only counted", only_counted, ended, LEADS, Link(names, registers)),
        ("Sessions without a lead", nobodys, ended, COORDINATORS, Link(whose, dates, "events.view_occurrence")),
        ("Sessions in person at no place", nowhere, ended, EDITORS, Link(where, dates, "events.view_occurrence")),
    ]


def of_learners(period):
    people, (asked, not_after) = counts.learners_without(period), counts.asked_once(period)
    them, records = (people["learners"], DESK), (reverse("person:index"), "people.view_person")
    ask = Link("Ask at the next visit; add it under People", *records)
    check = Link("Check it with them, or bring the table of postcodes up to date", *records)
    again = Link("Ask at the end of the last session", reverse("events:registers"))
    return [
        ("Learners without an age band", people["age_band"], *them, ask),
        ("Learners without a ward", people["ward"], *them, ask),
        ("Learners with a postcode that we do not know", people["postcode"], *them, check),
        ("Asked how sure they feel before, and not after", not_after, asked, LEADS, again),
    ]


def of_help(period, now):
    def link(words, query):
        return Link(words, f"{reverse('helprequest:index')}?{query}", "champions.view_helprequest")

    closed, quiet = counts.without_outcome(period).count(), HelpRequest.objects.quiet(now).count()
    write, ring = link("Write how it ended", "state=closed"), link("Ring the champion", "to_see_to=quiet")
    return [
        ("Requests for help closed without an outcome", closed, None, COORDINATORS, write),
        ("Matches of which we have heard nothing for 14 days", quiet, None, COORDINATORS, ring),
    ]


def of_pages():
    places = counts.places_missing()
    topicless, wards = counts.events_without_topic().distinct().count(), counts.wards_without_district().count()
    pin, below = "Correct the postcode or the pin", "#t-pages"
    choose = Link("Correct the postcode or choose the district", reverse("wagtailadmin_explore_root"), EDIT_PAGES)
    say = Link("Say which district it is in", reverse("areas:index"), "locations.change_area")
    return [
        ("Events without a topic", topicless, None, EDITORS, Link("Choose topics", below)),
        ("Places without a position", places["unplaced"], None, EDITORS, Link(pin, below)),
        ("Places without a district", places["nowhere"], None, EDITORS, choose),
        ("Wards without a district", wards, None, EDITORS, say),
    ]


def of_records(doubles):
    what = "Records that are likely the same person"
    return (what, len(doubles), None, DESK, Link("Compare and merge", "#t-doubles"))
