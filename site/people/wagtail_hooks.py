from wagtail import hooks

from people.viewsets import PersonViewSet


@hooks.register("register_admin_viewset")
def people():
    return PersonViewSet()
