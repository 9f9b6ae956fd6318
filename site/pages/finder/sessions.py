"""The first arm: sessions near somebody, and sessions from their own home."""

from django.db.models import Q

from events.listing import session_card
from events.models import Delivery, EventPage, Occurrence, OccurrenceState
from pages.finder.reach import LONGEST_WHEN, Meeting, ends

AT_HOME = (Delivery.ONLINE, Delivery.BOTH)
IN_PERSON = (Delivery.IN_PERSON, Delivery.BOTH)


def on(asked, now):
    """The occurrences that anybody may come to in the next four weeks, as asked."""
    occurrences = Occurrence.objects.public().upcoming(now).filter(state=OccurrenceState.ON)
    occurrences = occurrences.filter(starts_at__lt=ends(LONGEST_WHEN, now))
    if asked.topic:
        occurrences = occurrences.filter(event__topics=asked.topic)
    if asked.booking:
        occurrences = occurrences.filter(event__booking_mode=asked.booking)
    return occurrences.order_by()


def meetings_at(venues, asked, now):
    """(those at these places, those from home), each a list of Meeting, in one query."""
    miles = {venue.pk: venue.miles for venue in venues}
    columns = ("pk", "starts_at", "venue_id", "event__delivery")
    coming = on(asked, now).values_list(*columns)
    here = coming.filter(venue__in=list(miles), event__delivery__in=IN_PERSON)
    home = coming.filter(at_home())
    near, online = [], []
    for pk, starts_at, venue, delivery in here.union(home):
        if delivery in AT_HOME:
            online.append(Meeting(pk, starts_at))
        if venue in miles and delivery in IN_PERSON:
            near.append(Meeting(pk, starts_at, miles[venue], venue))
    return near, sorted(online, key=lambda meeting: (meeting.starts_at, meeting.pk))


def at_home():
    """Said by naming the events, which are few, so that the index on event and start answers it: without that, every
    meeting of these weeks would be looked at for the few that are online."""
    return Q(event__in=EventPage.objects.filter(delivery__in=AT_HOME).values("pk"))


def cards(meetings, now):
    """{primary key: SessionCard} of these meetings, in one query."""
    miles = {meeting.pk: meeting.miles for meeting in meetings}
    if not miles:
        return {}
    rows = Occurrence.objects.filter(pk__in=miles).order_by().rows()
    return {each.pk: session_card(each, now, miles=miles[each.pk]) for each in rows}


def next_anywhere(asked, now, limit):
    """The next sessions wherever they are, for somebody who has not said where they are: their cards."""
    occurrences = on(asked, now)
    if asked.online:
        occurrences = occurrences.filter(at_home())
    return [session_card(each, now) for each in occurrences.order_by("starts_at", "pk").rows(limit)]
