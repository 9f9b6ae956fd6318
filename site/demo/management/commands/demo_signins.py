from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand

from demo.accounts import PASSWORD, SIGN_INS


class Command(BaseCommand):
    help = "Print the demonstration's sign-ins, if the demonstration is loaded."

    def handle(self, **options):
        emails = [sign_in.email for sign_in in SIGN_INS]
        if not get_user_model().objects.filter(email__in=emails).exists():
            return
        self.stdout.write(f"Sign in at /admin/ with the pass phrase: {PASSWORD}")
        for sign_in in SIGN_INS:
            self.stdout.write(f"  {sign_in.email:<26} {sign_in.what}")
