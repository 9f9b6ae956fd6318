"""Rows of the house itself that nobody needs any more."""

from importlib import import_module

from django.conf import settings

from core.holdings import Holding
from core.models import AuditLine

AUDIT_LINES = Holding(AuditLine.objects.all, "at")


def clear_sessions(now):
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
