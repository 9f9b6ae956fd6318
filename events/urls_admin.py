"""Pages about an event's dates, in the admin."""

from django.urls import path

from events.views.admin import event_dates, following, one_date, planning

app_name = "event_dates"
urlpatterns = [
    path("plan/<int:pk>/", planning.publish, name="publish"),
    path("<int:pk>/unpublish/", planning.unpublish, name="unpublish"),
    path("<int:pk>/dates/", event_dates.dates, name="dates"),
    path("<int:pk>/dates/add/", event_dates.add, name="add"),
    path("<int:pk>/dates/hold/", event_dates.hold, name="hold"),
    path("<int:pk>/following/<uuid:key>/<str:day>/", following.change, name="following"),
    path("dates/<int:pk>/move/", one_date.move, name="move"),
    path("dates/<int:pk>/decide/", one_date.decide, name="decide"),
]
