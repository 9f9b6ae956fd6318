"""How a session was, by the link in the thanks for coming. Looking changes nothing: mail scanners fetch every link."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from core import throttle
from core.errors import Refused
from events.actions.feedback import SAID_ALREADY, say
from events.feedback_links import attendance_in
from events.forms.feedback import FeedbackForm
from events.models import Attendance, Mark

TRIES_AN_HOUR = 120
TOO_MANY = "There have been very many answers from here in the last hour. Please try again later."


@never_cache
def feedback(request):
    attendance = attendance_of(request)
    if attendance is None:
        return render(request, "events/feedback/no_link.html", {"had_link": "f" in request.GET})
    form = FeedbackForm(request.POST if request.method == "POST" else None)
    page = {"form": form, "occurrence": attendance.occurrence}
    if attendance.feedback_on:
        return render(request, "events/feedback/thanks.html", page | {"sentence": SAID_ALREADY})
    if form.is_valid():
        try:
            address = throttle.client_address(request)
            throttle.check("feedback", address, limit=TRIES_AN_HOUR, seconds=3600, sentence=TOO_MANY)
            say(attendance=attendance, **form.cleaned_data, by=request.actor, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("events:feedback_thanks")
    return render(request, "events/feedback/feedback.html", page, status=422 if form.errors else 200)


def attendance_of(request):
    """Of somebody who came, by the link; None without one, and once they were erased."""
    came = Attendance.objects.select_related("occurrence__event", "occurrence__venue")
    came = came.filter(mark=Mark.PRESENT, person__erased_at=None)
    return came.filter(pk=attendance_in(request.GET.get("f", ""))).first()


@never_cache
def thanks(request):
    return render(request, "events/feedback/thanks.html", {"sentence": "That helps us, and whoever comes next."})
