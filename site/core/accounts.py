from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.sessions.models import Session
from django.urls import reverse

from core.audit import record
from core.roles import LEADS, MEMBERS

CHAMPIONS_HOME = "/champions/me/"
# Who is this and nothing else begins with what they come for; the rest of the admin is empty to them.
ROLE_HOMES = {LEADS: "/register/", MEMBERS: "/admin/figures/division/"}


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
    """Where somebody begins: staff in the admin, session leads with their registers, champions on their own page."""
    if not user.has_perm("wagtailadmin.access_admin"):
        return CHAMPIONS_HOME
    roles = [] if user.is_superuser else list(user.groups.values_list("name", flat=True))
    home = ROLE_HOMES.get(roles[0]) if len(roles) == 1 else None
    return home or reverse("wagtailadmin_home")


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
