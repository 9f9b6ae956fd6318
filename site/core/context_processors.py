from django.utils.functional import SimpleLazyObject

from core.models import ProgrammeSettings


def programme(request):
    """`programme`: the council's name and how to reach it, for the header and footer of every page.

    In one query, and in none for a page that does not show it, as in the admin.
    """
    return {"programme": SimpleLazyObject(ProgrammeSettings.current)}
