from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "core"

    def ready(self):
        from core import nightly, old_rows, retention, roles

        post_migrate.connect(roles.after_migrate, dispatch_uid="core.roles")
        retention.rule(
            "audit",
            title="Audit trail",
            months=72,
            why="To answer a complaint or a claim, which may come up to six years later. It holds no names.",
            holdings=[old_rows.AUDIT_LINES],
        )
        nightly.register(retention.JOB, retention.apply_rules)
        nightly.register("sessions", old_rows.clear_sessions)
        roles.grant(roles.MANAGERS, "core.view_auditline", "core.view_retention", "core.change_retention")
        roles.grant(roles.MANAGERS, "core.change_programmesettings")
