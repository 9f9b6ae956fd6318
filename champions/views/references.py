"""References, for coordinators alone: read (each time written down), typed in on the telephone, decided."""

from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from champions.actions import references
from champions.forms.answers import refusal_of
from champions.forms.referees import NamedForm, TypedReferenceForm, referee_of
from champions.models import Champion, ChampionState, Reference
from champions.telling import first_name
from champions.views.board import staff_links
from core.cards import SummaryRow
from core.errors import Refused
from core.personal import personal_page

may_read = permission_required("champions.read_reference", raise_exception=True)
IN_PLAY = (ChampionState.APPLIED, ChampionState.IN_CHECKS)


def of_reference(view):
    """For a coordinator; the view gets the reference. Never stored by the browser."""

    @may_read
    @personal_page
    @wraps(view)
    def wrapped(request, pk):
        found = Reference.objects.select_related("champion__person", "champion__role", "taken_by", "decided_by")
        return view(request, get_object_or_404(found, pk=pk))

    return wrapped


@require_safe
@of_reference
def read(request, reference):
    if reference.answered_at:
        references.read(reference=reference, by=request.actor, now=timezone.now())
    page = {
        "reference": reference,
        "rows": said_rows(reference),
        "who": who_rows(reference),
        "may_decide": reference.state in ("answered", "accepted", "refused"),
        "may_ask": reference.is_waiting and reference.champion.state == ChampionState.IN_CHECKS,
        "is_to_ring": reference.is_to_ring(timezone.now()),
        "links": staff_links(),
    }
    return render(request, "champions/staff/reference.html", page)


def who_rows(reference):
    rows = [("Name", reference.name), ("How they know each other", reference.relation), ("E-mail", reference.email)]
    rows += [("Phone", reference.phone), ("Address", reference.address)]
    return [SummaryRow(key, value) for key, value in rows if value]


def said_rows(reference):
    if not reference.answered_at:
        return []
    return [
        SummaryRow("Has known them for", reference.get_known_for_display()),
        SummaryRow("Would trust them with somebody vulnerable", reference.get_trusts_display()),
        SummaryRow("Anything that worries them", reference.concern or "Nothing said"),
        SummaryRow("In their words", reference.words or "Nothing said"),
        SummaryRow("Signed", reference.signed),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@of_reference
def type_in(request, reference):
    """What is said on the telephone, question by question."""
    initial = {"signed": reference.name}
    form = TypedReferenceForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        said = {**form.said(), "by": request.actor, "now": timezone.now()}
        if refusal_of(form, lambda: references.answer(reference=reference, **said)):
            messages.success(request, "Written down.")
            return redirect("joining:reference", reference.pk)
    page = {
        "form": form,
        "heading": f"What {reference.name} says about {reference.champion}",
        "button": "Write it down",
        "back_url": reverse("joining:reference", args=[reference.pk]),
        "links": staff_links(),
    }
    return render(request, "champions/staff/question.html", page, status=422 if form.errors else 200)


@may_read
@personal_page
@require_http_methods(["GET", "HEAD", "POST"])
def name_referee(request, pk):
    """Another person, where the applicant has named one to us instead."""
    champion = get_object_or_404(Champion.objects.select_related("person").filter(state__in=IN_PLAY), pk=pk)
    form = NamedForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and refusal_of(form, lambda: named(request, champion, form.cleaned_data)):
        messages.success(request, "Named. They are asked when checks begin.")
        return redirect("champion:inspect", champion.pk)
    page = {
        "form": form,
        "heading": f"Somebody who knows {first_name(champion.person)}",
        "button": "Name them",
        "back_url": reverse("champion:inspect", args=[champion.pk]),
        "links": staff_links(),
    }
    return render(request, "champions/staff/question.html", page, status=422 if form.errors else 200)


def named(request, champion, said):
    now = timezone.now()
    return references.name_referee(champion=champion, **referee_of(said), by=request.actor, now=now)


def act(request, reference, action, done, **said):
    try:
        action(reference=reference, **said, by=request.actor, now=timezone.now())
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, done)
    return redirect("joining:reference", reference.pk)


@require_POST
@of_reference
def ask(request, reference):
    return act(request, reference, references.ask, "Asked.")


@require_POST
@of_reference
def drop(request, reference):
    return act(request, reference, references.drop, "Nobody asks them any more.")


@require_POST
@of_reference
def decide(request, reference):
    accepted = request.POST.get("answer") == "accept"
    return act(request, reference, references.decide, "Accepted." if accepted else "Not accepted.", accepted=accepted)
