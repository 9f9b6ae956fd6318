from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.actors import Actor
from core.errors import Refused
from core.words import count_words, list_words
from locations.imports.venue_layouts import LAYOUTS
from locations.imports.venues import carry_out, plan_import

ACTIONS = {"new": "added", "change": "changed", "same": "left as they are", "out": "not taken"}


class Command(BaseCommand):
    help = (
        "Take places (libraries, fire stations, ...) from a CSV. Says first what it would do and saves nothing; "
        "with --apply it does it. The columns are in docs/places.md."
    )

    def add_arguments(self, parser):
        parser.add_argument("path", help="the CSV file")
        parser.add_argument(
            "--format", choices=["auto", *LAYOUTS], default="auto", help="whose columns it has; usually told by them"
        )
        parser.add_argument("--apply", action="store_true", help="save: without this nothing changes")

    def handle(self, path, apply, **options):
        try:
            source, steps, unknown = plan_import(path, layout=options["format"])
            if apply:
                carry_out(source, steps, by=Actor.system(), now=timezone.now())
        except Refused as refused:
            raise CommandError(refused.sentence) from None
        if unknown:
            self.stdout.write(f"Columns passed over: {list_words(unknown)}.")
        for step in steps:
            if line := describe(step):
                self.stdout.write(line)
        counts = [
            count_words(sum(step.action == action for step in steps), "place") + f" {words}"
            for action, words in ACTIONS.items()
        ]
        self.stdout.write(f"{', '.join(counts)}.")
        if not apply:
            self.stdout.write("This was a trial: nothing has been saved. Run it again with --apply to save.")


def describe(step):
    """One line for a row that changes something or was left out; nothing for one that stays as it is."""
    start = f"Row {step.row_number}, {step.name or 'without a name'}: "
    kept = f" Kept as set by hand: {list_words(step.kept)}." if step.kept else ""
    if step.action == "out":
        return f"{start}not taken: {step.reason}."
    if step.action == "new":
        return f"{start}new."
    if step.action == "change":
        return f"{start}{list_words(step.changes)} changed.{kept}"
    return f"{start}nothing new.{kept}" if kept else ""
