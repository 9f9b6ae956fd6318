from django.urls import include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from reports.every import REPORTS
from reports.views.who_came import WhoCame
from reports.viewsets import ServiceStandardViewSet


class ReportsMenuItem(MenuItem):
    def is_shown(self, request):
        return any(request.user.has_perm(report.permission) for report in REPORTS)


class WhoCameMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(WhoCame.permission_required)


@hooks.register("register_admin_urls")
def urls():
    return [path("figures/", include("reports.urls")), path("who-came/", WhoCame.as_view(), name="who_came")]


@hooks.register("register_reports_menu_item")
def programme():
    return ReportsMenuItem("The programme", reverse("figures:index"), name="figures", icon_name="table", order=5)


@hooks.register("register_reports_menu_item")
def menu_item():
    return WhoCameMenuItem("Who came", reverse("who_came"), name="who-came", icon_name="group", order=10)


class MembersMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("reports.change_memberarea")


@hooks.register("register_reports_menu_item")
def members():
    return MembersMenuItem("Elected members", reverse("figures:members"), name="members", icon_name="user", order=20)


@hooks.register("register_admin_viewset")
def standards():
    return ServiceStandardViewSet()
