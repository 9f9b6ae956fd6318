from django.apps import AppConfig
from django.db.models.signals import post_migrate

from core.roles import MANAGERS, MEMBERS, grant

MANAGERS_MAY = (
    *("view_reports", "export_rows", "share_reports", "view_division", "change_memberarea"),
    *("view_yardstick", "add_yardstick", "change_yardstick"),
    *("view_unitcosts", "add_unitcosts", "change_unitcosts"),
    *("view_servicestandard", "change_servicestandard"),
)


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self):
        grant(MANAGERS, *(f"reports.{may}" for may in MANAGERS_MAY))
        grant(MEMBERS, "reports.view_division")
        self.keep_figures()
        self.make_what_takes_long()
        self.keep_unit_costs()
        self.make_promises()
        self.ask_about_equality()

    @staticmethod
    def keep_figures():
        from core import nightly
        from people.retention import needed_until_kept
        from reports.actions.freezing import everything_is_frozen_before, freeze_ended
        from reports.message_fields import register_kinds
        from reports.monthly import tell_of_last_month

        # The worker erases in the same night: whatever is over is kept first.
        nightly.register("figures", freeze_ended, before="retention")
        needed_until_kept("figures", everything_is_frozen_before)
        nightly.register("monthly reports", tell_of_last_month)
        register_kinds()

    @staticmethod
    def make_what_takes_long():
        from core import every_minute, nightly
        from reports.actions.long_answers import forget_old_answers
        from reports.actions.rows_files import forget_old_files
        from reports.making_process import start_if_due

        every_minute.register("long reports", start_if_due)
        nightly.register("forget files of rows", forget_old_files)
        nightly.register("forget long reports", forget_old_answers)

    def keep_unit_costs(self):
        from reports.unit_costs import make_first_sets

        post_migrate.connect(make_first_sets, sender=self)

    @staticmethod
    def ask_about_equality():
        from core import nightly, retention
        from core.invitations import invite
        from reports import equality_answers
        from reports.actions.equality_figures import keep_as_published

        invite("Tell us about yourself, if you like", "equality:ask", icon="heart")
        nightly.register("forget used equality forms", equality_answers.forget_used_forms)
        retention.rule(
            "equality",
            title="Equality monitoring, as numbers",
            months=equality_answers.MONTHS,
            why=equality_answers.WHY,
            holdings=[equality_answers.COUNTS],
        )
        nightly.register("equality figures as published", keep_as_published)

    def make_promises(self):
        from reports.charter import after_migrate

        post_migrate.connect(after_migrate, sender=self, dispatch_uid="reports.charter")
