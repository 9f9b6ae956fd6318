"""What a coordinator looks at in the morning: applications by stage, and what runs out."""

from django.contrib.auth.decorators import permission_required
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from champions import renewals as coming_renewals
from champions.board import columns
from core.cards import Choice
from core.words import as_day

may_vet = permission_required("champions.change_champion", raise_exception=True)


def staff_links(chosen=""):
    pages = [
        ("Applications", reverse("joining:board")),
        ("Renewals", reverse("joining:renewals")),
        ("Champions", reverse("champion:index")),
        ("Admin", reverse("wagtailadmin_home")),
    ]
    return [Choice(label, url, chosen=label == chosen) for label, url in pages]


@may_vet
@require_safe
def board(request):
    wanting = request.GET.get("missing", "")[:100]
    page = {"columns": columns(timezone.now(), wanting=wanting), "wanting": wanting}
    return render(request, "champions/staff/board.html", page | {"links": staff_links("Applications")})


@may_vet
@require_safe
def renewals(request):
    today = as_day(timezone.now())
    page = {"renewals": coming_renewals.to_renew(today), "links": staff_links("Renewals")}
    return render(request, "champions/staff/renewals.html", page)
