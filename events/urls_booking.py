"""Booking a place, my bookings, and registers."""

from django.urls import path

from events.views import (
    booking,
    booking_change,
    booking_done,
    booking_my,
    check_in,
    feedback,
    my_code,
    my_dates,
    register,
    register_door,
    register_paper,
)

urlpatterns = [
    path("events/<slug:slug>/<str:day>/book/", booking.question, {"name": "who"}, name="booking_start"),
    path("events/<slug:slug>/<str:day>/book/check/", booking.check, name="booking_check"),
    path("events/<slug:slug>/<str:day>/book/done/", booking_done.done, name="booking_done"),
    path("events/<slug:slug>/<str:day>/book/<slug:name>/", booking.question, name="booking_question"),
    path("feedback/", feedback.feedback, name="feedback"),
    path("feedback/thanks/", feedback.thanks, name="feedback_thanks"),
    path("my/", booking_my.find, name="my"),
    path("my/open/", booking_my.open_link, name="booking_link"),
    path("my/calendar.ics", booking_my.calendar_link, name="booking_calendar"),
    path("my/code/", my_code.ask, name="my_code"),
    path("my/code/enter/", my_code.enter, name="my_code_enter"),
    path("my/<slug:reference>/", booking_my.show, name="my_booking"),
    path("my/<slug:reference>/change/", booking_change.change_booking, name="my_booking_change"),
    path("my/<slug:reference>/another-date/", my_dates.another_date, name="my_another_date"),
    path("my/<slug:reference>/earlier/", my_dates.earlier, name="my_earlier"),
    path("my/<slug:reference>/cancel/", booking_my.cancel, name="my_booking_cancel"),
    path("my/<slug:reference>/cancel/<str:day>/", booking_my.cancel, name="my_booking_cancel_date"),
    path("my/<slug:reference>/calendar.ics", booking_my.calendar, name="my_booking_calendar"),
    path("register/", register.today, name="registers"),
    path("register/<slug:code>/", register.register, name="register"),
    path("register/<slug:code>/marks/", register.take_mark, name="register_mark"),
    path("register/<slug:code>/sheet/", register.sheet, name="register_sheet"),
    path("register/<slug:code>/check-in/", register.open_check_in, name="open_check_in"),
    path("register/<slug:code>/day-code/", register_door.enter, name="register_day_code"),
    path("register/<slug:code>/leave/", register_door.leave, name="register_leave"),
    path("check-in/", check_in.page, name="check_in"),
    path("check-in/thank-you/", check_in.thanks, name="checked_in"),
    path("register/<slug:code>/sign-in-sheet/", register_paper.sign_in_sheet, name="register_sign_in_sheet"),
    path("register/<slug:code>/paper/", register_paper.lead_sheet, name="register_paper"),
]
