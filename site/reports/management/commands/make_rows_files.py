from django.core.management.base import BaseCommand
from django.utils import timezone

from reports.actions.rows_files import make_due_files


class Command(BaseCommand):
    help = "Make the files of rows that were asked for, then stop. The worker starts it; else for a timer."

    def handle(self, *args, **options):
        made = make_due_files(timezone.now)
        self.stdout.write(f"{made} {'file was' if made == 1 else 'files were'} made.")
