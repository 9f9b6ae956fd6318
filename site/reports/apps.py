from django.apps import AppConfig

from core.roles import MANAGERS, grant


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self):
        from core import nightly
        from people.retention import needed_until_kept
        from reports.actions.freezing import everything_is_frozen_before, freeze_ended
        from reports.message_fields import register_kinds
        from reports.monthly import tell_of_last_month

        grant(MANAGERS, "reports.view_reports", "reports.share_reports")
        # The worker erases in the same night: whatever is over is kept first.
        nightly.register("figures", freeze_ended, before="retention")
        needed_until_kept("figures", everything_is_frozen_before)
        nightly.register("monthly reports", tell_of_last_month)
        register_kinds()
