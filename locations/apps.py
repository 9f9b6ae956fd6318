from django.apps import AppConfig

from core.roles import COORDINATORS, EDITORS, MANAGERS, MODERATORS, grant


class LocationsConfig(AppConfig):
    name = "locations"

    def ready(self):
        for model in ("area", "place"):
            grant(EDITORS, *(f"locations.{verb}_{model}" for verb in ("view", "add", "change", "delete")))
        for group in (EDITORS, MODERATORS, COORDINATORS, MANAGERS):
            grant(group, "locations.view_bankholiday")
        for group in (EDITORS, MANAGERS):
            grant(group, "locations.add_bankholiday")
        self.say_what_runs_out()

    @staticmethod
    def say_what_runs_out():
        from core import worklist
        from locations.holidays import run_out

        worklist.register(
            ("list of bank holidays that ends within a year", "lists of bank holidays that end within a year"),
            lambda now: int(run_out(now)),
            "bank_holidays:index",
            "locations.add_bankholiday",
        )
