"""A tablet that staff handed to a learner: nothing but the questions opens on it until staff say again who they are.

A learner who presses "back", or types an address, must not come to the register and its names.
"""

import re

from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare

from core.codes import as_typed, keyed_hash
from core.errors import Refused
from core.throttle import what_fails
from events.models import DayCode

BACK_TO = "handed_over"  # in the session: where staff go on
DIGITS = "handed_over_digits"  # and the hash of what brings them there, if they chose any
PAGE = "/handed-over/"
STAYS_OPEN = ("/how-sure/", PAGE, "/static/")
TRIES = 10  # an hour: who does not get it right can sign out
NO_DIGITS = "Type four digits, like 4071."
WRONG = "That does not open it. Try again, or sign out below and sign in once more."
TOO_MANY = "That was tried too many times. Sign out below, and sign in once more."


def hand_over(request, back_to):
    request.session[BACK_TO] = back_to


def is_handed_over(request):
    return BACK_TO in request.session


def choose_digits(request, typed):
    """Four digits for this sign-in, since nobody types a password ten times in a room full of people."""
    if not re.fullmatch("[0-9]{4}", typed):
        raise Refused(NO_DIGITS)
    request.session[DIGITS] = keyed_hash(typed)


def has_digits(request):
    return DIGITS in request.session


def take_back(request, typed, *, day_codes):
    """Where staff go on. `typed`: the digits that they chose; the password of who is signed in, or else the day code
    that opened a register here, one of `day_codes` by their keys. Raises Refused.
    """
    with what_fails("handed-over", request.session.session_key, limit=TRIES, seconds=3600, sentence=TOO_MANY):
        if not opens(request, typed, day_codes):
            raise Refused(WRONG)
    return request.session.pop(BACK_TO)


def opens(request, typed, day_codes):
    if has_digits(request) and constant_time_compare(keyed_hash(typed), request.session[DIGITS]):
        return True
    if request.user.is_authenticated:
        return request.user.check_password(typed)
    return DayCode.objects.filter(pk__in=day_codes, code_hash=keyed_hash(as_typed(typed))).exists()


class HandedOver:
    """Leads every other address of a tablet that was handed over to the page that asks for it back."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if is_handed_over(request) and not request.path.startswith(STAYS_OPEN):
            return redirect(PAGE)
        return self.get_response(request)
