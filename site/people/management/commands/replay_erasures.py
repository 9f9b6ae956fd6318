from django.core.management.base import BaseCommand
from django.utils import timezone

from core.actors import Actor
from people.actions.erasing import empty_all
from people.erasures import undone


class Command(BaseCommand):
    help = "After a restore: forget again everybody who was erased since the backup was made."

    def handle(self, *args, **options):
        now = timezone.now()
        people = list(undone())
        for person in people:
            empty_all(person, by=Actor.system(), now=now, why="restored")
        count = len(people)
        self.stdout.write(f"{count} {'person was' if count == 1 else 'people were'} erased again.")
