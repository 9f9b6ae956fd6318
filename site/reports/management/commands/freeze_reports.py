from django.core.management.base import BaseCommand
from django.utils import timezone

from reports.actions.freezing import freeze_ended


class Command(BaseCommand):
    help = "Keep the figures of each period that is over and whose registers have locked. The worker does this nightly."

    def handle(self, *args, **options):
        for key in freeze_ended(timezone.now()):
            self.stdout.write(f"frozen: {key}")
