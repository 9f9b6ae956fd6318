from django.apps import AppConfig

from core.roles import EDITORS, grant


class LocationsConfig(AppConfig):
    name = "locations"

    def ready(self):
        for model in ("area", "place"):
            grant(EDITORS, *(f"locations.{verb}_{model}" for verb in ("view", "add", "change", "delete")))
