from django.urls import path

from reports.views import division, members, report

app_name = "figures"
urlpatterns = [
    path("", report.index, name="index"),
    path("division/", division.show, name="division"),
    path("division/poster/", division.poster, name="poster"),
    path("members/", members.index, name="members"),
    path("members/<int:pk>/", members.edit, name="member"),
    path("<slug:slug>/", report.show, name="report"),
]
