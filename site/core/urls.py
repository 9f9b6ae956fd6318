from django.urls import path

from core.views.ease import ease

app_name = "core"
urlpatterns = [
    path("ease/", ease, name="ease"),
]
