from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from reports.every import REPORTS
from reports.unit_costs import UnitCostsViewSet
from reports.views.who_came import who_came
from reports.viewsets import ServiceStandardViewSet, YardstickViewSet


class ItemFor(MenuItem):
    """An item for whoever has one of some permissions."""

    def __init__(self, label, address, permissions, **kwargs):
        super().__init__(label, reverse(address), **kwargs)
        self.permissions = permissions

    def is_shown(self, request):
        return any(request.user.has_perm(permission) for permission in self.permissions)


@hooks.register("register_admin_urls")
def urls():
    return [path("figures/", include("reports.urls")), path("who-came/", who_came, name="who_came")]


@hooks.register("register_admin_viewset")
def viewsets():
    return [ServiceStandardViewSet(), UnitCostsViewSet(), YardstickViewSet()]


@hooks.register("register_reports_menu_item")
def programme():
    permissions = {report.permission for report in REPORTS}
    return ItemFor("The programme", "figures:index", permissions, name="figures", icon_name="table", order=5)


@hooks.register("register_reports_menu_item")
def targets():
    label, permissions = YardstickViewSet.menu_label, ["reports.view_yardstick"]
    return ItemFor(label, "yardsticks:index", permissions, name="yardsticks", icon_name="clipboard-list", order=20)


@hooks.register("register_reports_menu_item")
def unit_costs():
    permissions = ["reports.view_unitcosts"]
    return ItemFor("Unit costs", "unitcosts:index", permissions, name="unit-costs", icon_name="table", order=30)


@hooks.register("register_reports_menu_item")
def members():
    permissions = ["reports.change_memberarea"]
    return ItemFor("Elected members", "figures:members", permissions, name="members", icon_name="user", order=40)
