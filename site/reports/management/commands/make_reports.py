from django.core.management.base import BaseCommand
from django.utils import timezone

from core.words import count_words
from reports.actions.due import make_due


class Command(BaseCommand):
    help = "Make the long reports and files of rows that were asked for, then stop. The worker starts it; else a timer."

    def handle(self, *args, **options):
        made = make_due(timezone.now)
        self.stdout.write(f"Made: {count_words(made, 'report or file', 'reports and files')}.")
