"""Areas and the gazetteer in the admin. Postcodes are looked up, never edited: the next import would undo it."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from locations.models import Area, Place

POSITION = FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")])


class AreaViewSet(ModelViewSet):
    model = Area
    name = "areas"
    menu_label = "Areas"
    icon = "site"
    list_display = ["name", "code", "kind", "parent"]
    list_filter = ["kind"]
    search_fields = ["name", "code"]
    search_backend_name = None
    panels = [FieldPanel("code"), FieldPanel("name"), FieldPanel("kind"), FieldPanel("parent"), POSITION]
    inspect_view_enabled = True


class GazetteerViewSet(ModelViewSet):
    model = Place
    name = "gazetteer"
    menu_label = "Names of places"
    icon = "tag"
    list_display = ["name", "qualifier", "kind", "district"]
    list_filter = ["kind", "district"]
    search_fields = ["name", "qualifier"]
    search_backend_name = None
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("qualifier")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("district")]),
        POSITION,
        FieldPanel("source_id"),
    ]

    def get_index_view_kwargs(self, **kwargs):
        # As the menu calls it: "Places" are the libraries and fire stations.
        return super().get_index_view_kwargs(page_title=self.menu_label, **kwargs)


class PlacesGroup(ModelViewSetGroup):
    items = (AreaViewSet, GazetteerViewSet)
    menu_label = "Map data"
    menu_icon = "thumbtack"
    menu_order = 700
