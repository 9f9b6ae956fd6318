from django.urls import path

from reports.views import report

app_name = "figures"
urlpatterns = [
    path("", report.index, name="index"),
    path("<slug:slug>/", report.show, name="report"),
]
