from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    name = "core"

    def ready(self):
        from core import roles

        post_migrate.connect(roles.after_migrate, dispatch_uid="core.roles")
