from django.core.management.base import BaseCommand

from messaging.worker import PAUSE, Worker


class Command(BaseCommand):
    help = "Send messages as they fall due, publish pages at their time and do the nightly jobs, until stopped."

    def add_arguments(self, parser):
        parser.add_argument("--pause", type=float, default=PAUSE, help="Seconds between looking for work.")

    def handle(self, *args, pause, **options):
        self.stdout.write("The worker is looking for messages to send.")
        self.stdout.flush()
        Worker(pause=pause).run()
        self.stdout.write("The worker has stopped.")
