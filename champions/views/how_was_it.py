"""Whether the help did any good, by the link in the message that it has ended. Looking changes nothing."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from champions.actions import helped
from champions.actions.helped import SAID_ALREADY
from champions.forms.helped import HelpedForm
from champions.links import request_in
from champions.models import HelpRequest, RequestState
from core import throttle
from core.errors import Refused

TRIES_AN_HOUR = 120
TOO_MANY = "There have been very many answers from here in the last hour. Please try again later."


@never_cache
def how_was_it(request):
    asked = request_of(request)
    if asked is None:
        return render(request, "champions/how_was_it_no_link.html", {"had_link": "f" in request.GET})
    if asked.answered_on:
        return render(request, "champions/how_was_it_thanks.html", {"sentence": SAID_ALREADY})
    form = HelpedForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            address = throttle.client_address(request)
            throttle.check("how was it", address, limit=TRIES_AN_HOUR, seconds=3600, sentence=TOO_MANY)
            helped.say(request=asked, **form.cleaned_data, by=request.actor, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("champions:how_was_it_thanks")
    return render(request, "champions/how_was_it.html", {"form": form}, status=422 if form.errors else 200)


def request_of(request):
    """Of help that has ended, by the link; None without one, and once they were erased."""
    ended = HelpRequest.objects.filter(state=RequestState.CLOSED, person__erased_at=None)
    return ended.filter(pk=request_in(request.GET.get("f", ""))).first()


@never_cache
def thanks(request):
    return render(request, "champions/how_was_it_thanks.html", {"sentence": "That helps us, and whoever asks next."})
