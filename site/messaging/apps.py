from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "messaging"

    def ready(self):
        from core import retention, worklist
        from core.roles import COORDINATORS, MANAGERS, grant
        from messaging.retention import MONTHS, OVER_AND_DONE, WHY
        from messaging.wordings import faulty

        retention.rule("messages", title="Messages", months=MONTHS, why=WHY, holdings=[OVER_AND_DONE])
        for group in (COORDINATORS, MANAGERS):
            grant(group, "messaging.view_message", "messaging.change_message")
        grant(MANAGERS, "messaging.change_wording")
        messages = self.get_model("Message").objects
        worklist.register(
            ("call to make", "calls to make"),
            lambda now: messages.calls(now).order_by().values("person_key", "to").distinct().count(),
            "calls",
            "messaging.change_message",
        )
        worklist.register(
            ("letter to post", "letters to post"),
            lambda now: messages.to_do(now).filter(channel="letter").count(),
            "letters",
            "messaging.change_message",
        )
        worklist.register(
            ("message that could not be sent", "messages that could not be sent"),
            lambda now: messages.filter(state="given-up").count(),
            "message:index",
            "messaging.change_message",
            query="state=given-up",
        )
        worklist.register(
            ("message wording that needs looking at", "message wordings that need looking at"),
            lambda now: len(faulty()),
            "wordings",
            "messaging.change_wording",
        )
