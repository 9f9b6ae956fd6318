from django.apps import AppConfig
from django.db.models.signals import post_migrate

from core.roles import MANAGERS, MEMBERS, grant


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self):
        from reports.charter import after_migrate

        post_migrate.connect(after_migrate, sender=self, dispatch_uid="reports.charter")
        grant(MANAGERS, "reports.view_reports", "reports.view_division", "reports.change_memberarea")
        grant(MANAGERS, "reports.view_servicestandard", "reports.change_servicestandard")
        grant(MEMBERS, "reports.view_division")
