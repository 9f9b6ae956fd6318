"""Pages whose editor set a time to publish or unpublish them."""

from django.core.management import call_command


def publish_due(now):
    # Wagtail's own, which leaves it to the house to run it. It reads the clock itself.
    call_command("publish_scheduled", verbosity=0)
