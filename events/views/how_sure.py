"""The page that is handed to a learner: one question, five answers, no name on it and no way to anybody else's."""

from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from core import personal
from core.errors import Refused
from events.actions.confidence import Given, take_answers
from events.confidence import question
from events.how_sure_links import address_of, read
from events.models import AskedBy, HowSure, Occurrence
from people.models import Person

LEVELS = {str(level.value): level for level in HowSure}
NO_ANSWER = "Touch one of the five answers. If you would rather not say, touch the last button."


@personal.personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def how_sure(request):
    now, token = timezone.now(), request.GET.get("k", "")
    asking = read(token, now=now)
    number = number_of(request.GET.get("q", ""), asking) if asking else None
    if number is None:
        return closed(request)
    if request.method != "POST":
        return show(request, asking, number)
    typed = request.POST.get("level")
    if typed != "none" and typed not in LEVELS:
        return show(request, asking, number, wrong=NO_ANSWER)
    try:
        if typed in LEVELS:
            keep(asking, asking.areas[number], LEVELS[typed], by=request.actor, now=now)
    except (Refused, Person.DoesNotExist):
        return closed(request)
    if number + 1 < len(asking.areas):
        return HttpResponseRedirect(address_of(token, number + 1))
    return redirect("events:how_sure_thanks")


def number_of(text, asking):
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 3 else 0 if text == "" else None
    return number if number is not None and number < len(asking.areas) else None


def keep(asking, area, level, *, by, now):
    person = Person.objects.get(key=asking.person)
    occurrence = Occurrence.objects.get(pk=asking.occurrence) if asking.occurrence else None
    given = Given(person.merged_into_id or person.pk, area, asking.moment, level)
    take_answers([given], occurrence=occurrence, asked_by=AskedBy.SCREEN, by=by, now=now)


def show(request, asking, number, wrong=""):
    page = {
        "question": question(asking.areas[number]),
        "levels": HowSure.choices,
        "number": number + 1,
        "of": len(asking.areas),
        "wrong": wrong,
    }
    return render(request, "events/learner/how_sure.html", page, status=422 if wrong else 200)


def closed(request):
    return render(request, "events/learner/how_sure_closed.html", status=410)


@personal.personal_page
@require_safe
def thanks(request):
    return render(request, "events/learner/how_sure_thanks.html")
