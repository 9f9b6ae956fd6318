"""A learner's thread, and what staff write on it."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import personal
from core.errors import Refused
from events import handed_over
from events.actions import learning
from events.actions.confidence import take_answers
from events.asking import areas_of_learner
from events.forms.learning import AnswersForm, AskForm, FollowForm, GoalForm, ReferralForm
from events.how_sure_links import Asking, address_of, token_for
from events.learner_thread import thread_of
from events.models import Goal, Referral
from events.permissions.learners import may_refer, may_see_learner, sees_all
from events.views.register import staff_links
from people.models import Person


def learner_page(view):
    """Signed in, and allowed to see this very person; never kept by the browser."""

    @login_required
    @personal.personal_page
    @wraps(view)
    def wrapped(request, pk, **kwargs):
        person = get_object_or_404(Person.objects.known().select_related("ward"), pk=pk)
        if not may_see_learner(request.user, person):
            raise PermissionDenied
        return view(request, person, **kwargs)

    return wrapped


def referral_page(view):
    @learner_page
    @wraps(view)
    def wrapped(request, person, **kwargs):
        if not may_refer(request.user):
            raise PermissionDenied
        return view(request, person, **kwargs)

    return wrapped


@learner_page
@require_safe
def thread(request, person):
    now = timezone.now()
    page = {
        "person": person,
        "thread": thread_of(person, user=request.user, now=now),
        "sees_all": sees_all(request.user),
        "may_refer": may_refer(request.user),
        "links": staff_links(request),
        "now": now,
    }
    return render(request, "events/learner/thread.html", page)


@learner_page
@require_http_methods(["GET", "HEAD", "POST"])
def goal_add(request, person):
    form = GoalForm(request.POST or None, today=timezone.now())
    if form.is_valid() and keep(request, form, learning.add_goal, person, **form.cleaned_data):
        return to_thread(request, person, "The goal is kept.")
    return ask(request, person, form, heading="A goal", button="Keep it")


GOAL_ACTIONS = {
    "reached": (learning.reach_goal, "Well done to them. It is marked as reached."),
    "reopen": (learning.reopen_goal, "It is a goal to reach again."),
    "remove": (learning.remove_goal, "It is gone."),
}


@learner_page
@require_POST
def goal(request, person, goal):
    found = get_object_or_404(Goal, pk=goal, person=person)
    if request.POST.get("do") not in GOAL_ACTIONS:
        messages.error(request, "Choose what became of the goal.")
        return redirect("events:learner", person.pk)
    act, said = GOAL_ACTIONS[request.POST["do"]]
    act(found, by=request.actor, now=timezone.now())
    return to_thread(request, person, said)


@referral_page
@require_http_methods(["GET", "HEAD", "POST"])
def refer(request, person):
    form = ReferralForm(request.POST or None)
    if form.is_valid() and keep(request, form, learning.refer, person, **form.cleaned_data):
        return to_thread(request, person, "Kept, with their consent. Now tell the organisation.")
    wording = learning.consent_wording("[the organisation]")
    return ask(request, person, form, "refer", heading="Pass them on", button="Keep it", wording=wording)


@referral_page
@require_http_methods(["GET", "HEAD", "POST"])
def referral(request, person, referral):
    found = get_object_or_404(Referral.objects.select_related("consent"), pk=referral, person=person)
    if request.POST.get("do") == "take-back":
        learning.take_back_consent(found, by=request.actor, now=timezone.now())
        return to_thread(request, person, "Kept. Tell the organisation that they no longer agree.")
    form = FollowForm(request.POST or None, referral=found, today=timezone.now())
    if form.is_valid() and keep(request, form, learning.follow_referral, found, **form.cleaned_data):
        return to_thread(request, person, "Kept.")
    return ask(request, person, form, "referral", heading=found.organisation, button="Keep it", referral=found)


@learner_page
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request, person):
    """Which questions, before the page is handed to the learner."""
    form = AskForm(request.POST or None, initial={"areas": areas_of_learner(person)})
    if form.is_valid():
        asking = Asking(str(person.key), None, form.cleaned_data["moment"], tuple(form.cleaned_data["areas"]))
        handed_over.hand_over(request, reverse("events:learner", args=[person.pk]))
        return redirect(address_of(token_for(asking, now=timezone.now())))
    return ask(request, person, form, heading="Ask how sure they feel", button="Start, then hand it over")


@learner_page
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request, person):
    form = AnswersForm(request.POST or None, today=timezone.now())
    if form.is_valid() and keep(request, form, take_answers, form.given(person), **form.details()):
        return to_thread(request, person, "The answers are kept.")
    return ask(request, person, form, heading="Write down how sure they feel", button="Keep the answers")


def keep(request, form, act, *things, **details):
    """Whether it was done. What is refused is said on the form, with all that was typed."""
    try:
        act(*things, **details, by=request.actor, now=timezone.now())
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        return False
    return True


def to_thread(request, person, said):
    messages.success(request, said)
    return redirect("events:learner", person.pk)


def ask(request, person, form, template="question", **page):
    back = {"back_url": reverse("events:learner", args=[person.pk]), "back_label": person.name}
    page = back | page | {"person": person, "form": form, "links": staff_links(request)}
    return render(request, f"events/learner/{template}.html", page, status=422 if form.errors else 200)
