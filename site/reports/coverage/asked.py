"""What people asked for and have not found: requests for help without a champion, and waiting lists. Counts alone."""

from collections import Counter, defaultdict

from django.db.models import Count, Q

from champions.models import HelpRequest, RequestState
from events.models import Booking
from locations.distance import box_around, miles_to_each

NOWHERE = ("Not known", "")


def without_champion(district=""):
    """Open, and nobody has said yes yet."""
    found = HelpRequest.objects.filter(state__in=[RequestState.WAITING, RequestState.OFFERED]).order_by()
    return found.filter(Q(area=district) | Q(area__parent=district)) if district else found


def waiting_for_place(now, district=""):
    """On the waiting list of a session that is still to come."""
    found = Booking.objects.filter(state="waiting", occurrence__starts_at__gt=now, occurrence__state="on").order_by()
    return found.filter(occurrence__venue__district=district) if district else found


def asked_by_ward(now, district=""):
    """{(ward, district): (requests, bookings that wait)}: where people live who asked, and where they wanted to go."""
    requests = without_champion(district).values_list("area__name", "area__parent__name").annotate(Count("pk"))
    # A place on a whole course has a row for each date, and one reference.
    places = ("occurrence__venue__ward__name", "occurrence__venue__district__name")
    bookings = waiting_for_place(now, district).values_list(*places).annotate(Count("reference", distinct=True))
    return together(requests, bookings)


def asked_by_topic(now, district=""):
    """{(topic,): (requests, bookings that wait)}. Who asked for two topics is in both."""
    requests = without_champion(district).values_list("topics__title").annotate(Count("pk"))
    topics = ("occurrence__event__topics__title", "occurrence__event__course__topics__title")
    rows = waiting_for_place(now, district).values_list("reference", *topics).distinct()
    pairs = {(reference, title) for reference, *titles in rows for title in titles if title}
    return together(requests, Counter(title for _, title in pairs).items())


def together(requests, bookings):
    found = defaultdict(lambda: [0, 0])
    for place, rows in enumerate((requests, bookings)):
        for *key, number in rows:
            found[tuple(key)][place] += number
    return {key: tuple(numbers) for key, numbers in found.items()}


def waiting_near(latitude, longitude, miles):
    """How many open requests without a champion came from so near."""
    box = box_around(latitude, longitude, miles)
    inside = without_champion().filter(latitude__range=(box.south, box.north), longitude__range=(box.west, box.east))
    positions = list(inside.values_list("latitude", "longitude"))
    return sum(far <= miles for far in miles_to_each(latitude, longitude, positions))
