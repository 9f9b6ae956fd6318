from django.apps import AppConfig

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
