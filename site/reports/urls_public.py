from django.urls import path

from reports.views import performance

app_name = "reports"
urlpatterns = [path("performance/", performance.show, name="performance")]
