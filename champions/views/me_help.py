"""A champion's own pages: help they gave, what it adds up to, and a certificate of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from champions import given, own_page
from champions.actions import sessions
from champions.forms.answers import refusal_of
from champions.forms.me import ENTRY, CorrectForm
from champions.views.me import champion_page, log_form, show_home
from core.errors import Refused
from core.errors import refusal_of as sentence_of
from core.words import as_day


@require_POST
@champion_page
def log(request, champion, *, now):
    helped = list(own_page.people_helped(champion))
    form = log_form(champion, helped, request.POST, now=now)
    if form is None:
        return redirect("champions:me")
    if form.is_valid():
        logged = refusal_of(
            form, lambda: sessions.log_help(champion=champion, **form.session(), by=request.actor, now=now)
        )
        if logged:
            messages.success(request, "Thank you. We have written down the help you gave.")
            return redirect("champions:me")
    return show_home(request, champion, form, helped, now=now, status=422)


@champion_page
def hours(request, champion, *, now):
    all_given = given.given_by(champion)
    since = now - sessions.CAN_CORRECT_FOR
    page = {
        "given": all_given,
        "total": given.total(all_given),
        "years": given.by_year(all_given),
        "open": set(champion.sessions.filter(logged_at__gte=since).values_list("pk", flat=True)),
        "now": now,
    }
    return render(request, "champions/hours.html", page)


@champion_page
def correct(request, champion, pk, *, now):
    session = get_object_or_404(champion.sessions.select_related("request__person"), pk=pk)
    if too_late := sentence_of(sessions.check_may_correct, session, now=now):
        messages.error(request, too_late)
        return redirect("champions:hours")
    initial = {name: getattr(session, name) for name in ENTRY}
    initial["topics"] = [topic.slug for topic in session.topics.all()]
    form = CorrectForm(request.POST or None, session=session, topics=champion.topics.all(), initial=initial)
    if form.is_valid():
        act = dict(champion=champion, session=session, **form.entry(), by=request.actor, now=now)
        if refusal_of(form, lambda: sessions.correct_help(**act)):
            messages.success(request, "Saved.")
            return redirect("champions:hours")
    helped = session.request
    # The name is for as long as they help them, as on their page.
    is_helping = helped is not None and helped.champion_id == champion.pk and helped.state == "matched"
    page = {
        "form": form,
        "session": session,
        "is_helping": is_helping,
        "heading": "Put right what you wrote down",
        "button": "Save",
    }
    page |= {"back_url": reverse("champions:hours"), "back_label": "Your hours"}
    return render(request, "champions/correct.html", page, status=422 if form.errors else 200)


@require_POST
@champion_page
def delete(request, champion, pk, *, now):
    session = get_object_or_404(champion.sessions, pk=pk)
    try:
        sessions.delete_help(champion=champion, session=session, by=request.actor, now=now)
        messages.success(request, "Taken away. It no longer counts.")
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("champions:hours")


@champion_page
def certificate(request, champion, *, now):
    """On paper: who, what, how many hours, since when. Nobody else's name is on it."""
    if champion.active_since is None:
        messages.info(request, "You can print a certificate once you are cleared.")
        return redirect("champions:me")
    page = {"champion": champion, "total": given.total(given.given_by(champion)), "today": as_day(now)}
    return render(request, "champions/certificate.html", page)
