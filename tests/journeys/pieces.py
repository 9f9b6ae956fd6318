"""A page with every piece and two pages of forms, to look at in a browser: mark.urls("tests.journeys.pieces").

They belong to no app; the pages of the site are looked at in journeys of their own.
"""

from datetime import datetime

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import include, path

from core.cards import Action, AnswerCard, Choice, Crumb, PeopleRow, PickGroup, PlaceRow, SessionCard, SummaryRow, Tag
from core.govuk import DatePartsField, DatePartsInput, GovukForm, Option
from core.words import LONDON

NOW = datetime(2026, 11, 20, 10, 5, tzinfo=LONDON)
TEMPLATE = """{% extends "base.html" %}{% load dl %}
{% block title %}Every piece{% endblock %}
{% block hero %}<section class="hero">{% include "components/fells.html" %}<div class="wrap"><p class="lead">Hello</p>
{% include "components/fingerpost.html" %}</div></section>{% endblock %}
{% block crumbs %}{% include "components/crumbs.html" %}{% endblock %}
{% block main %}
<h1>Help near <span class="nb">CA1 1AA</span>, Carlisle</h1>
{% include "components/answer.html" with cards=answer %}
<div class="cols gap"><div class="wide">
<h2 class="h-icon sess">{% icon "calendar" %}Sessions</h2>
{% include "components/filters.html" %}
<ol class="plain">{% for session in sessions %}{% session_card session now %}{% endfor %}</ol>
{% include "components/pages.html" with query="q=CA1&" %}
<h2>Places</h2>{% include "components/places.html" %}
<h2>People</h2>{% include "components/people.html" %}
<h2>Check</h2>{% include "components/summary_list.html" %}
<h2>Number</h2><p class="ref">{{ "K7M4PX"|reference }}</p><p>Say: {{ "K7M4PX"|spell_reference }}.</p>
<div class="note"><p>A thing to know</p></div><div class="note warn"><p>Nearly</p></div>
<div class="note stop"><p>Not on</p></div><div class="note ok"><p>Done</p></div><div class="note who"><p>Who</p></div>
<div class="scroll" tabindex="0" role="region" aria-label="Opening times"><table><caption>Opening times</caption>
<thead><tr><th scope="col">Day</th><th scope="col" class="n">Hours</th></tr></thead>
<tbody><tr><th scope="row">Monday</th><td class="n">8</td></tr></tbody></table></div>
<p class="row">{% include "components/print_button.html" with quiet=True %}<a class="btn" href="/">Book a place</a></p>
</div><aside class="stack" aria-label="More"><div class="card"><h2>Keep this list</h2><ul class="acts">
<li><a href="/feed/">{% icon "feed" %}RSS</a></li></ul></div></aside></div>
{% endblock %}"""


def at(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=LONDON)


def card(title, day, place, miles, tag, action=None, **more):
    return SessionCard(title, "/events/x/", at(day, 10, 30), at(day, 12), place, miles, tag, action, **more)


SESSIONS = [
    card(
        "Computer drop-in",
        20,
        "Carlisle Library, Globe Lane",
        0.5,
        Tag("Just turn up", "ok", "tick"),
        Action("See details", "/events/x/", quiet=True),
    ),
    card(
        "Ask a digital champion: one-to-one",
        24,
        "Carlisle East Community Fire Station, Eastern Way",
        1.75,
        Tag("1 place left", "few", "person"),
        Action("Book a place", "/events/x/book/"),
    ),
    card(
        "Video calls with family",
        25,
        "Denton Holme Library Link",
        12,
        Tag("Full: 2 people waiting", "off", "people"),
        Action("Join the waiting list", "/events/x/book/", quiet=True),
    ),
    card("Spot a scam", 26, "Morton", None, Tag("Not on. The tutor is away", "stop", "cancelled"), gone=True),
]


def every_piece(request):
    context = {
        "now": NOW,
        "crumbs": [Crumb("Places", "/venues/")],
        "answer": [
            AnswerCard("sess", "The next session", "Today at 2pm", ("No need to book.",), Action("See 6", "#s")),
            AnswerCard("plac", "Free wifi and computers", "Open now until 5:30pm", (), Action("See 5", "#p")),
            AnswerCard("peop", "A person to help you", "Yes. 7 people", (), Action("Ask", "/help/"), button=True),
        ],
        "groups": [PickGroup("when", "When", [Choice("Today", "?a"), Choice("Next 7 days", "?b", chosen=True)])],
        "more": [PickGroup("topic", "Topic", [Choice("Anything", "?c", chosen=True), Choice("Scams", "?d")])],
        "sessions": SESSIONS,
        "places": [PlaceRow("Carlisle Library", "/v/", 0.5, "A", Tag("Open now", "ok", "clock"), "", "14 computers")],
        "people": [PeopleRow("4 people", "in Carlisle", "Phones. English and Polish.", "Within 2 miles")],
        "rows": [SummaryRow("What", "Silver Surfer Thursday", "/x/", "session"), SummaryRow("When", "Today\n2pm")],
        "page_obj": Paginator(range(30), 10).page(2),
    }
    return HttpResponse(engines["django"].from_string(TEMPLATE).render(context, request))


class QuestionForm(GovukForm):
    page_heading = "contact"
    reveals = {"contact": {"call": "phone", "mail": "email"}}

    contact = forms.ChoiceField(
        label="If the session changes, how should we tell you?",
        help_text="We only use this for the session.",
        choices=[
            ("call", "Ring me"),
            ("mail", "Send me an e-mail"),
            ("post", Option("Write me a letter", hint="Letters take 3 to 5 days")),
        ],
        widget=forms.RadioSelect,
    )
    phone = forms.CharField(label="Your phone number", widget=forms.TelInput({"class": "govuk-input--width-20"}))
    email = forms.EmailField(label="Your e-mail address")


class ManyForm(GovukForm):
    name = forms.CharField(label="Your name", widget=forms.TextInput({"autocomplete": "name"}))
    born_on = DatePartsField(label="Date of birth", help_text="27 3 1956", widget=DatePartsInput(birthday=True))
    note = forms.CharField(label="Anything to add?", max_length=200, required=False, widget=forms.Textarea({"rows": 4}))
    places = forms.ChoiceField(label="How many places?", choices=[("1", "1"), ("2", "2")])
    topics = forms.MultipleChoiceField(
        label="What would you like help with?",
        choices=[("a", "Phones and tablets"), ("b", Option("Video calls", hint="WhatsApp, Zoom and others"))],
        widget=forms.CheckboxSelectMultiple,
    )
    agreed = forms.BooleanField(label="I have read how my details are used")
    photograph = forms.FileField(label="A photograph", required=False)


def question(request):
    return answer(request, QuestionForm, "If the session changes, how should we tell you?")


def many(request):
    return answer(request, ManyForm, "Tell us about you")


def answer(request, form_class, heading):
    form = form_class(request.POST, request.FILES) if request.method == "POST" else form_class()
    if form.is_bound and form.is_valid():
        return HttpResponse(", ".join(f"{name}={value}" for name, value in sorted(form.cleaned_data.items())))
    context = {"form": form, "heading": heading, "progress": "Question 3 of 4", "back_url": "/pieces/"}
    return render(request, "question.html", context, status=422 if form.is_bound else 200)


urlpatterns = [
    path("pieces/", every_piece),
    path("pieces/question/", question),
    path("pieces/many/", many),
    path("", include("config.urls")),
]
