"""Which events count as champions' training."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from champions.forms.answers import refusal_of
from champions.views.board import staff_links
from events.actions import training
from events.forms.training import TrainingForm
from events.models import TrainingFor
from events.views.admin.doors import require, status_of

CHANGE = "champions.change_requirement"


@require_http_methods(["GET", "HEAD", "POST"])
def trainings(request):
    require(request, CHANGE)
    form = TrainingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = {**form.cleaned_data, "by": request.actor, "now": timezone.now()}
        if refusal_of(form, lambda: training.count_training(**said)):
            messages.success(request, "It counts from now on, and for everybody who was at it already.")
            return redirect("event_dates:trainings")
    page = {
        "form": form,
        "counting": TrainingFor.objects.select_related("requirement", "event"),
        "is_possible": all(form.fields[name].queryset.exists() for name in ("requirement", "event")),
        "back_url": reverse("requirement:index"),
        "links": staff_links(),
    }
    return render(request, "events/admin/trainings.html", page, status=status_of(form))


@require_POST
def stop(request, pk):
    require(request, CHANGE)
    link = get_object_or_404(TrainingFor.objects.select_related("requirement", "event"), pk=pk)
    training.stop_counting(link=link, by=request.actor, now=timezone.now())
    messages.success(request, "It no longer counts. What was recorded stays.")
    return redirect("event_dates:trainings")
