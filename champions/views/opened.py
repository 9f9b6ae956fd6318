"""The requests for help that this visitor may see, until they finish or go away."""

from champions.models import HelpRequest
from core import personal

KEPT_AS = "requests"


def open_requests(request, asked, *, now):
    keys = [*opened_keys(request), *(str(one.key) for one in asked)]
    personal.remember(request, KEPT_AS, list(dict.fromkeys(keys)), now=now)


def opened_requests(request):
    """Nothing is asked of the database while none is open."""
    keys = opened_keys(request)
    return list(shown().filter(key__in=keys).order_by("-created_at")) if keys else []


def opened_request(request, reference):
    """None unless this visitor has opened it; whether it exists is told to nobody else."""
    found = shown().filter(key__in=opened_keys(request)).by_reference(reference)
    return found.select_related("champion__person", "champion__role", "venue").first()


def shown():
    return HelpRequest.objects.to_show().prefetch_related("topics", "wanted_times", "sessions")


def opened_keys(request):
    return personal.recall(request, KEPT_AS, [])
