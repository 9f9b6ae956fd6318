"""What the reports of who came, who is reached and what changed are tried on; figures by hand in tests/reports/."""

from datetime import date, time, timedelta

from core.words import midnight
from events.models import Attendance
from locations.models import Lsoa
from reports.models import FrozenTable, Yardstick
from reports.periods import period_of
from tests.factories.champions import make_champion, make_help, make_request
from tests.factories.events import (
    make_attendance,
    make_confidence,
    make_event,
    make_feedback,
    make_goal,
    make_occurrence,
    make_referral,
    make_topic,
)
from tests.factories.locations import make_area, make_postcode, make_venue
from tests.factories.people import NOW, make_person


def make_yardstick(
    number=100, sort="target", measure="attendances", kind="quarter", first_on=date(2026, 10, 1), **kwargs
):
    return Yardstick.objects.create(number=number, sort=sort, measure=measure, kind=kind, first_on=first_on, **kwargs)


def make_frozen(table, cells, labels=None, kind="quarter", day=date(2026, 10, 1)):
    period = period_of(kind, day)
    return FrozenTable.objects.create(
        period=period.key,
        kind=kind,
        first_on=period.first_on,
        last_on=period.last_on,
        name=table,
        cells=[[*cell, number] for cell, number in cells.items()],
        labels=labels or {},
        frozen_at=NOW,
    )


def make_help_of_autumn():
    """Three requests of this quarter, two of them matched after 1 and 4 days; two sessions of help by one champion.

    A champion who left nobody knows when gave help in August; the one who is active now was so since May.
    """
    helper = make_champion("Rowan Pettifer", state="active", now=NOW - timedelta(days=200))
    gone = make_champion("Old Hand", state="left", now=NOW - timedelta(days=900))
    make_champion("Not Yet", state="applied")
    for days in (1, 4):
        asked = NOW - timedelta(days=20)
        request = make_request(make_person(), now=asked, state="matched", champion=helper)
        request.matched_at = asked + timedelta(days=days)
        request.save()
        make_help(helper, request, held_on=date(2026, 11, 6))
    make_request(make_person())
    make_help(gone, held_on=date(2026, 8, 3))


def make_lsoa(code, ward=None, population=1000, **kwargs):
    district = ward.parent if ward else None
    return Lsoa.objects.create(
        code=code,
        name=f"Area {code}",
        ward_code=ward.code if ward else "",
        district_code=district.code if district else "",
        population=population,
        **kwargs,
    )


def make_reached():
    """Five learners of the autumn, and who they are.

    Asha   75+    Castle    CA1 1AA  decile 1, town   English   came twice, on scams and on shopping
    Ben    75+    Castle    CA1 1AA  decile 1, town   Polish    a seat near the door
    Chloe  18-64  Belah     CA2 2BB  decile 8, town   English   on a course whose topic is scams
    Dev    65-74  Alston    CA9 3CC  decile 5, rural  English
    Eve    not said, lives elsewhere or did not say where       first came in 2025
    Castle has 1,000 people, Belah 2,000, Alston 500, and Dalston 800 of whom nobody came.
    """
    city, vale = (
        make_area("Carlisle", code="E07000028", kind="district"),
        make_area("Eden", code="E07000030", kind="district"),
    )
    castle, belah, dalston = (make_area(name, parent=city) for name in ("Castle", "Belah", "Dalston"))
    alston = make_area("Alston", parent=vale)
    make_lsoa("E01000001", castle, 1000, aged_65=300, aged_75=100, deprivation=1, rural=False)
    make_lsoa("E01000002", belah, 2000, aged_65=400, aged_75=150, deprivation=8, rural=False)
    make_lsoa("E01000003", alston, 500, aged_65=200, aged_75=50, deprivation=5, rural=True, older_codes="E01009999")
    make_lsoa("E01000004", dalston, 800, aged_65=100, aged_75=50, deprivation=8, rural=True)
    make_postcode("CA1 1AA", ward=castle, district=city, lsoa_code="E01000001")
    make_postcode("CA2 2BB", ward=belah, district=city, lsoa_code="E01000002")
    make_postcode("CA9 3CC", ward=alston, district=vale, lsoa_code="E01009999")  # as it was called in 2011
    asha = make_person("Asha", age_band="75+", ward=castle, postcode="ca1 1aa")
    ben = make_person(
        "Ben", age_band="75+", ward=castle, postcode="CA11AA", language="Polish", adjustments="A seat near the door"
    )
    chloe = make_person("Chloe", age_band="18-64", ward=belah, postcode="CA2 2BB")
    dev = make_person("Dev", age_band="65-74", ward=alston, postcode="CA9 3CC")
    eve = make_person("Eve")
    scams, shopping = make_topic("Stay safe from scams"), make_topic("Shop online", area="transacting")
    about_scams, about_shopping = make_event(topics=[scams]), make_event(topics=[shopping])
    hall = make_venue(district=city, ward=castle)
    make_attendance(make_occurrence(about_scams, date(2025, 3, 3), venue=hall), eve)
    first = make_occurrence(about_scams, date(2026, 10, 6), venue=hall)
    for person in (asha, ben, eve):
        make_attendance(first, person)
    second = make_occurrence(about_shopping, date(2026, 10, 13), venue=hall)
    for person in (asha, chloe, dev):
        make_attendance(second, person)
    make_attendance(second, make_person("Fay", age_band="75+"), mark="absent")
    make_champion(person=make_person("Rowan", age_band="18-64", ward=belah), area=belah)
    return {"asha": asha, "ben": ben, "chloe": chloe, "dev": dev, "eve": eve, "castle": castle, "city": city}


def make_changes():
    """What changed by the end of this quarter.

    Safety         Asha 1 before in August, 3 before in October, 4 after: up. Ben 3 and 3: the same. Dev 4 and 2: down.
    Communicating  Asha 2 and 5: up. Chloe only before. Eve only after. Fay before; after it in January, too late.
    Asha's goal of August is reached in November, Ben's of October is not. Two are passed on to one organisation and
    one to another, and one was in August. Asha applied to be a champion after she had come, Rowan had come only later.
    """
    asha, ben, chloe, dev, eve, fay, rowan = (
        make_person(name) for name in ("Asha", "Ben", "Chloe", "Dev", "Eve", "Fay", "Rowan")
    )
    august, october, november = date(2026, 8, 10), date(2026, 10, 5), date(2026, 11, 9)

    def said(person, level, moment, on, area="safety"):
        make_confidence(person, level, area, moment, answered_on=on)

    for person, before, after in ((asha, 3, 4), (ben, 3, 3), (dev, 4, 2)):
        said(person, before, "before", october)
        said(person, after, "after", november)
    said(asha, 1, "before", august)
    said(asha, 2, "after", october)  # the later answer stands
    said(asha, 2, "before", october, "communicating")
    said(asha, 5, "after", october, "communicating")
    said(chloe, 2, "before", october, "communicating")
    said(eve, 4, "after", october, "communicating")
    said(fay, 1, "before", november, "communicating")
    said(fay, 5, "after", date(2027, 1, 5), "communicating")
    make_goal(asha, said_on=august, reached_on=november)
    make_goal(ben, said_on=october)
    make_referral(asha, made_on=october, state="taken-up")
    make_referral(ben, made_on=november)
    make_referral(dev, "The Tablet Loan Library", made_on=november)
    make_referral(dev, made_on=august)
    session = make_occurrence(make_event("Phone café"), october)
    make_attendance(session, asha)
    make_attendance(make_occurrence(day=november), rowan)
    for person, day in ((asha, november), (rowan, october)):
        make_champion(person=person, state="active" if person == asha else "applied", now=midnight(day))
    make_feedback(session, words="=HYPERLINK(1) I can do it now", said_on=october)
    make_feedback(session, "4", "partly", said_on=november)
    make_feedback(session, "2", "no", said_on=november)
    make_feedback(session, said_on=august)


def come_again(times=3):
    """More rows of everything that is counted."""
    venue = make_venue(district=make_area("Copeland", kind="district"))
    for number in range(times):
        occurrence = make_occurrence(day=date(2026, 10, 8 + number), starts=time(9), venue=venue)
        make_attendance(occurrence, make_person(language="Welsh", age_band="65-74"))
    return Attendance.objects.count()
