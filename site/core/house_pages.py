"""The admin's pages about the house itself: the audit trail, and how long things are kept."""

from django import forms
from django.urls import reverse
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic

from core.audit import record
from core.models import AuditLine, Retention
from core.viewsets import QuietSave, RecordIndexView, RecordViewSet


def about(line):
    return f"{line.about_type} {line.about_id}"


class AuditViewSet(RecordViewSet):
    """What was done, when and by which kind of person. Read only."""

    model = AuditLine
    name = "audit"
    icon = "history"
    menu_label = "Audit"
    menu_order = 9100
    add_to_admin_menu = True
    list_display = ["action", "at", "actor_kind", "user", Column("about", label="About", accessor=about)]
    list_filter = ["action", "actor_kind", "about_type", "at"]
    search_fields = ["action", "about_type", "about_id"]
    inspect_view_fields = ["at", "action", "actor_kind", "user", "about_type", "about_id", "detail"]
    ordering = ["-at", "-pk"]

    class index_view_class(RecordIndexView):
        def get_base_queryset(self):
            return super().get_base_queryset().select_related("user")


class RetentionForm(forms.ModelForm):
    class Meta:
        model = Retention
        fields = ["months", "why"]


class RetentionEditView(QuietSave, generic.EditView):
    def act(self, form, *, by, now):
        retention = form.save()
        record("retention_changed", retention, by=by, now=now, months=retention.months)
        return retention

    def after_url(self, retention):
        return reverse(self.index_url_name)


class RetentionIndexView(generic.IndexView):
    any_permission_required = ["view"]


class RetentionViewSet(RecordViewSet):
    model = Retention
    name = "retention"
    icon = "bin"
    menu_label = "Retention"
    menu_order = 900
    add_to_settings_menu = True
    index_view_class = RetentionIndexView
    edit_view_class = RetentionEditView
    pages = ("index", "index_results", "edit", "inspect")
    list_display = ["title", "months", "why"]
    inspect_view_fields = ["title", "months", "why"]
    form_class = RetentionForm
