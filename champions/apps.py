from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ChampionsConfig(AppConfig):
    name = "champions"

    def ready(self):
        from champions import keeping
        from champions.actions.offers import lapse_offers
        from champions.first_roles import make_first_roles
        from core import nightly, roles

        keeping.register()
        nightly.register("lapse offers", lapse_offers)
        roles.grant(
            roles.COORDINATORS,
            *(f"champions.view_{model}" for model in ("champion", "helprequest", "offer", "role", "requirement")),
            *(f"champions.change_{model}" for model in ("champion", "helprequest", "role", "requirement")),
            *(f"champions.add_{model}" for model in ("helprequest", "role", "requirement", "offer")),
        )
        post_migrate.connect(make_first_roles, sender=self)
