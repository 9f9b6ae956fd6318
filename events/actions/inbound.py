"""Partners' calendars: taking in what they say, as drafts for moderation, known again by UID."""

import time
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid5

import recurrence
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.html import escape
from django.utils.text import slugify
from wagtail.coreutils import find_available_slug

from core.actors import Actor
from core.audit import record
from core.errors import Refused
from core.words import count_words
from events.actions import occurrences
from events.inbound import fetching
from events.inbound.reading import read
from events.models import BookingMode, EventIndexPage, EventPage, InboundEvent, Occurrence, PartnerCalendar, Schedule
from events.who_is_there import who_is_there
from locations.models import VenuePage
from locations.names import full_name
from locations.postcode_forms import parse_postcode

EVERY = timedelta(hours=1)
# A page takes a while to write: what is left after so many seconds is taken in next time, and messages wait no longer.
SECONDS = 20
EMPTY = "It has no events any more, which may be a fault. Nothing was changed. If it is right, unpublish them here."
OUR_FAULT = "Something is wrong with this site, not with the calendar. Tell whoever looks after the site."
TEXTS = ("title", "summary", "body", "booking_link")
FIELDS = ["title", "address", "venue", "publishes_changes", "is_followed"]


@dataclass
class Taken:
    """How many entries were new, changed, gone; how many could not be taken off because a draft waits; how many are
    left for the next time.
    """

    new: int = 0
    changed: int = 0
    gone: int = 0
    waiting: int = 0
    left: int = 0

    def words(self):
        numbers = [(self.new, "new"), (self.changed, "changed"), (self.gone, "gone")]
        said = [f"{number} {word}" for number, word in numbers if number]
        words = f"{', '.join(said)}." if said else "Nothing has changed."
        return f"{words} {left_words(self)}".strip()


def left_words(taken):
    if not taken.left:
        return ""
    entries = count_words(taken.left, "entry is", "entries are")
    return f"{entries} left: fetched, the rest follows by itself; uploaded, upload the file again."


@transaction.atomic
def save_calendar(calendar, *, by, now, **answers):
    """Make one, or change one: `answers` are its title, address, venue, publishes_changes and is_followed."""
    if calendar.pk and calendar.address != answers["address"]:
        calendar.etag, calendar.tried_at = "", None
    for name in FIELDS:
        setattr(calendar, name, answers[name])
    calendar.save()
    record("partner_calendar.saved", calendar, by=by, now=now)
    return calendar


def follow_calendars(now):
    """The worker, each minute: fetch the one that has waited longest, if it is an hour. Returns it, or None."""
    due = PartnerCalendar.objects.filter(is_followed=True).exclude(address="").exclude(tried_at__gt=now - EVERY)
    calendar = due.order_by(F("tried_at").asc(nulls_first=True), "pk").first()
    if calendar is None:
        return None
    fetch_calendar(calendar, by=Actor.system(), now=now)
    return calendar


def fetch_calendar(calendar, *, by, now):
    """Fetch it and take in what it says. Returns Taken, or None with `calendar.failure` saying why not."""
    PartnerCalendar.objects.filter(pk=calendar.pk).update(tried_at=now)
    try:
        fetched = fetching.fetch(calendar.address, etag=calendar.etag)
        if fetched.data is None:
            note_good(calendar, now=now)
            return Taken()
        taken = take_in(calendar, fetched.data, etag=fetched.etag, by=by, now=now)
    except Refused as refusal:
        note_failure(calendar, refusal.sentence, by=by, now=now)
        return None
    except Exception:
        note_failure(calendar, OUR_FAULT, by=by, now=now)
        raise
    if taken.left:
        PartnerCalendar.objects.filter(pk=calendar.pk).update(tried_at=None, etag="")
    return taken


def note_good(calendar, *, now, **changes):
    changes |= {"tried_at": now, "good_at": now, "failure": ""}
    PartnerCalendar.objects.filter(pk=calendar.pk).update(**changes)
    calendar.refresh_from_db()


@transaction.atomic
def note_failure(calendar, sentence, *, by, now):
    """Staff see the reason, and when it was last good; what was there stays untouched."""
    PartnerCalendar.objects.filter(pk=calendar.pk).update(tried_at=now, failure=sentence[:300])
    calendar.refresh_from_db()
    record("partner_calendar.failed", calendar, by=by, now=now)


def take_in(calendar, data, *, by, now, etag="", clock=time.monotonic):
    """Take in the bytes of a calendar. Raises Refused with a sentence where it cannot be read: then nothing is changed.

    New entries become drafts for a moderator; changed ones change their event; those that are gone are taken off. Each
    is committed by itself: five thousand in one go would keep everybody else from the database for minutes.
    """
    ends_at = clock() + SECONDS
    found = read(data, now=now)
    known = {row.uid: row for row in InboundEvent.objects.filter(calendar=calendar)}
    if not found.uids and any(not row.is_gone for row in known.values()):
        raise Refused(EMPTY)
    entries = [each for each in found.entries if is_news(each, known.get(each.uid))]
    entries += [uid for uid, row in known.items() if uid not in found.uids and not row.is_gone]
    taken, venues = Taken(), venues_by_name()
    for number, entry in enumerate(entries):
        if clock() > ends_at:
            taken.left = len(entries) - number
            break
        try:
            take_one(calendar, entry, venues, taken, by=by, now=now)
        except ValidationError:
            found.left_out["refused"] += 1
    said = [found.words(), waiting_words(taken), left_words(taken)]
    note_good(calendar, now=now, etag=etag, left_out=" ".join(filter(None, said))[:500])
    record("partner_calendar.taken_in", calendar, by=by, now=now, new=taken.new, changed=taken.changed, gone=taken.gone)
    return taken


def is_news(entry, row):
    """Whether there is anything to do about it."""
    if entry.is_cancelled:
        return row is not None and not row.is_gone
    return row is None or row.is_gone or row.fingerprint != entry.fingerprint


@transaction.atomic
def take_one(calendar, entry, venues, taken, *, by, now):
    """An Entry, or the UID of one that is gone. Under a lock, so that two who fetch at once make one event."""
    PartnerCalendar.objects.select_for_update().get(pk=calendar.pk)
    is_gone = isinstance(entry, str)
    uid = entry if is_gone else entry.uid
    row = InboundEvent.objects.filter(calendar=calendar, uid=uid).select_related("event").first()
    if not is_gone:
        take_entry(calendar, entry, row, venues, taken, by=by, now=now)
    elif row and not row.is_gone:
        take_off(calendar, row, taken, by=by, now=now)


def waiting_words(taken):
    if not taken.waiting:
        return ""
    events = count_words(taken.waiting, "event is", "events are")
    return f"{events} gone from it, but a draft waits: publish or discard that first."


def take_entry(calendar, entry, row, venues, taken, *, by, now):
    if entry.is_cancelled:
        if row and not row.is_gone:
            take_off(calendar, row, taken, by=by, now=now)
        return
    if row is None or (row.event is None and row.is_gone):
        make_draft(calendar, entry, row or InboundEvent(calendar=calendar, uid=entry.uid), venues)
        taken.new += 1
    elif row.event is not None and (row.is_gone or row.fingerprint != entry.fingerprint):
        # One whose event an editor deleted was not wanted.
        change_event(calendar, entry, row, venues, by=by, now=now)
        taken.changed += 1


def make_draft(calendar, entry, row, venues):
    page = EventPage(live=False, has_unpublished_changes=True, booking_mode=BookingMode.ELSEWHERE)
    row.written = {}
    fill_in(page, entry, row, calendar, venues)
    if not entry.url:
        page.booking_mode = BookingMode.DROP_IN
    schedules = list(page.schedules.all())
    page.schedules = []
    index = EventIndexPage.objects.get()
    # A title may have no letter at all, and hundreds of events may have the same.
    page.slug = find_available_slug(index, slugify(entry.title, allow_unicode=True) or "event")
    index.add_child(instance=page)
    page.schedules = schedules
    page.save_revision()
    ask_moderator(page)
    row.event, row.fingerprint, row.is_gone = page, entry.fingerprint, False
    row.save()


def change_event(calendar, entry, row, venues, *, by, now):
    """The latest draft takes the changes. They are published where a moderator once did, and the calendar may."""
    page = row.event
    at_once = page.live and calendar.publishes_changes and not page.has_unpublished_changes
    draft = page.get_latest_revision_as_object()
    fill_in(draft, entry, row, calendar, venues)
    revision = draft.save_revision()
    was_gone, row.fingerprint, row.is_gone = row.is_gone, entry.fingerprint, False
    row.save()
    if not at_once:
        ask_moderator(EventPage.objects.get(pk=page.pk))
        return
    revision.publish()
    if was_gone:
        for occurrence in taken_off(calendar, page, now=now):
            occurrences.put_back_on(occurrence, by=by, now=now)


def fill_in(page, entry, row, calendar, venues):
    """What the calendar says, save where an editor has written something else since."""
    said = {
        "title": entry.title,
        "summary": entry.summary,
        "body": "".join(f"<p>{escape(part)}</p>" for part in entry.body.split("\n\n") if part.strip()),
        "booking_link": entry.url,
    }
    for name in TEXTS:
        if name not in row.written or getattr(page, name) == row.written[name]:
            setattr(page, name, said[name])
    venue = venue_of(entry.place, venues) or calendar.venue
    dates = repr(entry.dates)
    if row.written.get("dates") != dates or row.written.get("venue") != (venue and venue.pk):
        page.schedules = schedules_of(page, entry, row, venue)
    row.written = {**said, "dates": dates, "venue": venue and venue.pk}


def schedules_of(page, entry, row, venue):
    """Each with a key that stays, so that a date that moves is the same date; the place that an editor chose stays."""
    before = {each.key: each for each in page.schedules.all()}
    made = []
    for number, dates in enumerate(entry.dates):
        key = uuid5(row.schedule_key, f"{dates.made_for}") if number else row.schedule_key
        old = before.get(key)
        chosen = old.venue if old and old.venue_id != row.written.get("venue") else venue
        schedule = Schedule(
            pk=old.pk if old else None,
            key=key,
            # A date that was changed alone is the same meeting, moved.
            continues=row.schedule_key if number else None,
            first_on=dates.first_on,
            start_time=dates.starts,
            end_time=dates.ends,
            venue=chosen,
            sort_order=number,
        )
        if dates.pattern:
            schedule.recurrence = recurrence.deserialize(dates.pattern, False)
        made.append(schedule)
    return made


def ask_moderator(page):
    """Put it before whoever moderates there, as an editor would; where nobody does, it waits as a draft."""
    if page.current_workflow_state is None and (workflow := page.get_workflow()):
        workflow.start(page, user=None)


def take_off(calendar, row, taken, *, by, now):
    """The calendar no longer has it. A draft that nobody touched goes; of a published event the dates to come are off.

    Those with people on them wait for staff to decide, so that no empty file tells a hundred people not to come.
    """
    page = row.event
    if page is not None and page.live:
        if page.has_unpublished_changes:
            taken.waiting += 1
            return
        take_dates_off(calendar, page, by=by, now=now)
    elif page is not None and is_untouched(page):
        row.event = None
        row.save(update_fields=["event"])
        page.delete()
    row.is_gone = True
    row.save(update_fields=["is_gone"])
    taken.gone += 1


def is_untouched(page):
    """Never published, and no person has saved it."""
    return page.first_published_at is None and not page.revisions.filter(user__isnull=False).exists()


def take_dates_off(calendar, page, *, by, now):
    people = who_is_there([page.pk], now=now)
    for occurrence in Occurrence.objects.filter(event=page.pk, starts_at__gt=now, state="on").order_by("pk"):
        if not people.get(occurrence.pk):
            occurrences.cancel(occurrence, reason=gone_words(calendar), by=by, now=now)
    # Without schedules no date is made any more, and those with people are asked about as ever.
    draft = page.get_latest_revision_as_object()
    draft.schedules = []
    draft.save_revision().publish()


def taken_off(calendar, page, *, now):
    gone = Occurrence.objects.filter(event=page.pk, starts_at__gt=now, state="cancelled", reason=gone_words(calendar))
    return list(gone.order_by("starts_at"))


def gone_words(calendar):
    return f"{calendar.title} has taken it off."[:200]


def venues_by_name():
    """{name or postcode: venue} of all that are published; None where two are called the same."""
    found = {}
    for venue in VenuePage.objects.live().only("title", "town", "postcode"):
        for name in {venue.title, full_name(venue.title, venue.town), venue.postcode} - {""}:
            found[name.casefold()] = None if name.casefold() in found else venue
    return found


def venue_of(place, venues):
    """The venue that a LOCATION names: by its whole text, its first part, or the postcode at its end."""
    endings = [parse_postcode(piece) for piece in (place.rpartition(",")[2], place[-8:], place[-7:])]
    postcodes = [parts.label for parts in endings if parts and parts.is_unit]
    names = [name.casefold() for name in (place, place.partition(",")[0].strip(), *postcodes)]
    return next((venues[name] for name in names if venues.get(name)), None)
