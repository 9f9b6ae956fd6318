"""Help requests in the admin: who waits and how long, and the page that finds them a champion."""

import django_filters
from django.urls import path, reverse
from django.utils import timezone
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from champions.models import DidItHelp, HelpFeedback, HelpRequest, RequestState
from champions.views import blocks, match, matched, nobody_fits, plan, weights
from core.columns import DayColumn
from core.viewsets import RecordIndexView, RecordViewSet


def wait_words(request):
    if request.state in ("waiting", "offered"):
        return match.days_words(request.created_at, timezone.now())
    return ""


def topic_words(request):
    return ", ".join(topic.title for topic in request.topics.all())


# What is to be seen to, as the first page of the admin counts it.
TO_SEE_TO = {
    "promise": "Were to hear from us",
    "answer": "Have not said yes or no",
    "first-contact": "No first contact in 5 days",
    "quiet": "No contact in 14 days",
}


class RequestFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label="State", choices=RequestState.choices)
    to_see_to = django_filters.ChoiceFilter(label="To see to", choices=list(TO_SEE_TO.items()), method="only")

    class Meta:
        model = HelpRequest
        fields = ["state", "to_see_to", "setting", "arrived_by"]

    def only(self, queryset, name, value):
        return queryset.to_see_to(value, timezone.now())


class RequestIndexView(RecordIndexView):
    add_item_label = "Take a request"

    @property
    def header_buttons(self):
        links = [("Match everyone waiting", "helprequest:plan"), ("How champions are ranked", "helprequest:weights")]
        may = self.request.user.has_perm(match.CHANGE)
        buttons = [HeaderButton(label, url=reverse(address), icon_name="help") for label, address in links if may]
        return [*super().header_buttons, *buttons]

    def get_base_queryset(self):
        return super().get_base_queryset().in_turn().select_related("area").prefetch_related("topics")

    def search_queryset(self, queryset):
        """By reference, however it was read out. Names are looked up among People."""
        if not self.is_searching:
            return queryset
        return queryset.by_reference(self.search_query)

    def get_add_url(self):
        may = self.request.user.has_perm("champions.add_helprequest")
        return reverse("helprequest:add") if may else None


class HelpRequestViewSet(RecordViewSet):
    model = HelpRequest
    icon = "help"
    menu_label = "Help requests"
    index_view_class = RequestIndexView
    list_display = [
        TitleColumn("reference", label="Request", accessor=str, url_name="helprequest:inspect", classname="reference"),
        "state",
        Column("waiting", label="Waiting", accessor=wait_words, sort_key="created_at"),
        Column("area", label="Area"),
        Column("topics", label="Topics", accessor=topic_words),
        "setting",
        "arrived_by",
    ]
    filterset_class = RequestFilterSet
    search_fields = ["reference"]
    ordering = ["turn", "created_at"]
    pages = ("index", "index_results")

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("new/", match.take, name="add"),
            path("inspect/<int:pk>/", match.show, name="inspect"),
            path("contact/<int:pk>/", match.contact, name="contact"),
            path("offer/<int:pk>/<int:champion>/", match.offer, name="offer"),
            path("withdraw/<int:pk>/", match.withdraw, name="withdraw"),
            path("never/<int:pk>/", blocks.never, name="never"),
            path("end-match/<int:pk>/", match.end_match, name="end_match"),
            path("in-turn/<int:pk>/", nobody_fits.in_turn, name="in_turn"),
            path("wait/<int:pk>/", nobody_fits.wait, name="wait"),
            path("widen/<int:pk>/", nobody_fits.widen, name="widen"),
            path("farther/<int:pk>/<int:champion>/", nobody_fits.farther, name="farther"),
            path("by-telephone/<int:pk>/", nobody_fits.by_telephone, name="by_telephone"),
            path("session/<int:pk>/", nobody_fits.session, name="session"),
            path("agreed/<int:pk>/", matched.agreed, name="agreed"),
            path("rather-not/<int:pk>/", matched.rather_not, name="rather_not"),
            path("place/<int:pk>/", matched.place, name="place"),
            path("answered/<int:pk>/", matched.answered, name="answered"),
            path("plan/", plan.plan, name="plan"),
            path("weights/", weights.weights, name="weights"),
            path("close/<int:pk>/", match.close, name="close"),
            path("cancel/<int:pk>/", match.cancel, name="cancel"),
        ]


class HelpFeedbackFilterSet(WagtailFilterSet):
    did_it_help = django_filters.ChoiceFilter(label="Did it help?", choices=DidItHelp.choices)

    class Meta:
        model = HelpFeedback
        fields = ["did_it_help"]


class HelpFeedbackViewSet(RecordViewSet):
    """What people said of the help they had: to read, and of nobody."""

    model = HelpFeedback
    icon = "comment"
    menu_label = "Did it help?"
    pages = ("index", "index_results", "inspect")
    filterset_class = HelpFeedbackFilterSet
    ordering = ["-said_on", "-pk"]
    list_display = [
        TitleColumn(
            "did_it_help",
            label="Did it help?",
            accessor=lambda row: row.get_did_it_help_display(),
            url_name="helpfeedback:inspect",
        ),
        Column("words", label="In their words", accessor=lambda row: row.words[:200]),
        DayColumn("said_on", label="Said", sort_key="said_on"),
    ]
    search_fields = ["words"]
    search_backend_name = None
    inspect_view_fields = ["did_it_help", "words", "said_on"]
