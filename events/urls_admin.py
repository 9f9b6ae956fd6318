"""Pages about an event's dates, in the admin."""

from django.urls import path

from events.views.admin import (
    closures,
    day_codes,
    duty,
    event_dates,
    following,
    inbound,
    next_dates,
    one_date,
    planning,
    rota,
    training,
    writing,
)

app_name = "event_dates"
urlpatterns = [
    path("plan/<int:pk>/", planning.publish, name="publish"),
    path("<int:pk>/unpublish/", planning.unpublish, name="unpublish"),
    path("<int:pk>/delete/", planning.delete, name="delete"),
    path("<int:pk>/dates/", event_dates.dates, name="dates"),
    path("<int:pk>/dates/add/", event_dates.add, name="add"),
    path("<int:pk>/dates/hold/", event_dates.hold, name="hold"),
    path("<int:pk>/following/<uuid:key>/<str:day>/", following.change, name="following"),
    path("calendars/", inbound.calendars, name="partner_calendars"),
    path("calendars/new/", inbound.calendar, name="new_partner_calendar"),
    path("calendars/<int:pk>/", inbound.calendar, name="partner_calendar"),
    path("calendars/<int:pk>/fetch/", inbound.fetch, name="fetch_partner_calendar"),
    path("calendars/<int:pk>/upload/", inbound.upload, name="upload_partner_calendar"),
    path("next-dates/", next_dates.shown, name="next_dates"),
    path("closures/", closures.places, name="closures"),
    path("closures/online/", closures.place, name="closures_online"),
    path("closures/<int:pk>/", closures.place, name="closures_at"),
    path("dates/<int:pk>/move/", one_date.move, name="move"),
    path("dates/<int:pk>/write/", writing.write, name="write"),
    path("dates/<int:pk>/decide/", one_date.decide, name="decide"),
    path("dates/<int:pk>/day-code/", day_codes.issue, name="issue_day_code"),
    path("day-codes/<int:pk>/end/", day_codes.end, name="end_day_code"),
    path("rota/", rota.sessions, name="rota"),
    path("dates/<int:pk>/rota/", rota.session, name="rota_session"),
    path("dates/<int:pk>/rota/ask/<int:champion>/", rota.ask, name="rota_ask"),
    path("dates/<int:pk>/rota/take-off/<int:place>/", rota.take_off, name="rota_take_off"),
    path("training/", training.trainings, name="trainings"),
    path("training/<int:pk>/stop/", training.stop, name="stop_training"),
    path("duty/", duty.places, name="duty"),
    path("duty/<int:pk>/", duty.week, name="duty_at"),
]
