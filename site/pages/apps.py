from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PagesConfig(AppConfig):
    name = "pages"

    def ready(self):
        from core import every_minute
        from pages.publishing import publish_due
        from pages.tree import after_migrate

        every_minute.register("publish pages", publish_due)
        post_migrate.connect(after_migrate, sender=self, dispatch_uid="pages.tree")
