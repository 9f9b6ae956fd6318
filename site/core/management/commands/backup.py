from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.backups import make_backup
from core.errors import Refused


class Command(BaseCommand):
    help = "Copy the database and what was uploaded into BACKUP_FOLDER; the site may go on meanwhile."

    def handle(self, *args, **options):
        try:
            folder = make_backup(timezone.now())
        except Refused as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write(f"Made {folder}")
