"""What every answer carries, who is asking, and the second factor for staff."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect

from core.actors import Actor

PUBLIC_POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
# Wagtail's admin has inline scripts; a nonce would switch 'unsafe-inline' off and its date pickers would die.
ADMIN_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
    "script-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'self'"
)
LOGOUT = "/admin/logout/"
PERMISSIONS = "camera=(), geolocation=(self), microphone=(), payment=(), usb=()"


def is_admin(path):
    return path.startswith("/admin/")


class SecurityHeaders:
    """A strict Content-Security-Policy everywhere but in the admin; nothing personal kept by a cache."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault(
            "Content-Security-Policy", ADMIN_POLICY if is_admin(request.path) else PUBLIC_POLICY
        )
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        user = getattr(request, "user", None)
        if is_admin(request.path) or (user is not None and user.is_authenticated):
            response.headers["Cache-Control"] = "no-store"
        return response


class WhoIsAsking:
    """`request.actor`: what views hand to actions as `by=`."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.actor = Actor.of(request.user)
        return self.get_response(request)


class StaffDoor:
    """Nobody but staff enters the admin; where it is required (production), nor does anybody without a second factor.

    Wagtail would send a champion who is signed in back to the sign-in page, which would send them to the admin again.
    """

    SETUP = "mfa_index"

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if self.is_lost(request):
            raise PermissionDenied
        if settings.STAFF_SECOND_FACTOR_REQUIRED and self.needs_factor(request):
            messages.info(request, "Set up a second way to prove it is you. Then you can carry on.")
            return redirect(self.SETUP)
        return self.get_response(request)

    @staticmethod
    def is_lost(request):
        """Signed in, not staff, and in the admin."""
        user = request.user
        in_admin = is_admin(request.path) and request.path != LOGOUT
        return in_admin and user.is_authenticated and not user.has_perm("wagtailadmin.access_admin")

    @staticmethod
    def needs_factor(request):
        from allauth.mfa.adapter import get_adapter  # allauth reads settings when imported

        if not request.path.startswith(("/admin/", "/register/")) or not request.user.is_authenticated:
            return False
        return not get_adapter().is_mfa_enabled(request.user)
