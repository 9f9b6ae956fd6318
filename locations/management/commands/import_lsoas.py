from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.actors import Actor
from core.errors import Refused
from core.words import count_words
from locations.imports.lsoas import carry_out, plan_import

MOST_NAMED = 5


class Command(BaseCommand):
    help = (
        "Take a table of small areas (LSOA) with who lives there, for reports. Says first what it would do and saves "
        "nothing; with --apply it does it. The columns are in docs/places.md."
    )

    def add_arguments(self, parser):
        parser.add_argument("path", help="the CSV file")
        parser.add_argument("--boundaries", help="their boundaries, as GeoJSON by code, to draw maps")
        parser.add_argument("--replace", action="store_true", help="take away those that the file does not have")
        parser.add_argument("--apply", action="store_true", help="save: without this nothing changes")

    def handle(self, path, boundaries, replace, apply, **options):
        try:
            plan = plan_import(path, boundaries)
            for fault in plan.faults:
                self.stdout.write(fault)
            if plan.faults:
                raise CommandError("Nothing was saved. Correct the file and run this again.")
            if apply:
                carry_out(plan, replace=replace, by=Actor.system(), now=timezone.now())
        except Refused as refused:
            raise CommandError(refused.sentence) from None
        for line in lines(plan, replace):
            self.stdout.write(line)
        if not apply:
            self.stdout.write("This was a trial: nothing has been saved. Run it again with --apply to save.")


def lines(plan, replace):
    yield (f"{areas(len(plan.new))} added, {areas(len(plan.changed))} changed, {areas(plan.same)} left as they are.")
    if plan.kept and replace:
        yield f"{areas(len(plan.kept))} taken away, since the file does not have them: {examples(plan.kept)}."
    elif plan.kept:
        yield (
            f"{areas(len(plan.kept))} not in the file and kept: {examples(plan.kept)}. If they are of an older "
            "census, people are counted twice: run it again with --replace to take them away."
        )
    if plan.without_position:
        yield (
            f"{areas(len(plan.without_position))} without a position, left out of distances: "
            f"{examples(plan.without_position)}. Import postcodes that have LSOA, or give boundaries."
        )
    if plan.without_shape:
        yield f"{areas(len(plan.without_shape))} without a boundary, drawn as a dot: {examples(plan.without_shape)}."


def areas(number):
    return count_words(number, "area")


def examples(codes):
    return ", ".join(codes[:MOST_NAMED]) + (", …" if len(codes) > MOST_NAMED else "")
