from django.core.management.base import BaseCommand
from django.utils import timezone

from messaging.actions import send_due
from messaging.models import Message


class Command(BaseCommand):
    help = "Send what is due now, then stop. For a timer on a machine where no worker runs."

    def handle(self, *args, **options):
        now = timezone.now()
        sent = 0
        # Each message is tried at most once here: one that fails is due again later than this moment.
        while Message.objects.due(now).exists():
            sent += send_due(now)
        self.stdout.write(f"{sent} {'message was' if sent == 1 else 'messages were'} sent.")
