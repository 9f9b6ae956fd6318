from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.actors import Actor
from core.errors import Refused
from locations.imports.postcodes import import_postcodes


class Command(BaseCommand):
    help = (
        "Take postcodes and their positions from Code-Point Open, ONSPD or NSPL: the zip as published, a folder, or a "
        "CSV (.csv or .csv.gz). It can run again: postcodes are brought up to date and none is taken twice. "
        "See docs/places.md."
    )

    def add_arguments(self, parser):
        parser.add_argument("path", help="the file or folder")
        parser.add_argument("--only", nargs="+", default=[], metavar="AREA", help="only these, for example CA LA")

    def handle(self, path, only, **options):
        shown = 0

        def progress(words):
            nonlocal shown
            shown += 1
            # Batches are of 5,000 rows: a line for every hundred thousand.
            if shown % 20 == 1 and options["verbosity"]:
                self.stdout.write(words)

        try:
            outcome = import_postcodes(
                path,
                only={area.upper() for area in only},
                by=Actor.system(),
                now=timezone.now(),
                progress=progress,
            )
        except Refused as refused:
            raise CommandError(refused.sentence) from None
        for line in outcome.lines("postcode"):
            self.stdout.write(line)
