"""Which wards each elected member stands for: a manager's list, and a box to write them in."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from core.roles import MEMBERS
from reports.actions.members import set_areas
from reports.member_forms import AreasForm
from reports.views.report import staff_links

may_set = permission_required("reports.change_memberarea", raise_exception=True)


@require_GET
@may_set
def index(request):
    members = accounts().prefetch_related("member_areas")
    return render(request, "reports/members.html", {"members": members, "links": staff_links()})


@require_http_methods(["GET", "POST"])
@may_set
def edit(request, pk):
    member = get_object_or_404(accounts(), pk=pk)
    form = AreasForm(request.POST) if request.method == "POST" else AreasForm.of(member)
    if request.method == "POST" and form.is_valid():
        set_areas(user=member, areas=form.cleaned_data["areas"], by=request.actor, now=timezone.now())
        messages.success(request, "Saved.")
        return redirect(reverse("figures:members"))
    page = {"member": member, "form": form, "links": staff_links()}
    return render(request, "reports/member.html", page, status=422 if form.errors else 200)


def accounts():
    return get_user_model().objects.filter(groups__name=MEMBERS, is_active=True).order_by("last_name", "username")
