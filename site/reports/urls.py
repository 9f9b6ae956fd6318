from django.urls import path

from reports.views import report, sharing

app_name = "figures"
urlpatterns = [
    path("", report.index, name="index"),
    path("<slug:slug>/", report.show, name="report"),
    path("<slug:slug>/share/", sharing.share, name="share"),
    path("<slug:slug>/share/<int:pk>/end/", sharing.end_share, name="end_share"),
    path("<slug:slug>/monthly/", sharing.monthly, name="monthly"),
]
