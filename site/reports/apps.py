from django.apps import AppConfig

from core.roles import MANAGERS, grant


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self):
        grant(MANAGERS, "reports.view_reports")
        grant(MANAGERS, *(f"reports.{may}_yardstick" for may in ("view", "add", "change")))
