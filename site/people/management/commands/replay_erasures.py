from django.core.management.base import BaseCommand
from django.utils import timezone

from people.actions.erasing import replay_erasures


class Command(BaseCommand):
    help = "Forget again everybody who was erased since a backup was made. `restore` does this by itself."

    def handle(self, *args, **options):
        count = replay_erasures(timezone.now())
        self.stdout.write(f"{count} {'person was' if count == 1 else 'people were'} erased again.")
