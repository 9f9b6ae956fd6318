"""/equality/: what somebody says of themselves, if they like. Nothing in its address or its page says who they are."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from core import throttle
from core.errors import Refused
from core.retention import kept_for
from reports.equality_answers import take
from reports.forms_equality import EqualityForm
from reports.models import Through

# A library full of people shares one address.
TIMES_AN_HOUR = 120
TOO_MANY = "There have been very many answers from here in the last hour. Please try again later, or skip this page."
ODD = "Something did not look right, so nothing was sent. Please try again, or skip this page."


@never_cache
def ask(request):
    form = EqualityForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and send(request, form, now=timezone.now()):
        return redirect("equality:thanks")
    page = {"form": form, "kept_for": kept_for("equality")}
    return render(request, "reports/equality_form.html", page, status=422 if form.errors else 200)


def send(request, form, *, now):
    """Whether it was taken; if not, the form says why. A form without an answer is taken, and counts for nothing."""
    try:
        if request.POST.get("website"):
            raise Refused(ODD)  # filled in by a program: people do not see this box
        address = throttle.client_address(request)
        throttle.check("equality", address, limit=TIMES_AN_HOUR, seconds=3600, sentence=TOO_MANY)
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return False
    through = Through.STAFF if request.actor.is_staff else Through.SELF
    take(form_key=form.cleaned_data["form_key"], answers=form.answers(), through=through, now=now)
    return True


@never_cache
def thanks(request):
    return render(request, "reports/equality_thanks.html")
