"""A journey of questions, one on each page, then check your answers. Nothing is stored but in the visitor's session,
unless somebody asks to come back later.
"""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from core import personal, throttle
from core.cards import SummaryRow
from core.errors import Refused
from core.retention import kept_for

AWAY = "You were away for a while, so we cleared what you had typed. Nothing has been sent. Please start again."
ODD = "Something did not look right, so nothing was sent. Please try again, or ring us."
TOO_MANY = "There have been very many of these from here in the last hour. Please wait a while, or ring us."
# A library full of people shares one address.
TIMES_AN_HOUR = 60


class Journey:
    """`steps` are forms by name. The addresses are champions:<name>, <name>_step, <name>_check and <name>_done.

    `note` may say {kept_for}: how long we keep what is told us. With `later_url`, where it is saved for later, each
    question has a button that leads there.
    """

    def __init__(self, name, steps, *, check_heading, lead, button, note, start_url, later_url=""):
        self.name, self.steps, self.slugs = name, steps, list(steps)
        self.page = {"heading": check_heading, "lead": lead, "button": button, "note": note}
        self.start_url, self.later_url = start_url, later_url

    def url(self, what, *args):
        return reverse(f"champions:{self.name}_{what}", args=args)

    def kept(self, request):
        return personal.recall(request, self.name)

    def begin(self, request, *, now):
        """A first page: what was answered before in this session stays."""
        if self.kept(request) is None:
            personal.remember(request, self.name, {"form_key": str(uuid4()), "typed": {}}, now=now)
        return redirect(self.url("step", self.slugs[0]))

    def forms(self, request, *, now):
        """Every answered step as a checked form, until the first that is missing or no longer right."""
        typed, said, forms = self.kept(request)["typed"], {}, {}
        for slug in self.slugs:
            if not self.steps[slug].is_asked(said):
                continue
            if slug not in typed:
                break
            form = self.steps[slug](as_posted(typed[slug]), said=said, now=now)
            if not form.is_valid():
                break
            forms[slug], said[slug] = form, form.cleaned_data
        return forms

    def asked(self, forms):
        """The questions that are asked, as far as can be told from those answered."""
        said = {slug: form.cleaned_data for slug, form in forms.items()}
        return [slug for slug in self.slugs if self.steps[slug].is_asked(said)]

    def step(self, request, slug):
        now = timezone.now()
        if slug not in self.steps:
            raise Http404("No such question")
        kept = self.kept(request)
        if kept is None:
            return self.start_again(request)
        forms = self.forms(request, now=now)
        asked = self.asked(forms)
        if slug not in asked or any(earlier not in forms for earlier in asked[: asked.index(slug)]):
            return redirect(self.next_url(forms))
        form = self.form_for(request, slug, {name: form.cleaned_data for name, form in forms.items()}, now=now)
        is_for_later = self.later_url and "later" in request.POST
        if request.method == "POST" and (is_for_later or form.is_valid()):
            typed = {name: request.POST.getlist(name) for name in form.fields}
            # What is put aside may be wrong yet; a page not begun is no answer.
            if not is_for_later or any(any(values) for values in typed.values()):
                kept["typed"][slug] = typed
                personal.remember(request, self.name, kept, now=now)
            return redirect(self.later_url if is_for_later else self.next_url(self.forms(request, now=now)))
        number = asked.index(slug)
        page = {
            "form": form,
            "heading": form.heading,
            "progress": f"Question {number + 1} of {len(asked)}",
            "back_url": self.back_url(number, asked, is_complete=len(forms) == len(asked)),
            "later_url": self.later_url,
        }
        return render(request, "question.html", page, status=422 if form.errors else 200)

    def form_for(self, request, slug, said, *, now):
        """As posted; as answered before; or blank."""
        typed = self.kept(request)["typed"].get(slug)
        said = {name: answers for name, answers in said.items() if name != slug}
        if request.method == "POST":
            return self.steps[slug](request.POST, said=said, now=now)
        return self.steps[slug](as_posted(typed) if typed else None, said=said, now=now)

    def next_url(self, forms):
        """The first question that is still to be answered; then the check page."""
        for slug in self.asked(forms):
            if slug not in forms:
                return self.url("step", slug)
        return self.url("check")

    def back_url(self, number, asked, *, is_complete):
        if is_complete:
            return self.url("check")
        return self.url("step", asked[number - 1]) if number else self.start_url

    def start_again(self, request):
        messages.warning(request, AWAY)
        return redirect(reverse(f"champions:{self.name}"))

    def check(self, request, send):
        """`send(said, form_key, now)` does it and returns what the last page shows."""
        now = timezone.now()
        if request.method == "POST" and self.was_sent(request):
            return redirect(self.url("done"))
        kept = self.kept(request)
        if kept is None:
            return self.start_again(request)
        forms = self.forms(request, now=now)
        asked = self.asked(forms)
        if len(forms) < len(asked):
            return redirect(self.next_url(forms))
        sentence = ""
        if request.method == "POST" and request.POST.get("form_key") == kept["form_key"]:
            try:
                done = self.send(request, forms, send, now=now)
            except Refused as refusal:
                sentence = refusal.sentence
            else:
                personal.forget(request, self.name)
                personal.remember(request, f"{self.name} done", {**done, "form_key": kept["form_key"]}, now=now)
                return redirect(self.url("done"))
        page = {
            **self.page,
            "note": self.page["note"].format(kept_for=kept_for("people")),
            "rows": [row for slug in asked for row in self.rows(slug, forms)],
            "form_key": kept["form_key"],
            "sentence": sentence,
            "back_url": self.url("step", asked[-1]),
            "later_url": self.later_url,
        }
        return render(request, "champions/check.html", page, status=409 if sentence else 200)

    def send(self, request, forms, send, *, now):
        if request.POST.get("website"):
            # Filled in by a program: people do not see this box.
            raise Refused(ODD)
        address = throttle.client_address(request)
        throttle.check(self.name, address, limit=TIMES_AN_HOUR, seconds=3600, sentence=TOO_MANY)
        said = {slug: form.cleaned_data for slug, form in forms.items()}
        return send(said, self.kept(request)["form_key"], now)

    def was_sent(self, request):
        """The button pressed twice, or again after Back: the same last page is shown."""
        done = personal.recall(request, f"{self.name} done")
        return bool(done and request.POST.get("form_key") == done["form_key"])

    def done(self, request):
        return personal.recall(request, f"{self.name} done")

    def rows(self, slug, forms):
        form = forms[slug]
        return [
            SummaryRow(key, value, self.url("step", slug), what) for key, value, what in form.rows(form.cleaned_data)
        ]


def as_posted(typed):
    """What a step was answered with, as the browser sent it."""
    data = QueryDict(mutable=True)
    for name, values in typed.items():
        data.setlist(name, values)
    return data
