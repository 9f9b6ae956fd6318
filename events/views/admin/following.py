"""This and following: one schedule from a date on, changed outside the page editor, its plan read first."""

from datetime import date

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from wagtail.admin import messages

from core.errors import Refused
from core.words import full_day_words
from events.actions import approving
from events.actions.following import changed_from, halves
from events.actions.schedules import plan_for
from events.forms.following import FollowingForm
from events.forms.planning import PlanForm
from events.forms.recurrence import RecurrenceWidget
from events.models import Schedule
from events.plan_words import doubled_words, plan_words
from events.views.admin.doors import WRONG, dates_url, event_to_publish, look_again, say_done


def change(request, pk, key, day):
    event = event_to_publish(request, pk)
    schedule = get_object_or_404(Schedule, event=pk, key=key)
    if any(str(each.key) == request.POST.get("new_key") for each in Schedule.objects.filter(event=pk)):
        messages.info(request, "This change is made already.")
        return redirect(dates_url(event))
    try:
        page = approving.editable(event, user=request.user)
        day = read_day(day)
        _, after = halves(schedule, day)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect(dates_url(event))
    form = FollowingForm(request.POST or None, event=event, initial=initial_of(schedule, after))
    told = {name: form.initial[name] for name in RecurrenceWidget.told_by}
    form.fields["recurrence"].widget.tell(after.pattern, today=timezone.localdate(), **told)
    context = {
        "event": event,
        "form": form,
        "now_words": schedule.words(),
        "heading": f"Change “{event.title}” from {full_day_words(after.first_on)} on",
    }
    if request.method == "POST" and form.is_valid():
        change = changed_from(day, key=key, new_key=form.cleaned_data["new_key"], answers=form.answers)
        done = planned(request, event, page, change, context)
        if done:
            return redirect(dates_url(event))
        context["warned"] = form.warnings()
    wrong = any(each is not None and each.is_bound and each.errors for each in (form, context.get("plan_form")))
    return render(request, "events/admin/following.html", context, status=WRONG if wrong else 200)


def read_day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None


def initial_of(schedule, after):
    return {
        "first_on": after.first_on,
        "start_time": schedule.start_time,
        "end_time": schedule.end_time,
        "venue": schedule.venue,
        "recurrence": after.pattern,
    }


def planned(request, event, page, change, context):
    """Puts the plan in the context; whether it was approved and done."""
    try:
        found = plan_for(event, schedules=change(page).schedules.all(), now=timezone.now())
    except Refused as refusal:
        context["form"].add_error(None, refusal.sentence)
        return False
    confirmed = "confirm" in request.POST
    plan_form = PlanForm(request.POST if confirmed else None, plan=found, event=event)
    try:
        if confirmed and plan_form.is_valid():
            now = timezone.now()
            done = approving.change_schedules(event, change, approval=plan_form.approval, by=request.actor, now=now)
            say_done(request, event, f"The schedule is changed. {plan_words(done)}")
            return True
    except approving.PlanChangedError as changed:
        plan_form = look_again(request, lambda answers, plan: PlanForm(answers, plan=plan, event=event), changed)
    except Refused as refusal:
        plan_form.add_error(None, refusal.sentence)
    except ValidationError as wrong:
        plan_form.add_error(None, wrong.messages)
    context |= {
        "plan_form": plan_form,
        "sections": plan_form.sections(),
        "words": plan_words(plan_form.plan),
        "doubled": doubled_words(plan_form.plan),
    }
    return False
