from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from reports.views import WhoCame


class WhoCameMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(WhoCame.permission_required)


@hooks.register("register_admin_urls")
def urls():
    return [path("who-came/", WhoCame.as_view(), name="who_came")]


@hooks.register("register_reports_menu_item")
def menu_item():
    return WhoCameMenuItem("Who came", reverse("who_came"), name="who-came", icon_name="group", order=10)
