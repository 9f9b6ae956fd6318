from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.words import count_words
from events.actions.extending import extend_occurrences


class Command(BaseCommand):
    help = "Make the dates of every published event for the next 15 months. Safe to run as often as you like."

    def handle(self, **options):
        events, added, failed = extend_occurrences(timezone.now())
        self.stdout.write(f"{count_words(events, 'event')}: {count_words(added, 'date')} added.")
        if failed:
            raise CommandError(f"{count_words(failed, 'event')} could not be extended; the log says why.")
