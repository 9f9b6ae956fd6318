from django.urls import path

from champions.views import about, apply, help, me, me_help, me_times

app_name = "champions"
urlpatterns = [
    path("champions/", about.about, name="about"),
    path("champions/apply/", apply.begin, name="apply"),
    path("champions/apply/check/", apply.check, name="apply_check"),
    path("champions/apply/done/", apply.done, name="apply_done"),
    path("champions/apply/<slug:slug>/", apply.step, name="apply_step"),
    path("champions/me/", me.home, name="me"),
    path("champions/me/offers/<int:pk>/", me.answer, name="answer"),
    path("champions/me/people/<slug:reference>/", me.person, name="person"),
    path("champions/me/log/", me_help.log, name="log"),
    path("champions/me/log/<int:pk>/", me_help.correct, name="correct"),
    path("champions/me/log/<int:pk>/delete/", me_help.delete, name="delete_help"),
    path("champions/me/hours/", me_help.hours, name="hours"),
    path("champions/me/certificate/", me_help.certificate, name="certificate"),
    path("champions/me/times/", me_times.times, name="times"),
    path("champions/me/away/", me_times.away, name="away"),
    path("champions/me/away/<int:pk>/remove/", me_times.not_away, name="not_away"),
    path("champions/me/edit/", me.edit, name="edit"),
    path("champions/me/pause/", me.pause, name="pause"),
    path("champions/me/return/", me.come_back, name="return"),
    path("champions/me/leave/", me.leave, name="leave"),
    path("champions/me/calendar/", me.calendar, name="calendar"),
    path("champions/me/my-data/", me.download, name="download"),
    path("help/", help.begin, name="help"),
    path("help/check/", help.check, name="help_check"),
    path("help/done/", help.done, name="help_done"),
    path("help/request/", help.open_link, name="help_link"),
    path("help/request/<slug:reference>/", help.help_request, name="help_request"),
    path("help/request/<slug:reference>/cancel/", help.cancel, name="help_cancel"),
    path("help/<slug:slug>/", help.step, name="help_step"),
]
