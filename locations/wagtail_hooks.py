from wagtail import hooks

from locations.viewsets import PlacesGroup


@hooks.register("register_admin_viewset")
def register_places():
    return PlacesGroup()
