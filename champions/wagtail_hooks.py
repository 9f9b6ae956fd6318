from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from champions.viewsets.champions import ChampionViewSet
from champions.viewsets.requests import HelpRequestViewSet
from champions.viewsets.roles import RequirementViewSet, RoleViewSet


class ChampionsGroup(ViewSetGroup):
    menu_label = "Champions"
    menu_icon = "group"
    menu_order = 220
    items = (HelpRequestViewSet(), ChampionViewSet(), RoleViewSet(), RequirementViewSet())


@hooks.register("register_admin_viewset")
def champions():
    return ChampionsGroup()
