"""The form of one schedule, a row of the event's page in the admin."""

from uuid import uuid4

from django import forms
from wagtail.admin.forms.models import WagtailAdminModelForm

from events import schedule_checks


class ScheduleForm(WagtailAdminModelForm):
    # A schedule added to a live page has no row until it is published, and its draft knows it by nothing but this.
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    class Meta(WagtailAdminModelForm.Meta):
        defer_required_on_fields = ["first_on", "start_time", "end_time"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A row not filled in yet has no key: all the rows that an editor adds begin as copies of one empty form.
        if self.instance.event_id or self.instance.first_on:
            self.initial.setdefault("key", self.instance.key)

    def clean(self):
        cleaned = super().clean()
        if not self.is_deferred_validation and not self.errors:
            for name, sentence in self.schedule_problems(cleaned):
                self.add_error(name, sentence)
        return cleaned

    @staticmethod
    def schedule_problems(cleaned):
        return schedule_checks.problems(
            first_on=cleaned.get("first_on"),
            start_time=cleaned.get("start_time"),
            end_time=cleaned.get("end_time"),
            pattern=cleaned.get("recurrence"),
        )

    def _post_clean(self):
        super()._post_clean()
        self.instance.key = self.cleaned_data.get("key") or uuid4()

    def get_field_updates_for_resave(self):
        """After an autosave the page stays open: its next save must name the same schedule."""
        return [*super().get_field_updates_for_resave(), (self.add_prefix("key"), str(self.instance.key))]
