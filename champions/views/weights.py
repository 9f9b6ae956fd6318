"""What decides the order of champions: seen by whoever matches, and changed by them."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone

from champions.actions.weights import change_weights
from champions.forms.answers import refusal_of
from champions.forms.waiting import WeightsForm
from champions.models import MatchWeights
from champions.views.match import allowed, staff_links


@allowed("champions.change_matchweights")
def weights(request):
    form = WeightsForm(request.POST if request.method == "POST" else None, current=MatchWeights.current())
    if form.is_valid():
        now = timezone.now()
        if refusal_of(form, lambda: change_weights(weights=form.weights(), by=request.actor, now=now)):
            messages.success(request, "Saved. The next list that you open is ranked so.")
            return redirect("helprequest:weights")
    page = {"links": staff_links(), "form": form}
    return render(request, "champions/staff/weights.html", page, status=422 if form.errors else 200)
