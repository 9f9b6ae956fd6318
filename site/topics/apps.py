from django.apps import AppConfig

from core.roles import EDITORS, grant


class TopicsConfig(AppConfig):
    name = "topics"

    def ready(self):
        # None is deleted: events, champions and requests are kept by them.
        grant(EDITORS, *(f"topics.{verb}_topic" for verb in ("view", "add", "change")))
