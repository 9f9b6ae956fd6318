"""The page of an elected member: their own ward or district, or the one that is chosen."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from core.cards import Choice
from core.qr import qr_drawing
from reports.division import Division, DivisionFilter
from reports.grounds import areas_of
from reports.views.report import file_of, query_of, staff_links

may_look = permission_required(Division.permission, raise_exception=True)


@require_GET
@may_look
def show(request):
    page, answer = page_of(request)
    wanted = request.GET.get("as")
    if answer and wanted in ("csv", "xlsx"):
        return file_of(answer, request, f"division-{answer.more['ground'].area.pk}" if answer.more else "division")
    return render(request, Division.template_name, page, status=422 if page["form"].errors else 200)


@require_GET
@may_look
def poster(request):
    """The next sessions, to pin up."""
    page, answer = page_of(request)
    if not answer or not answer.more:
        raise Http404
    qr = qr_drawing(answer.more["address"], f"QR code of {answer.more['address']}")
    return render(request, "reports/division_poster.html", page | {"qr": qr})


def page_of(request):
    """(what the page shows, the answer or None)."""
    now, mine = timezone.now(), areas_of(request.user)
    form = DivisionFilter(request.GET)
    page = {"report": Division, "form": form, "links": staff_links("division"), "now": now}
    if not form.is_valid():
        return page | {"picks": picks(mine, None)}, None
    known = form.cleaned_data["area"] or next(iter(mine), None)
    answer = Division().answer({"area": known}, now=now) if known else None
    more = {"picks": picks(mine, known), "answer": answer, "query": query_of(request)}
    more["has_figures"] = bool(answer and answer.table("figures"))
    return page | more | ({"code": known.code} if known else {}), answer


def picks(mine, known):
    """The areas of one's own, where there is one to choose from."""
    if len(mine) < 2 and not (mine and known and mine[0].code != known.code):
        return []
    address = reverse("figures:division")
    return [
        Choice(each.name, f"{address}?{urlencode({'area': each.code})}", chosen=bool(known) and each.code == known.code)
        for each in mine
    ]
