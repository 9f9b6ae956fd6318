from django.urls import path

from reports.views.shared import shared_report

urlpatterns = [path("figures/", shared_report, name="shared_report")]
