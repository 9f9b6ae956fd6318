"""The champions' area: who may come in, and what is in it."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from champions.models import Champion
from champions.telling import first_name
from events.models import Audience, Occurrence, OccurrenceState

AREA_URL = "/champions/area/"
MAY_ENTER = ("active", "paused")
NEWS_SHOWN, MEETINGS_SHOWN, NAMES_SHOWN = 10, 10, 200


def may_enter(user):
    """Champions who are active or on a break, and staff."""
    if not user.is_authenticated:
        return False
    return (
        user.has_perm("wagtailadmin.access_admin") or Champion.objects.filter(user=user, state__in=MAY_ENTER).exists()
    )


def for_champions_alone(view):
    """Others are asked to sign in, or told whom the page is for. The last argument but named ones is the request."""

    @wraps(view)
    def wrapped(*args, **kwargs):
        request = args[-1]
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not may_enter(request.user):
            return render(request, "champions/not_a_champion.html", status=403)
        response = view(*args, **kwargs)
        add_never_cache_headers(response)
        response.headers["Cache-Control"] = "no-store"
        return response

    return wrapped


@for_champions_alone
def area(request):
    now = timezone.now()
    return render(request, "pages/champions_area.html", whats_in_it(now) | {"now": now})


def whats_in_it(now):
    """Guides by title, the latest news, meetings to come, and who else is a champion, of those who agreed."""
    from pages.models import ForChampionsPage

    pages = ForChampionsPage.objects.live()
    meetings = Occurrence.objects.published().upcoming(now).filter(event__audience=Audience.CHAMPIONS)
    meetings = meetings.filter(state=OccurrenceState.ON).select_related("event", "venue").order_by("starts_at", "pk")
    return {
        "guides": pages.filter(kind="guide").order_by("title"),
        "news": pages.filter(kind="news").order_by("-first_published_at", "-pk")[:NEWS_SHOWN],
        "meetings": pages.filter(kind="meeting", meets_at__gte=now).order_by("meets_at", "pk")[:MEETINGS_SHOWN],
        "sessions": meetings[:MEETINGS_SHOWN],
        "others": who_else(),
    }


def who_else():
    """[(first name, district)] of those who agreed to it, by district."""
    agreed = Champion.objects.filter(
        state__in=MAY_ENTER, shown_to_others=True, person__do_not_contact=False, person__erased_at=None
    )
    rows = agreed.select_related("person", "area__parent")[:NAMES_SHOWN]
    return sorted(((first_name(each.person), district_of(each.area)) for each in rows), key=lambda each: each[::-1])


def district_of(area):
    """Never the ward, in which there may be one champion alone."""
    while area is not None and area.kind not in ("district", "county"):
        area = area.parent
    return area.name if area else ""
