from django.urls import path

from reports.views import performance
from reports.views.shared import shared_report

app_name = "reports"
urlpatterns = [
    path("performance/", performance.show, name="performance"),
    path("figures/", shared_report, name="shared"),
]
