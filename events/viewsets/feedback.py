"""What people said of sessions, in the admin: to read, not to change."""

import django_filters
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from core.columns import DayColumn
from core.viewsets import RecordIndexView, RecordViewSet
from events.models import EventPage, Feedback
from events.models.feedback import HowWasIt


class FeedbackFilterSet(WagtailFilterSet):
    how_was_it = django_filters.ChoiceFilter(label="How it was", choices=HowWasIt.choices)
    event = django_filters.ModelChoiceFilter(
        label="Event", field_name="occurrence__event", queryset=lambda request: EventPage.objects.order_by("title")
    )

    class Meta:
        model = Feedback
        fields = ["how_was_it", "event"]


class FeedbackIndexView(RecordIndexView):
    def get_base_queryset(self):
        return Feedback.objects.select_related("occurrence__event", "occurrence__venue")


class FeedbackViewSet(RecordViewSet):
    model = Feedback
    icon = "comment"
    menu_label = "What people said"
    pages = ("index", "index_results", "inspect")
    index_view_class = FeedbackIndexView
    filterset_class = FeedbackFilterSet
    ordering = ["-said_on", "-pk"]
    list_display = [
        TitleColumn(
            "occurrence", label="Session", accessor=lambda row: row.occurrence.event.title, url_name="feedback:inspect"
        ),
        DayColumn("held", label="Held", accessor=lambda row: row.occurrence.starts_at),
        Column("how", label="How it was", accessor=lambda row: row.get_how_was_it_display()),
        Column("learned", label="Learned", accessor=lambda row: row.get_did_you_learn_display()),
        Column("words", label="In their words", accessor=lambda row: row.words[:200]),
        DayColumn("said_on", label="Said", sort_key="said_on"),
    ]
    search_fields = ["words", "occurrence__event__title"]
    search_backend_name = None
    inspect_view_fields = ["occurrence", "how_was_it", "did_you_learn", "words", "said_on"]
