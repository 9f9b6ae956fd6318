"""The standards that every charter begins with; made after every migration, and what managers changed stays."""

from django.apps import apps as global_apps

from reports.models import Promised, ServiceStandard

FIRST = [
    (Promised.ANSWER, "When you ask for a person to help you, you hear from us", 2),
    (Promised.MATCH, "You are matched with a digital champion", 10),
    (Promised.CANCELLED, "If your session is cancelled, we tell you", 1),
    (Promised.APPLICATION, "When you apply to be a digital champion, you have our reply", 5),
    (Promised.REGISTER, "After each session its register is back, so that our figures are right", 3),
]


def after_migrate(sender, apps=global_apps, using="default", **kwargs):
    """Unless this migration stops before the table is there."""
    try:
        apps.get_model("reports.ServiceStandard")
    except LookupError:
        return
    if using == "default":
        ensure_standards()


def ensure_standards():
    ServiceStandard.objects.bulk_create(
        [
            ServiceStandard(key=key, words=words, days=days, order=10 * place)
            for place, (key, words, days) in enumerate(FIRST, 1)
        ],
        ignore_conflicts=True,
    )
