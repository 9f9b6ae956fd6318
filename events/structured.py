"""Events and courses for search engines: schema.org as JSON-LD, written as Google's pages on events and courses ask.

Everything here is on the page too. Moments carry London's offset. Rows are as `for_page()` gives them.
"""

from django.templatetags.static import static

from core.site_address import absolute
from core.words import LONDON
from events.listing import places_left
from events.models import BookingMode, Delivery, EventKind

CONTEXT = "https://schema.org"
ATTENDANCE = {
    Delivery.IN_PERSON: "OfflineEventAttendanceMode",
    Delivery.ONLINE: "OnlineEventAttendanceMode",
    Delivery.BOTH: "MixedEventAttendanceMode",
}
MODES = {Delivery.IN_PERSON: "Onsite", Delivery.ONLINE: "Online", Delivery.BOTH: "Blended"}
TAUGHT = {EventKind.COURSE, EventKind.WORKSHOP, EventKind.CHAMPION_TRAINING}


def events_data(occurrences, programme):
    """One JSON-LD object of all these dates of one event."""
    return {"@context": CONTEXT, "@graph": [event_data(each, programme) for each in occurrences]}


def event_data(occurrence, programme):
    page = occurrence.event
    url = absolute(occurrence.get_absolute_url())
    data = {
        "@type": "EducationEvent" if page.kind in TAUGHT else "Event",
        "@id": url,
        "url": url,
        "name": page.title,
        "description": page.summary or page.title,
        "startDate": moment(occurrence.starts_at),
        "endDate": moment(occurrence.ends_at),
        "eventAttendanceMode": f"{CONTEXT}/{attendance(occurrence)}",
        **status(occurrence),
        "image": absolute(static("core/share.png")),
        "location": locations(occurrence, url),
        "organizer": organizer(programme),
    }
    if not page.cost:
        data |= {"isAccessibleForFree": True, "offers": offer(occurrence, url)}
    return data


def moment(at):
    return at.astimezone(LONDON).isoformat(timespec="seconds")


def attendance(occurrence):
    return ATTENDANCE[Delivery.ONLINE if occurrence.venue is None else occurrence.event.delivery]


def status(occurrence):
    """Google takes the date that it was before only of one that is rescheduled; another place alone is no new date."""
    if occurrence.is_cancelled:
        return {"eventStatus": f"{CONTEXT}/EventCancelled"}
    before = occurrence.moved_from_at
    states = []
    if before and before != occurrence.starts_at:
        states.append(f"{CONTEXT}/EventRescheduled")
    if occurrence.moved_from_venue_id and occurrence.venue is None:
        states.append(f"{CONTEXT}/EventMovedOnline")
    if not states:
        return {"eventStatus": f"{CONTEXT}/EventScheduled"}
    said = {"eventStatus": states[0] if len(states) == 1 else states}
    return said | ({"previousStartDate": moment(before)} if before != occurrence.starts_at else {})


def locations(occurrence, url):
    """Its page stands for the room online: the joining link is for those booked alone."""
    found = [place_data(occurrence.venue)] if occurrence.venue else []
    if occurrence.event.is_online or not found:
        found.append({"@type": "VirtualLocation", "url": url})
    return found[0] if len(found) == 1 else found


def place_data(venue):
    address = {"streetAddress": venue.address, "addressLocality": venue.town, "postalCode": venue.postcode}
    address = {name: value for name, value in address.items() if value}
    data = {"@type": "Place", "name": venue.title, "address": {"@type": "PostalAddress", **address}}
    data["address"]["addressCountry"] = "GB"
    if venue.latitude is not None:
        data["geo"] = {"@type": "GeoCoordinates", "latitude": venue.latitude, "longitude": venue.longitude}
    return data


def organizer(programme):
    return {"@type": "Organization", "name": programme.programme_name, "url": absolute("/")}


def offer(occurrence, url):
    full = occurrence.event.booking_mode == BookingMode.BOOK and places_left(occurrence) == 0
    state = "SoldOut" if full or occurrence.is_cancelled else "InStock"
    return {
        "@type": "Offer",
        "price": 0,
        "priceCurrency": "GBP",
        "availability": f"{CONTEXT}/{state}",
        "url": url,
    }


def course_data(course, occurrences, programme):
    """A course with its next dates, each an instance of it."""
    data = {
        "@context": CONTEXT,
        "@type": "Course",
        "name": course.title,
        "description": course.summary or course.title,
        "url": absolute(f"/courses/{course.slug}/"),
        "provider": organizer(programme),
        "inLanguage": "en-GB",
        "educationalLevel": course.get_level_display(),
    }
    if course.outcome_lines:
        data["teaches"] = course.outcome_lines
    if course.qualification:
        data["educationalCredentialAwarded"] = course.qualification
    if held := [each for each in occurrences if not each.is_cancelled]:
        data["hasCourseInstance"] = [instance_data(each) for each in held]
        data["offers"] = {"@type": "Offer", "category": cost_category(held)}
    return data


def cost_category(occurrences):
    """In Google's words for what a course costs."""
    paid = [bool(each.event.cost) for each in occurrences]
    return "Paid" if all(paid) else "Partially Free" if any(paid) else "Free"


def instance_data(occurrence):
    url = absolute(occurrence.get_absolute_url())
    minutes = int((occurrence.ends_at - occurrence.starts_at).total_seconds() // 60)
    data = {
        "@type": "CourseInstance",
        "name": occurrence.title,
        "url": url,
        "courseMode": MODES[occurrence.event.delivery],
        "startDate": moment(occurrence.starts_at),
        "endDate": moment(occurrence.ends_at),
        "courseWorkload": f"PT{minutes}M",
    }
    if occurrence.venue:
        data["location"] = {"@type": "Place", "name": occurrence.venue.title, "address": occurrence.venue.town}
    return data
