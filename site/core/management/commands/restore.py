from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.backups import after_restore, restore_backup
from core.errors import Refused


class Command(BaseCommand):
    help = "Put a backup in place of the database here. Stop the web server and the worker first."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="One backup, for example var/backups/20261120T101500")
        parser.add_argument("--force", action="store_true", help="Even if the database here is in use.")

    def handle(self, *args, folder, force, **options):
        now = timezone.now()
        try:
            manifest = restore_backup(folder, now=now, force=force)
        except Refused as refusal:
            raise CommandError(refusal.sentence) from refusal
        # The backup may be older than the code.
        call_command("migrate", verbosity=0)
        after_restore(now)
        self.stdout.write(f"Restored what was there at {manifest['made_at']}, with erasures made since done again.")
