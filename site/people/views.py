"""What staff do with a person beyond editing: merge, give them what is kept, erase."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.audit import record
from core.errors import Refused
from core.retention import kept_for
from people.actions import erase_person, merge_people, unmerge_people
from people.actions.erasing import what_is_in_use
from people.actions.merging import TOO_LATE
from people.duplicates import compare
from people.forms import MergeForm
from people.merged import side_by_side
from people.models import Merge, Person
from people.registry import keepings
from people.subject_access import as_zip


class PersonPage(PermissionRequiredMixin, WagtailAdminTemplateMixin, TemplateView):
    raise_exception = True
    header_icon = "user"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.person = self.find_person(kwargs["pk"])

    def find_person(self, pk):
        return get_object_or_404(Person.objects.known(), pk=pk)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("person:index"), "label": "People"},
            {"url": self.back(), "label": str(self.person)},
            {"url": "", "label": self.get_page_title()},
        ]

    def back(self):
        return reverse("person:inspect", args=[self.person.pk])


class MergeView(PersonPage):
    """Two records side by side, and which of them is right where they differ."""

    permission_required = "people.merge_person"
    template_name = "people/person/merge.html"
    page_title = "Merge"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.other = get_object_or_404(Person.objects.known(), pk=kwargs["other"])

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", MergeForm(kept=self.person, gone=self.other))
        kwargs |= {"person": self.person, "other": self.other, "back": self.back(), "kept_for": kept_for("merges")}
        kwargs |= {"sides": side_by_side(self.person, self.other)}
        return super().get_context_data(likeness=compare(self.person, self.other), **kwargs)

    def post(self, request, *args, **kwargs):
        form = MergeForm(request.POST, kept=self.person, gone=self.other)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            merge_people(self.person, self.other, by=request.actor, now=timezone.now(), take=form.taken())
        except Refused as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, "Merged. What differed and was not chosen is in the notes.")
        return redirect(self.back())


class UnmergeView(PersonPage):
    """What goes back and what stays, and the button."""

    permission_required = "people.merge_person"
    template_name = "people/person/unmerge.html"
    page_title = "Take apart"

    def find_person(self, pk):
        """Who was kept; `pk` is the merge's. None where somebody was quicker, or it was too long ago."""
        self.merge = Merge.objects.select_related("kept", "gone", "merged_by").filter(pk=pk).first()
        return self.merge and self.merge.kept

    def dispatch(self, request, *args, **kwargs):
        if self.merge is None and self.has_permission():
            messages.error(request, TOO_LATE)
            return redirect("person:index")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(merge=self.merge, going=what_goes_back(self.merge), back=self.back(), **kwargs)

    def post(self, request, *args, **kwargs):
        try:
            gone, said = unmerge_people(self.merge.pk, by=request.actor, now=timezone.now())
        except Refused as refusal:
            messages.error(request, refusal.sentence)
            return redirect(self.back())
        messages.success(request, "Taken apart. This is the record that was merged.")
        for sentence in said:
            messages.warning(request, sentence)
        return redirect("person:inspect", gone.pk)


def what_goes_back(merge):
    """[(title, how many)] of what moved when they were merged."""
    moved = [(keeping.title, len(merge.moved.get(keeping.name, {}).get("rows", ()))) for keeping in keepings()]
    return [(title, number) for title, number in moved if number]


class EraseView(PersonPage):
    """What erasing does, what stands in its way, and the button."""

    permission_required = "people.erase_person"
    template_name = "people/person/erase.html"
    page_title = "Erase"

    def get_context_data(self, **kwargs):
        under_way = what_is_in_use(self.person, timezone.now())
        return super().get_context_data(person=self.person, under_way=under_way, back=self.back(), **kwargs)

    def post(self, request, *args, **kwargs):
        try:
            erase_person(self.person, by=request.actor, now=timezone.now(), why="asked")
        except Refused as refusal:
            messages.error(request, refusal.sentence)
            return redirect(self.back())
        messages.success(request, "Erased.")
        return redirect("person:index")


@require_POST
def export_person(request, pk):
    """Everything kept about somebody, for a member of staff to hand to them. Its name gives nobody away."""
    if not request.user.has_perm("people.export_person"):
        raise PermissionDenied
    person = get_object_or_404(Person, pk=pk)
    record("person_exported", person, by=request.actor, now=timezone.now())
    return HttpResponse(
        as_zip(person),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="subject-access-{person.pk}.zip"'},
    )
