from django.urls import path
from wagtail.contrib.sitemaps.views import sitemap

from pages import champions_area, views
from pages.sitemap import SITEMAPS

app_name = "pages"
urlpatterns = [
    path("find/", views.find, name="find"),
    path("champions/area/", champions_area.area, name="champions_area"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]
