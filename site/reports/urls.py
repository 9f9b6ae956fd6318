from django.urls import path

from reports.views import division, members, report, rows, sharing

app_name = "figures"
urlpatterns = [
    path("", report.index, name="index"),
    path("rows/", rows.show, name="rows"),
    path("rows/<uuid:key>/", rows.show_file, name="rows_file"),
    path("rows/<uuid:key>/download/", rows.download, name="download_rows"),
    path("rows/<uuid:key>/again/", rows.again, name="rows_again"),
    path("division/", division.show, name="division"),
    path("division/poster/", division.poster, name="poster"),
    path("members/", members.index, name="members"),
    path("members/<int:pk>/", members.edit, name="member"),
    path("<slug:slug>/", report.show, name="report"),
    path("<slug:slug>/again/", report.count_again, name="count_again"),
    path("<slug:slug>/share/", sharing.share, name="share"),
    path("<slug:slug>/share/<int:pk>/end/", sharing.end_share, name="end_share"),
    path("<slug:slug>/monthly/", sharing.monthly, name="monthly"),
]
