from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PagesConfig(AppConfig):
    name = "pages"

    def ready(self):
        from pages.tree import after_migrate

        post_migrate.connect(after_migrate, sender=self, dispatch_uid="pages.tree")
