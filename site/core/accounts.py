from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.sessions.models import Session
from django.urls import reverse

from core.audit import record

CHAMPIONS_HOME = "/champions/me/"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by staff, or when a volunteer applies: nobody signs up by themselves."""

    def is_open_for_signup(self, request):
        return False

    def login(self, request, user):
        # What they typed as a visitor was to be forgotten in minutes; from here on it is a session like any other.
        request.session.set_expiry(None)
        super().login(request, user)

    def get_login_redirect_url(self, request):
        return home_of(request.user)


def home_of(user):
    """Where somebody begins: staff in the admin, champions on their own page."""
    return reverse("wagtailadmin_home") if user.has_perm("wagtailadmin.access_admin") else CHAMPIONS_HOME


def end_sessions(user, *, by, now):
    """Sign an account out on every device, for example after a tablet was lost. Returns how many sessions ended."""
    # What is in a session is only known by opening it; there are some hundreds at most, since old ones go each night.
    theirs = [
        session.pk
        for session in Session.objects.filter(expire_date__gt=now).iterator()
        if session.get_decoded().get("_auth_user_id") == str(user.pk)
    ]
    ended, _ = Session.objects.filter(pk__in=theirs).delete()
    record("sessions_ended", user, by=by, now=now, count=ended)
    return ended
