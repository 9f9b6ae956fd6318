from wagtail import hooks

from core.house_pages import AuditViewSet, RetentionViewSet


@hooks.register("register_admin_viewset")
def audit():
    return AuditViewSet()


@hooks.register("register_admin_viewset")
def retention():
    return RetentionViewSet()
