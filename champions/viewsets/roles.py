"""Roles and what they ask: data that a coordinator edits."""

from django import forms
from django.urls import reverse
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from champions.models import Requirement, Role
from core.audit import record
from core.columns import YesNoColumn
from core.viewsets import QuietSave, RecordIndexView, RecordViewSet


class EditableIndexView(RecordIndexView):
    """There is no page that only shows one: its name leads to where it is changed."""

    def get_edit_url(self, instance):
        return reverse(self.edit_url_name, args=[instance.pk]) if self.request.user.has_perm(self.change) else None

    @property
    def change(self):
        return f"{self.model._meta.app_label}.change_{self.model._meta.model_name}"


class SaveAndRecord(QuietSave):
    def act(self, form, *, by, now):
        row = form.save()
        record(f"{row._meta.model_name}_saved", row, by=by, now=now)
        return row

    def after_url(self, row):
        return reverse(self.index_url_name)


class CreateView(SaveAndRecord, generic.CreateView):
    pass


class EditView(SaveAndRecord, generic.EditView):
    pass


class RoleForm(forms.ModelForm):
    class Meta:
        model = Role
        fields = [
            *("title", "slug", "description", "takes", "open_to_apply", "open_to_under_18s", "meets_people"),
            *("may_visit_homes", "asks_ward", "asks_team", "requirements", "order"),
        ]
        widgets = {"requirements": forms.CheckboxSelectMultiple, "description": forms.Textarea({"rows": 4})}

    def clean(self):
        said = super().clean()
        if said.get("open_to_under_18s") and said.get("meets_people"):
            self.add_error("open_to_under_18s", "Under-18s never help one to one: untick one of the two.")
        return said


class RequirementForm(forms.ModelForm):
    class Meta:
        model = Requirement
        fields = ["title", "kind", "level", "valid_months"]

    def clean(self):
        said = super().clean()
        is_dbs = said.get("kind") == Requirement.Kind.DBS
        if is_dbs and not said.get("level"):
            self.add_error("level", "Choose the level of the DBS check.")
        if not is_dbs:
            said["level"] = ""
        return said


class EditableViewSet(RecordViewSet):
    index_view_class = EditableIndexView
    add_view_class = CreateView
    edit_view_class = EditView
    inspect_view_enabled = False
    pages = ("index", "index_results", "add", "edit")


class RoleViewSet(EditableViewSet):
    model = Role
    icon = "group"
    menu_label = "Roles"
    form_class = RoleForm
    list_display = [
        TitleColumn("title", label="Role", url_name="role:edit"),
        YesNoColumn("open_to_apply", label="Open to apply"),
        YesNoColumn("meets_people", label="One to one"),
        YesNoColumn("may_visit_homes", label="Home visits"),
    ]


class RequirementViewSet(EditableViewSet):
    model = Requirement
    icon = "tick-inverse"
    menu_label = "Requirements"
    form_class = RequirementForm
    list_display = [
        TitleColumn("title", label="Requirement", url_name="requirement:edit"),
        "kind",
        "level",
        Column("valid_months", label="Months in date"),
    ]
