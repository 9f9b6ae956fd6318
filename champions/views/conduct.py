"""The code of conduct: for everybody to read, and for a champion to agree to."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from champions.actions import conduct
from champions.forms.answers import refusal_of
from champions.forms.conduct import AgreeForm
from champions.models import Conduct, Requirement
from champions.views.me import champion_page


def code(request):
    return render(request, "champions/conduct.html", {"conduct": Conduct.objects.current()})


@champion_page
def agree(request, champion, *, now):
    current = Conduct.objects.current()
    asked = champion.role.requirements.filter(kind=Requirement.Kind.AGREEMENT).exists()
    if current is None or not asked or champion.state in ("left", "declined"):
        return redirect("champions:me")
    form = AgreeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        number = form.cleaned_data["number"]
        if refusal_of(form, lambda: conduct.agree(champion=champion, number=number, by=request.actor, now=now)):
            messages.success(request, "Thank you. We have written down that you agree to the code of conduct.")
            return redirect("champions:me")
    page = {
        "form": form,
        "conduct": current,
        "heading": "Code of conduct",
        "button": "I agree",
        "back_url": reverse("champions:me"),
    }
    return render(request, "champions/agree.html", page, status=422 if request.method == "POST" else 200)
