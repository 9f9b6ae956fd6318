from django.db import Error
from django.http import HttpResponseServerError
from django.template.loader import render_to_string
from django.views.decorators.csrf import requires_csrf_token

from core.models import ProgrammeSettings


@requires_csrf_token
def server_error(request):
    """Something broke, perhaps the database: say so, with the number to ring if it can still be read."""
    page = {"request": request, "programme": programme_if_it_can_be_read()}
    return HttpResponseServerError(render_to_string("500.html", page))


def programme_if_it_can_be_read():
    try:
        return ProgrammeSettings.current()
    except Error:
        return None
