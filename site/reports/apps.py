from django.apps import AppConfig
from django.db.models.signals import post_migrate

from core.roles import MANAGERS, grant


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self):
        grant(MANAGERS, "reports.view_reports")
        self.keep_unit_costs()
        self.ask_about_equality()

    def keep_unit_costs(self):
        from reports.unit_costs import make_first_sets

        grant(MANAGERS, "reports.view_unitcosts", "reports.add_unitcosts", "reports.change_unitcosts")
        post_migrate.connect(make_first_sets, sender=self)

    @staticmethod
    def ask_about_equality():
        from core import nightly, retention
        from core.invitations import invite
        from reports import equality_answers

        invite("Tell us about yourself, if you like", "equality:ask", icon="heart")
        nightly.register("forget used equality forms", equality_answers.forget_used_forms)
        retention.rule(
            "equality",
            title="Equality monitoring, as numbers",
            months=equality_answers.MONTHS,
            why=equality_answers.WHY,
            apply=equality_answers.delete_old,
        )
