from django.urls import path

from reports.views import equality

app_name = "equality"
urlpatterns = [
    path("", equality.ask, name="ask"),
    path("thanks/", equality.thanks, name="thanks"),
]
