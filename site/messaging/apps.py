from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "messaging"

    def ready(self):
        from core import retention, worklist
        from core.roles import COORDINATORS, MANAGERS, grant
        from messaging.retention import MONTHS, WHY, delete_old

        retention.rule("messages", title="Messages", months=MONTHS, why=WHY, apply=delete_old)
        for group in (COORDINATORS, MANAGERS):
            grant(group, "messaging.view_message", "messaging.change_message")
        worklist.register(
            ("call to make or letter to post", "calls to make and letters to post"),
            lambda now: self.get_model("Message").objects.to_do(now).count(),
            "message:index",
            "messaging.change_message",
            query="state=to-do",
        )
