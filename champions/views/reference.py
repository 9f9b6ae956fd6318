"""What a referee says, by the link in our message. Looking changes nothing: mail scanners fetch every link."""

from django.shortcuts import render
from django.utils import timezone

from champions.actions import references
from champions.forms.answers import refusal_of
from champions.forms.referees import ReferenceForm
from champions.models import Reference
from champions.signed_links import reference_in
from champions.telling import first_name
from core import throttle
from core.personal import personal_page

TRIES_AN_HOUR = 60
TOO_MANY = "There have been very many answers from here in the last hour. Please try again later, or ring us."


@personal_page
def reference(request):
    found = Reference.objects.select_related("champion__person", "champion__role")
    asked = found.filter(pk=reference_in(request.GET.get("r", "")), champion__person__erased_at=None).first()
    if asked is None:
        return render(request, "champions/reference_over.html", {"heading": "This link does not work"})
    if not asked.is_waiting:
        return over(request, asked)
    form = ReferenceForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and refusal_of(form, lambda: answer(request, asked, form)):
        return render(request, "champions/reference_thanks.html", {"first_name": first_name(asked.champion.person)})
    page = {"form": form, "reference": asked, "first_name": first_name(asked.champion.person)}
    return render(request, "champions/reference.html", page, status=422 if form.errors else 200)


def over(request, asked):
    """Answered before, here or on the telephone; or nobody needs it any more."""
    was_answered = asked.answered_at is not None
    page = {
        "heading": "Thank you for your reference" if was_answered else "Thank you, but we no longer need this",
        "sentence": references.ANSWERED if was_answered else references.NOT_WAITING,
    }
    return render(request, "champions/reference_over.html", page)


def answer(request, asked, form):
    address = throttle.client_address(request)
    throttle.check("reference", address, limit=TRIES_AN_HOUR, seconds=3600, sentence=TOO_MANY)
    return references.answer(reference=asked, **form.said(), by=request.actor, now=timezone.now())
