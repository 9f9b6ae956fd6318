"""When things were last done, kept in the database so that every process knows."""

from core.models import LastDone

HEARTBEAT = "worker"
BACKUP = "backup"


def mark_done(name, now):
    LastDone.objects.update_or_create(name=name, defaults={"at": now})


def last_done(*names):
    """{name: when}, for those that were ever done."""
    return dict(LastDone.objects.filter(name__in=names).values_list("name", "at"))
