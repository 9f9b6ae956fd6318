"""Help requests in the admin: who waits and how long, and the page that finds them a champion."""

from django.urls import path, reverse
from django.utils import timezone
from wagtail.admin.ui.tables import Column, TitleColumn

from champions.models import HelpRequest
from champions.views import match
from core.viewsets import RecordIndexView, RecordViewSet


def wait_words(request):
    if request.state in ("waiting", "offered"):
        return match.days_words(request.created_at, timezone.now())
    return ""


def topic_words(request):
    return ", ".join(topic.title for topic in request.topics.all())


class RequestIndexView(RecordIndexView):
    add_item_label = "Take a request"

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
    list_filter = ["state", "setting", "arrived_by"]
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
            path("end-match/<int:pk>/", match.end_match, name="end_match"),
            path("close/<int:pk>/", match.close, name="close"),
            path("cancel/<int:pk>/", match.cancel, name="cancel"),
        ]
