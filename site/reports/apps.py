from django.apps import AppConfig
from django.db.models.signals import post_migrate

from core.roles import MANAGERS, grant


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self):
        grant(MANAGERS, "reports.view_reports")
        self.keep_unit_costs()

    def keep_unit_costs(self):
        from reports.unit_costs import make_first_sets

        grant(MANAGERS, "reports.view_unitcosts", "reports.add_unitcosts", "reports.change_unitcosts")
        post_migrate.connect(make_first_sets, sender=self)
