from django.core.management.base import BaseCommand
from django.utils import timezone

from core.retention import apply_rules


class Command(BaseCommand):
    help = "Put away what has been kept for long enough. The worker does this every night."

    def handle(self, *args, **options):
        for what, count in apply_rules(timezone.now()).items():
            self.stdout.write(f"{what}: {count}")
