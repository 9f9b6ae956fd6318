from time import perf_counter

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from demo import world
from locations.models import VenuePage


class Command(BaseCommand):
    help = "Make the demonstration council, around today: for an empty database only."

    def add_arguments(self, parser):
        parser.add_argument("--seed", type=int, default=2026, help="Another number makes other people and bookings.")
        parser.add_argument(
            "--if-empty", action="store_true", help="Do nothing, quietly, when there are places already."
        )

    def handle(self, *, seed, if_empty, **options):
        if VenuePage.objects.exists():
            if if_empty:
                return
            raise CommandError("There are places in this database already. Load the demonstration into an empty one.")
        began = perf_counter()
        world.load(seed=seed, now=timezone.now(), say=self.stdout.write)
        self.stdout.write(f"The demonstration council is ready ({perf_counter() - began:.0f} seconds).")
