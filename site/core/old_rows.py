"""Rows of the house itself that nobody needs any more."""

from importlib import import_module

from django.conf import settings

from core.models import AuditLine


def delete_audit_lines(before, now):
    deleted, _ = AuditLine.objects.filter(at__lt=before).delete()
    return deleted


def clear_sessions(now):
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
