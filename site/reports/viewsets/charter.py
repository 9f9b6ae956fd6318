"""The charter in the admin: how each promise is put, how soon it is, and what is done about what was missed."""

from django import forms
from wagtail.admin.ui.tables import Column, TitleColumn

from champions.viewsets.roles import EditableViewSet
from core.columns import YesNoColumn
from reports.models import ServiceStandard


class ServiceStandardForm(forms.ModelForm):
    class Meta:
        model = ServiceStandard
        fields = ["words", "days", "what_we_do", "shown", "order"]
        widgets = {"what_we_do": forms.Textarea({"rows": 3})}


class ServiceStandardViewSet(EditableViewSet):
    model = ServiceStandard
    icon = "tick-inverse"
    menu_label = "Service standards"
    add_to_settings_menu = True
    form_class = ServiceStandardForm
    pages = ("index", "index_results", "edit")
    list_display = [
        TitleColumn("words", label="We promise", url_name="servicestandard:edit"),
        Column("promise", label="How soon"),
        YesNoColumn("shown", label="Public"),
    ]
