"""What the pages of a booking share: which meeting it is, and the page that says why it cannot be booked."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from events.models import Occurrence


def meeting_or_404(slug, day):
    """The meeting at /events/<slug>/<day>/, or that was there: unlisted and unpublished ones too.

    One that is moved while somebody books it keeps their answers: the next page is at its new address.
    """
    meetings = Occurrence.objects.to_act_on()
    meeting = meetings.on(slug, day).first() or meetings.moved_from(slug, day).first()
    if meeting is None:
        raise Http404("No such meeting")
    return meeting


def booking_url(page, occurrence, /, **more):
    return reverse(f"events:{page}", kwargs={"slug": occurrence.event.slug, "day": occurrence.address_day, **more})


def books_for_others(request):
    """Staff who may book for somebody who rang or stands before them."""
    return request.user.has_perm("events.add_booking")


def cannot_book(request, occurrence, refusal):
    """Why not, and what to do instead. An unpublished event is named to nobody."""
    page = {"occurrence": occurrence if occurrence.event.live else None, "sentence": refusal.sentence}
    return render(request, "events/booking/cannot_book.html", page, status=409)
