"""Areas and the gazetteer in the admin. Postcodes are looked up, never edited: the next import would undo it."""

from django.urls import path
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from locations.models import Area, Place
from locations.views import bank_holidays

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


class BankHolidaysMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("locations.view_bankholiday")


class BankHolidaysViewSet(ViewSet):
    name = "bank-holidays"
    url_namespace = "bank_holidays"
    menu_label = "Bank holidays"
    icon = "calendar"
    menu_item_class = BankHolidaysMenuItem

    def get_urlpatterns(self):
        return [path("", bank_holidays, name="index")]


class PlacesGroup(ModelViewSetGroup):
    items = (AreaViewSet, GazetteerViewSet, BankHolidaysViewSet())
    menu_label = "Map data"
    menu_icon = "thumbtack"
    menu_order = 700
