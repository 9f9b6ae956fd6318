"""What an editor of an event sees, tab by tab."""

from django import forms
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Page

from events.models.questions import MOST_QUESTIONS

WHAT_PANELS = [
    *Page.content_panels,
    FieldPanel("summary"),
    FieldPanel("kind"),
    FieldPanel("course"),
    FieldPanel("body"),
    FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
    MultiFieldPanel([FieldPanel("delivery"), FieldPanel("joining_link")], "In person or online"),
    FieldPanel("cost"),
    FieldPanel("bring"),
    FieldPanel("audience"),
]

BOOKING_PANELS = [
    MultiFieldPanel([FieldPanel("booking_mode"), FieldPanel("booking_link")], "How people book"),
    MultiFieldPanel([FieldPanel("booking_scope"), FieldPanel("late_joining")], "One date or a whole course"),
    MultiFieldPanel([FieldPanel("opens_days_before"), FieldPanel("closes_hours_before")], "When people can book"),
    MultiFieldPanel([FieldPanel("minimum_places"), FieldPanel("decide_days_before")], "If too few book"),
    MultiFieldPanel([FieldPanel("capacity"), FieldPanel("waiting_list_places")], "Places"),
    InlinePanel(
        "questions",
        label="Question",
        heading="What we ask whoever books",
        max_num=MOST_QUESTIONS,
        help_text="Ask as little as you can: each question puts somebody off.",
    ),
    FieldPanel("lead"),
]


class SchedulesPanel(InlinePanel):
    """The schedules of an event, each with a form that keeps its permanent key."""

    def get_form_options(self):
        from events.forms.schedules import ScheduleForm

        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = ScheduleForm
        return options

    class BoundPanel(InlinePanel.BoundPanel):
        def __init__(self, *, request, **kwargs):
            """Each schedule shows its next dates, as they stand."""
            super().__init__(request=request, **kwargs)
            today = timezone.localdate()
            for form in self.formset.forms if self.form else []:
                row, widget = form.instance, form.fields["recurrence"].widget
                # What could not be read is not in the row: what stands there now would be said instead.
                if row.first_on and "recurrence" not in form.errors:
                    told = {name: getattr(row, name) for name in widget.told_by}
                    widget.tell(row.recurrence, today=today, **told)
