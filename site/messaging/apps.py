from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "messaging"

    def ready(self):
        from core import retention
        from core.roles import COORDINATORS, MANAGERS, grant
        from messaging.retention import MONTHS, WHY, delete_old

        retention.rule("messages", title="Messages", months=MONTHS, why=WHY, apply=delete_old)
        for group in (COORDINATORS, MANAGERS):
            grant(group, "messaging.view_message", "messaging.change_message")
