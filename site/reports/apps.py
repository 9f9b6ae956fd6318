from django.apps import AppConfig
from django.db.models.signals import post_migrate

from core.roles import MANAGERS, grant


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self):
        from core import every_minute, nightly
        from reports.actions.rows_files import forget_old_files
        from reports.files_process import start_if_due

        grant(MANAGERS, "reports.view_reports", "reports.export_rows")
        every_minute.register("files of rows", start_if_due)
        nightly.register("forget files of rows", forget_old_files)
        grant(MANAGERS, *(f"reports.{may}_yardstick" for may in ("view", "add", "change")))
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
