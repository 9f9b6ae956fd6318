from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.actors import Actor
from core.errors import Refused
from locations.imports.gazetteer import import_areas, import_places


class Command(BaseCommand):
    help = (
        "Take the names of towns and villages from OS Open Names or a CSV of your own; with --areas, take wards, "
        "districts and counties instead. It can run again. The columns are in docs/places.md."
    )

    def add_arguments(self, parser):
        parser.add_argument("path", help="the CSV file")
        parser.add_argument("--areas", action="store_true", help="the file holds areas with GSS codes")

    def handle(self, path, areas, **options):
        run = import_areas if areas else import_places
        try:
            outcome = run(path, by=Actor.system(), now=timezone.now())
        except Refused as refused:
            raise CommandError(refused.sentence) from None
        for line in outcome.lines("area" if areas else "place"):
            self.stdout.write(line)
