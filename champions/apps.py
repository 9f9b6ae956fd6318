from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ChampionsConfig(AppConfig):
    name = "champions"

    def ready(self):
        from champions import keeping, message_fields
        from champions.actions.offers import lapse_offers
        from champions.first_roles import make_first_roles
        from core import nightly, roles, worklist

        keeping.register()
        message_fields.register_kinds()
        nightly.register("lapse offers", lapse_offers)
        roles.grant(
            roles.COORDINATORS,
            *(f"champions.view_{model}" for model in ("champion", "helprequest", "offer", "role", "requirement")),
            *(f"champions.change_{model}" for model in ("champion", "helprequest", "role", "requirement")),
            *(f"champions.add_{model}" for model in ("helprequest", "role", "requirement", "offer")),
        )
        worklist.register(
            ("request for help waiting for a champion", "requests for help waiting for a champion"),
            lambda now: self.get_model("HelpRequest").objects.filter(state="waiting").count(),
            "helprequest:index",
            "champions.change_helprequest",
            query="state=waiting",
        )
        worklist.register(
            (
                "application to be a champion, not looked at yet",
                "applications to be a champion, not looked at yet",
            ),
            lambda now: self.get_model("Champion").objects.filter(state="applied").count(),
            "champion:index",
            "champions.change_champion",
            query="state=applied",
        )
        post_migrate.connect(make_first_roles, sender=self)
