"""What signing in needs besides allauth's own pages."""

from allauth.account.views import EmailView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_http_methods

from core.accounts import end_sessions, home_of


@login_required
def account(request):
    """/account/: wherever this account begins."""
    return redirect(home_of(request.user))


class Addresses(EmailView):
    """Only an address that somebody has shown to be theirs becomes their main one.

    A champion's page is opened to the account with the champion's address, and codes are sent to it.
    """

    def _action_primary(self, request, *args, **kwargs):
        address = self._get_email_address(request)
        if address and not address.verified:
            messages.error(request, "First show that this address is yours: send a message to check it.")
            return redirect("account_email")
        return super()._action_primary(request, *args, **kwargs)


def one_way_in(request):
    """Wagtail's own two sign-in pages ask for no second factor and count no tries: their addresses lead to ours."""
    wanted = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return redirect("account_login")
    return redirect(f"/account/login/?{urlencode({'next': wanted})}")


@login_required
@require_http_methods(["GET", "POST"])
def sign_out_everywhere(request):
    if request.method == "POST":
        end_sessions(request.user, by=request.actor, now=timezone.now())
        request.session.flush()
        messages.success(request, "You are signed out on every device.")
        return redirect("account_login")
    return render(request, "core/sign_out_everywhere.html")
