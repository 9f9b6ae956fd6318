from allauth.mfa.adapter import get_adapter
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from core import worklist
from core.house_pages import AuditViewSet, RetentionViewSet


@hooks.register("register_admin_viewset")
def audit():
    return AuditViewSet()


@hooks.register("register_admin_viewset")
def retention():
    return RetentionViewSet()


@hooks.register("insert_global_admin_css")
def admin_css():
    return format_html('<link rel="stylesheet" href="{}">', static("core/css/admin.css"))


class WorklistPanel(Component):
    """What this person may do and somebody waits for."""

    name = "worklist"
    order = 5
    template_name = "core/worklist_panel.html"

    def __init__(self, waiting):
        self.waiting = waiting

    def get_context_data(self, parent_context):
        return {"waiting": self.waiting}


@hooks.register("construct_homepage_panels")
def show_what_waits(request, panels):
    if worklist.is_for(request.user):
        panels.append(WorklistPanel(worklist.waiting_for(request.user, timezone.now())))


class SecondFactorPanel(Component):
    """On the first page of the admin, for staff who have no second way to prove who they are."""

    name = "second_factor"
    order = 10
    template_name = "core/second_factor_panel.html"


@hooks.register("construct_homepage_panels")
def offer_second_factor(request, panels):
    if not get_adapter().is_mfa_enabled(request.user):
        panels.append(SecondFactorPanel())


@hooks.register("register_settings_menu_item")
def signing_in():
    return MenuItem("Signing in", reverse("mfa_index"), icon_name="key", order=950)
