"""Targets, and what is known of earlier years, in the admin."""

from django.urls import reverse
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from core.viewsets import QuietSave, RecordIndexView, RecordViewSet
from reports.actions.yardsticks import drop_yardstick, set_yardstick
from reports.forms import YardstickForm
from reports.models import Yardstick


class YardstickIndexView(RecordIndexView):
    any_permission_required = ["view", "add", "change"]
    add_item_label = "Add a target"


class Save(QuietSave):
    def after_url(self, yardstick):
        return reverse(self.index_url_name)


class AddView(Save, generic.CreateView):
    page_title = "Add a target"

    def act(self, form, *, by, now):
        return set_yardstick(**form.details(), by=by, now=now)


class EditView(Save, generic.EditView):
    def act(self, form, *, by, now):
        """What it was is taken away where the number is empty, or where it is now of another measure or time."""
        was = Yardstick.objects.get(pk=self.object.pk)
        details = form.details()
        moved = (was.sort, was.measure, was.period) != (details["sort"], details["measure"], details["period"])
        if details["number"] is None or moved:
            drop_yardstick(yardstick=was, by=by, now=now)
        return was if details["number"] is None else set_yardstick(**details, by=by, now=now)


class YardstickViewSet(RecordViewSet):
    model = Yardstick
    name = "yardsticks"
    icon = "clipboard-list"
    menu_label = "Targets and earlier years"
    pages = ("index", "index_results", "add", "edit")
    inspect_view_enabled = False
    index_view_class = YardstickIndexView
    add_view_class = AddView
    edit_view_class = EditView
    form_class = YardstickForm
    list_display = [
        TitleColumn("measure", label="Of what", accessor="get_measure_display", url_name="yardsticks:edit"),
        Column("period", label="Time", accessor=lambda row: row.period.words),
        Column("sort", label="What it is", accessor="get_sort_display"),
        Column("number", label="Number"),
        Column("source", label="Where it is from"),
    ]
