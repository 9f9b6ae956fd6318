"""A champion's own pages: /champions/me/."""

from functools import wraps
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from champions import given, own_page
from champions.actions import meetings, offers, profile, requests
from champions.forms.answers import refusal_of
from champions.forms.me import LeaveForm, LogForm, PauseForm, ProfileForm
from champions.models import Champion, HelpRequest, Offer
from champions.models.champions import GONE_STATES
from champions.telling import first_name
from champions.times import Slot, parts_of
from core.audit import record
from core.errors import Refused
from core.personal import personal_page
from core.retention import kept_for
from core.words import as_day
from people.subject_access import as_zip


def champion_page(view):
    """Signed in, and a champion: anybody else is told how to become one. The view gets the champion and the time."""

    @login_required
    @personal_page
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        champions = Champion.objects.select_related("person", "role", "area").exclude(state__in=GONE_STATES)
        champion = champions.filter(user=request.user).first()
        if champion is None:
            return render(request, "champions/not_a_champion.html", status=403)
        return view(request, champion, *args, now=timezone.now(), **kwargs)

    return wrapped


@champion_page
def home(request, champion, *, now):
    offers.lapse_offers(now)
    helped = list(own_page.people_helped(champion))
    return show_home(request, champion, log_form(champion, helped, now=now), helped, now=now)


def show_home(request, champion, form, helped, *, now, status=200):
    page = {
        "champion": champion,
        "first_name": first_name(champion.person),
        "initials": "".join(word[0] for word in champion.person.name.split()[:2]).upper(),
        "year": given.of_this_year(given.given_by(champion), now),
        "offers": own_page.offers_to_answer(champion, now),
        "needed": own_page.still_needed(champion, now),
        "referees": champion.references.exclude(state="withdrawn"),
        "helped": own_page.helped_cards(helped, now),
        "found": own_page.waiting_for_yes(champion),
        "free": own_page.free_words(champion),
        "away": own_page.away_words(champion, now),
        "form": form,
        "now": now,
    }
    return render(request, "champions/me.html", page, status=status)


def log_form(champion, helped, data=None, *, now):
    if champion.active_since is None:
        return None
    initial = {"held_on": as_day(now), "form_key": uuid4()}
    return LogForm(data, people=helped, topics=champion.topics.all(), initial=initial)


@require_POST
@champion_page
def answer(request, champion, pk, *, now):
    offer = get_object_or_404(Offer.objects.filter(champion=champion), pk=pk)
    says_yes = request.POST.get("answer") == "yes"
    act = offers.accept if says_yes else offers.decline_offer
    try:
        act(offer=offer, by=request.actor, now=now)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("champions:me")
    if says_yes:
        messages.success(request, "Thank you. We are asking them, and tell you when they have said yes.")
        return redirect("champions:me")
    messages.success(request, "Thank you for telling us. We are asking somebody else.")
    return redirect("champions:me")


@champion_page
def person(request, champion, reference, *, now):
    """How to reach somebody. Every look is written down."""
    helped = get_object_or_404(
        HelpRequest.objects.filter(champion=champion).select_related("venue"), reference=reference
    )
    try:
        person = requests.look_at_contact(request=helped, by=request.actor, now=now)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("champions:me")
    page = {"helped": helped, "person": person, "champion": champion, "rows": own_page.need_rows(helped, champion)}
    return render(request, "champions/person.html", page)


@require_POST
@champion_page
def in_touch(request, champion, reference, *, now):
    helped = get_object_or_404(HelpRequest.objects.filter(champion=champion), reference=reference)
    try:
        meetings.been_in_touch(request=helped, by=request.actor, now=now)
        messages.success(request, "Thank you. We have written down that you were in touch.")
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("champions:me")


@champion_page
def edit(request, champion, *, now):
    slots = [Slot(each.weekday, each.starts, each.ends) for each in champion.availability.all()]
    initial = {
        "topics": [topic.slug for topic in champion.topics.all()],
        "settings": champion.settings,
        "languages": ", ".join(champion.languages),
        "times": parts_of(slots),
        "venues": [str(venue.pk) for venue in champion.venues.all()],
        "travels_by": champion.travels_by,
        "travel_miles": champion.travel_miles,
        "shown_to_others": champion.shown_to_others,
        "max_people": champion.max_people,
    }
    form = ProfileForm(request.POST or None, champion=champion, slots=slots, initial=initial)
    if form.is_valid():
        saved = refusal_of(
            form, lambda: profile.update_profile(champion=champion, **form.profile(), by=request.actor, now=now)
        )
        if saved:
            messages.success(request, "Saved.")
            return redirect("champions:me")
    page = {"form": form, "heading": "How you can help", "button": "Save", "back_url": own_url()}
    return render(request, "question.html", page, status=422 if form.errors else 200)


@champion_page
def pause(request, champion, *, now):
    form = PauseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        until = form.cleaned_data["until"]
        if refusal_of(form, lambda: profile.pause(champion=champion, until=until, by=request.actor, now=now)):
            messages.success(request, "You are taking a break. We do not ask you about anybody new.")
            return redirect("champions:me")
    page = {"form": form, "heading": "Take a break", "button": "Take a break", "back_url": own_url()}
    return render(request, "champions/pause.html", page, status=422 if form.errors else 200)


@require_POST
@champion_page
def come_back(request, champion, *, now):
    try:
        profile.return_from_pause(champion=champion, by=request.actor, now=now)
        messages.success(request, "Welcome back.")
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("champions:me")


@champion_page
def leave(request, champion, *, now):
    is_applying = champion.active_since is None
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if refusal_of(form, lambda: profile.leave(champion=champion, reason=reason, by=request.actor, now=now)):
            logout(request)
            page = {"kept_for": kept_for("people"), "is_applying": is_applying}
            return render(request, "champions/left.html", page)
    heading = "Take my application back" if is_applying else "Stop being a champion"
    page = {"form": form, "heading": heading, "button": heading, "back_url": own_url(), "is_applying": is_applying}
    return render(request, "champions/leave.html", page, status=422 if form.errors else 200)


@champion_page
def calendar(request, champion, *, now):
    """Their private calendar address: shown, made anew, or taken away."""
    if request.method == "POST":
        drops = request.POST.get("answer") == "drop"
        act = profile.drop_calendar_address if drops else profile.new_calendar_address
        act(champion=champion, by=request.actor, now=now)
        said = "Your calendar address no longer works." if drops else "This is your new calendar address."
        messages.success(request, said)
        return redirect("champions:calendar")
    return render(request, "champions/calendar.html", {"champion": champion})


@champion_page
def download(request, champion, *, now):
    """Everything that is kept about them, in one file."""
    record("data_downloaded", champion.person, by=request.actor, now=now)
    response = HttpResponse(as_zip(champion.person), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="my-data.zip"'
    return response


def own_url():
    return reverse("champions:me")
