"""Concerns and blocked pairs in the admin. The list of concerns says nothing of what is in them."""

from django.urls import path
from wagtail.admin.ui.tables import Column, TitleColumn

from champions.models import BlockedPair, Concern
from champions.views import blocks, concern_log
from core.columns import MomentColumn
from core.viewsets import RecordIndexView, RecordInspectView, RecordViewSet

SEES_CONCERNS = "champions.view_concern"


class ConcernIndexView(RecordIndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().in_turn()

    def search_queryset(self, queryset):
        return queryset.by_reference(self.search_query) if self.is_searching else queryset


class ConcernViewSet(RecordViewSet):
    model = Concern
    icon = "warning"
    menu_label = "Concerns"
    index_view_class = ConcernIndexView
    list_display = [
        TitleColumn("reference", label="Concern", accessor=str, url_name="concern:inspect", classname="reference"),
        "state",
        MomentColumn("raised_at", label="Came", sort_key="raised_at"),
        MomentColumn("first_seen_at", label="First looked at", sort_key="first_seen_at"),
        "arrived_by",
    ]
    list_filter = ["state", "arrived_by"]
    search_fields = ["reference"]
    ordering = ["turn", "raised_at"]
    pages = ("index", "index_results")

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("inspect/<int:pk>/", concern_log.show, name="inspect")]


class PairIndexView(RecordIndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("champion__person", "person")


class PairInspectView(RecordInspectView):
    def get_context_data(self, **kwargs):
        pair, user = self.object, self.request.user
        sees_why = not pair.for_lead_only or user.has_perm(SEES_CONCERNS)
        return super().get_context_data(
            reason=pair.reason if sees_why else "",
            may_lift=sees_why and user.has_perm("champions.delete_blockedpair"),
            **kwargs,
        )


class BlockedPairViewSet(RecordViewSet):
    model = BlockedPair
    icon = "cross"
    menu_label = "Never matched"
    index_view_class = PairIndexView
    inspect_view_class = PairInspectView
    inspect_template_name = "champions/staff/pair.html"
    list_display = [
        TitleColumn("person", label="Person", accessor="person.name", url_name="blockedpair:inspect"),
        Column("champion", label="Champion", accessor="champion.person.name"),
        MomentColumn("made_at", label="Since", sort_key="made_at"),
    ]
    ordering = ["-made_at"]
    inspect_view_fields = ["champion", "person", "made_at", "made_by"]

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("lift/<int:pk>/", blocks.lift, name="lift")]
