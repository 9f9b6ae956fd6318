from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.actors import Actor
from core.errors import Refused
from core.words import count_words
from locations.holidays import import_bank_holidays


class Command(BaseCommand):
    help = "Take in the bank holidays of a file in the format of GOV.UK's bank-holidays.json. It can run again."

    def add_arguments(self, parser):
        parser.add_argument("path", help="the JSON file, as downloaded from GOV.UK")

    def handle(self, path, **options):
        try:
            data = Path(path).read_bytes()
        except OSError:
            raise CommandError(f"There is no file called {path}.") from None
        try:
            total, new, gone = import_bank_holidays(data, by=Actor.system(), now=timezone.now())
        except Refused as refused:
            raise CommandError(refused.sentence) from None
        self.stdout.write(f"{count_words(total, 'bank holiday')} in the file: {new} new, {gone} no longer there.")
