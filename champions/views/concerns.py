"""/concern/: anybody tells the safeguarding lead that somebody may not be safe. It shows nothing of any concern."""

from django.shortcuts import redirect, render
from django.utils import timezone

from champions.actions.concerns import raise_concern
from champions.forms.concerns import ConcernForm, TakenConcernForm
from champions.models import HelpRequest
from champions.views.opened import opened_request
from core import personal, throttle
from core.actors import Actor
from core.errors import Refused
from core.personal import personal_page
from people.models import ArrivedBy

KEPT_AS = "concern"
# A library full of people shares one address.
TIMES_AN_HOUR = 60
TOO_MANY = "There have been very many of these from here in the last hour. Please ring us. In danger, ring 999."
ODD = "Something did not look right, so nothing was sent. Please try again, or ring us."


@personal_page
def raise_one(request):
    about = help_it_is_about(request)
    form = form_for(request, about)
    if form.is_valid() and send(request, form, about, now=timezone.now()):
        return redirect("champions:concern_done")
    page = {"form": form, "heading": "Tell us if somebody may not be safe", "about": about}
    return render(request, "champions/concern.html", page, status=422 if form.errors else 200)


@personal_page
def done(request):
    reference = personal.recall(request, KEPT_AS)
    if reference is None:
        return redirect("champions:concern")
    return render(request, "champions/concern_done.html", {"reference": reference})


def form_for(request, about):
    form_class = TakenConcernForm if request.actor.is_staff else ConcernForm
    chosen = "champion" if about else request.GET.get("about", "")
    return form_class(request.POST if request.method == "POST" else None, about=chosen, who=request.GET.get("at", ""))


def help_it_is_about(request):
    """The request for help from whose page somebody comes: the resident's own, or a champion's who gives it."""
    reference = request.GET.get("help", "").replace("\x00", "")
    if not reference:
        return None
    mine = HelpRequest.objects.by_reference(reference)
    if request.user.is_authenticated:
        mine = mine.filter(champion__user=request.user)
        return mine.select_related("champion").first() or opened_request(request, reference)
    return opened_request(request, reference)


def send(request, form, about, *, now):
    """Whether it is kept; if not, the form says why."""
    said = dict(form.cleaned_data)
    try:
        if request.POST.get("website"):
            raise Refused(ODD)  # filled in by a program: people do not see this box
        address = throttle.client_address(request)
        throttle.check("concern", address, limit=TIMES_AN_HOUR, seconds=3600, sentence=TOO_MANY)
        concern = raise_concern(**said, request=about, by=teller(request, said), now=now)
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return False
    personal.remember(request, KEPT_AS, concern.reference, now=now)
    return True


def teller(request, said):
    """Staff are known by what they write down for others. Whoever has a concern of their own says who they are or not:
    being signed in does not say it for them.
    """
    for_another = request.actor.is_staff and said["arrived_by"] != ArrivedBy.WEB
    return request.actor if for_another else Actor.public()
