from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from reports.every import REPORTS
from reports.unit_costs import UnitCostsViewSet
from reports.views.who_came import who_came
from reports.viewsets import YardstickViewSet


class ReportsMenuItem(MenuItem):
    def is_shown(self, request):
        return any(request.user.has_perm(report.permission) for report in REPORTS)


class YardsticksMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("reports.view_yardstick")


class UnitCostsMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("reports.view_unitcosts")


@hooks.register("register_admin_urls")
def urls():
    return [path("figures/", include("reports.urls")), path("who-came/", who_came, name="who_came")]


@hooks.register("register_admin_viewset")
def yardsticks():
    return YardstickViewSet()


@hooks.register("register_reports_menu_item")
def programme():
    return ReportsMenuItem("The programme", reverse("figures:index"), name="figures", icon_name="table", order=5)


@hooks.register("register_reports_menu_item")
def targets():
    return YardsticksMenuItem(
        YardstickViewSet.menu_label,
        reverse("yardsticks:index"),
        name="yardsticks",
        icon_name="clipboard-list",
        order=20,
    )


@hooks.register("register_admin_viewset")
def unit_costs():
    return UnitCostsViewSet()


@hooks.register("register_reports_menu_item")
def unit_costs_item():
    return UnitCostsMenuItem("Unit costs", reverse("unitcosts:index"), name="unit-costs", icon_name="table", order=20)
