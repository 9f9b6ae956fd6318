from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.retention import apply_rules


class Command(BaseCommand):
    help = "Put away what has been kept for long enough. The worker does this every night."

    def handle(self, *args, **options):
        went = apply_rules(timezone.now())
        for what, count in went.items():
            self.stdout.write(f"{what}: {'failed' if count is None else count}")
        if None in went.values():
            raise CommandError("Not everything went. The log says where it failed.")
