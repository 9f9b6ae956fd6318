from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup

from champions.viewsets.champions import ChampionViewSet
from champions.viewsets.concerns import BlockedPairViewSet, ConcernViewSet
from champions.viewsets.conduct import ConductViewSet
from champions.viewsets.requests import HelpFeedbackViewSet, HelpRequestViewSet
from champions.viewsets.roles import RequirementViewSet, RoleViewSet


class ChampionsGroup(ViewSetGroup):
    menu_label = "Champions"
    menu_icon = "group"
    menu_order = 220
    items = (
        *(HelpRequestViewSet(), ChampionViewSet(), RoleViewSet(), RequirementViewSet(), ConductViewSet()),
        HelpFeedbackViewSet(),
    )

    def get_submenu_items(self):
        board = VettingMenuItem("Applications", reverse("joining:board"), icon_name="list-ul", order=50)
        renewals = VettingMenuItem("Renewals", reverse("joining:renewals"), icon_name="history", order=60)
        return [board, renewals, *super().get_submenu_items()]


class VettingMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("champions.change_champion")


class SafetyGroup(ViewSetGroup):
    """Apart from the champions: the safeguarding lead has this alone."""

    menu_label = "Safety"
    menu_icon = "warning"
    menu_order = 225
    items = (ConcernViewSet(), BlockedPairViewSet())


@hooks.register("register_admin_viewset")
def champions():
    return ChampionsGroup()


@hooks.register("register_admin_urls")
def joining():
    return [path("champions/", include("champions.urls_admin"))]


@hooks.register("register_admin_viewset")
def safety():
    return SafetyGroup()
