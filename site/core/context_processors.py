from core.models import ProgrammeSettings


def programme(request):
    """`programme`: the council's name and how to reach it, for the header and footer of every page."""
    return {"programme": ProgrammeSettings.for_request(request)}
