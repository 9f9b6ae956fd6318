from django.shortcuts import redirect
from django.urls import include, path, reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.widgets import Button
from wagtail.models import Page

from core.words import count_words
from events.actions.approving import is_to_be_read, plan_of_deleting, plan_of_unpublishing
from events.actions.schedules import flag_unpublished
from events.editing import crowded_words, deletion_refusal, lost_dates_words, undecided_words, unready_words
from events.models import EventPage, Occurrence
from events.views.admin import desk
from events.views.admin.doors import CHANGE, closures_url, dates_url
from events.viewsets.bookings import BookingViewSet
from events.viewsets.feedback import FeedbackViewSet
from events.viewsets.occurrences import OccurrenceViewSet
from locations.models import VenuePage


class ProgrammeGroup(ViewSetGroup):
    menu_label = "Programme"
    menu_icon = "date"
    menu_order = 200
    items = (OccurrenceViewSet(), BookingViewSet(), FeedbackViewSet())

    def get_submenu_items(self):
        calls = DeskMenuItem("Book for a caller", reverse("desk"), icon_name="comment", order=50)
        registers = RegistersMenuItem("Registers", reverse("events:registers"), icon_name="tasks", order=300)
        address = reverse("event_dates:partner_calendars")
        calendars = CalendarsMenuItem("Partner calendars", address, icon_name="download", order=400)
        duty = DutyMenuItem("Duty lists", reverse("event_dates:duty"), icon_name="group", order=350)
        rota = RotaMenuItem("Champions at sessions", reverse("event_dates:rota"), icon_name="group", order=360)
        address = reverse("event_dates:trainings")
        training = TrainingMenuItem("Training that counts", address, icon_name="tick-inverse", order=450)
        return [calls, *super().get_submenu_items(), registers, duty, rota, calendars, training]


class DeskMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("events.add_booking")


class RegistersMenuItem(MenuItem):
    """For those who lead sessions, and those who see every register."""

    def is_shown(self, request):
        return request.user.has_perm("events.view_booking")


class DutyMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("events.change_duty")


class RotaMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("champions.change_champion")


class TrainingMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("champions.change_requirement")


class CalendarsMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("events.view_partnercalendar")


@hooks.register("register_admin_viewset")
def programme():
    return ProgrammeGroup()


@hooks.register("register_admin_urls")
def pages_about_dates():
    return [path("events/", include("events.urls_admin"))]


@hooks.register("register_admin_urls")
def booking_for_a_caller():
    return [path("desk/", desk.desk, name="desk"), path("desk/done/", desk.desk_done, name="desk_done")]


@hooks.register("before_publish_page")
def show_the_plan(request, page):
    """Whoever publishes from the editor reads first what happens to the dates. Text alone is published at once."""
    if not isinstance(page, EventPage) or (page.go_live_at and page.go_live_at > timezone.now()):
        return None
    if not is_to_be_read(page, now=timezone.now()):
        return None
    # A page made and published in one go is on the site before anybody has read the plan.
    if page.live and not page.live_revision_id:
        EventPage.objects.filter(pk=page.pk).update(live=False, has_unpublished_changes=True)
    return redirect("event_dates:publish", page.latest_revision_id)


@hooks.register("before_unpublish_page")
def show_who_is_booked(request, page):
    is_event = request.method == "POST" and isinstance(page.specific, EventPage)
    if is_event and plan_of_unpublishing(page, now=timezone.now()):
        return redirect("event_dates:unpublish", page.pk)
    return None


@hooks.register("after_copy_page")
def show_the_plan_of_a_copy(request, page, new_page):
    """It is made as a draft (forms/event_page.py): whoever wants it published reads first which dates it will have."""
    if not (request.POST.get("publish_copies") and isinstance(new_page.specific, EventPage)):
        return None
    return redirect("event_dates:publish", new_page.latest_revision_id)


@hooks.register("register_page_listing_more_buttons")
@hooks.register("register_page_header_buttons")
def lead_to_the_dates(page, user, *args, **kwargs):
    if isinstance(page.specific_deferred, EventPage) and user.has_perm(CHANGE):
        yield Button("Dates", dates_url(page), icon_name="date", priority=15)


@hooks.register("register_page_listing_more_buttons")
@hooks.register("register_page_header_buttons")
def lead_to_the_duty_list(page, user, *args, **kwargs):
    if isinstance(page.specific_deferred, VenuePage) and user.has_perm("events.change_duty"):
        yield Button("Duty list", reverse("event_dates:duty_at", args=[page.pk]), icon_name="group", priority=15)


@hooks.register("before_delete_page")
def show_what_is_deleted(request, page):
    """Wherever a page is deleted: an event with bookings or a register stays, and the dates of any other are shown."""
    is_event, now = isinstance(page.specific, EventPage), timezone.now()
    if refusal := deletion_refusal([page]):
        messages.error(request, refusal)
        is_seen = is_event and page.live and plan_of_unpublishing(page, now=now)
        return redirect("event_dates:unpublish" if is_seen else "wagtailadmin_pages:edit", page.pk)
    if is_event and plan_of_deleting(page, now=now):
        return redirect("event_dates:delete", page.pk)
    if request.method == "GET" and (words := lost_dates_words(page, now)):
        messages.warning(request, words)


@hooks.register("before_bulk_action")
def refuse_to_delete_many_with_people(request, action_type, objects, action_class_instance):
    pages = [page for page in objects if hasattr(page, "specific")]
    if action_type == "delete" and pages and (refusal := deletion_refusal(pages)):
        messages.error(request, refusal)
        return redirect("wagtailadmin_explore", pages[0].get_parent().pk)


@hooks.register("after_unpublish_page")
def tell_staff_of_people_booked(request, page):
    if isinstance(page.specific, EventPage):
        now = timezone.now()
        flag_unpublished(page, by=request.actor, now=now)
        warn_of_undecided(request, page, now)


@hooks.register("after_bulk_action")
def tell_staff_of_people_booked_on_many(request, action_type, objects, action_class_instance):
    """What is unpublished below one of these pages is found in the night (actions/extending.py)."""
    tell = {"unpublish": tell_staff_of_people_booked, "publish": tell_what_publishing_left}.get(action_type)
    for page in EventPage.objects.filter(pk__in=[one.pk for one in objects if isinstance(one, Page)]) if tell else ():
        tell(request, page)


@hooks.register("after_publish_page")
def tell_what_publishing_left(request, page):
    if isinstance(page, EventPage):
        now = timezone.now()
        warn_of_undecided(request, page, now)
        if words := crowded_words(Occurrence.objects.filter(event=page.pk).upcoming(now)):
            messages.warning(request, words)


@hooks.register("after_publish_page")
def tell_of_dates_on_closed_days(request, page):
    if not isinstance(page, VenuePage):
        return
    number = Occurrence.objects.at(page.pk).on_closed_days().filter(starts_at__gt=timezone.now()).count()
    if number:
        words = f"{count_words(number, 'date')} at {page.title} {'falls' if number == 1 else 'fall'} on a closed day."
        see = messages.button(closures_url(page.pk), "Decide what becomes of them")
        messages.warning(request, words, buttons=[see])


def warn_of_undecided(request, page, now):
    if words := undecided_words(page, now):
        see = messages.button(f"{reverse('occurrence:index')}?decide=true&when=coming", "See the dates")
        messages.warning(request, words, buttons=[see])


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_of_what_publishing_will_refuse(request, page):
    """Saved as a draft, which may be half filled in. An autosave in the background says nothing."""
    saved_by_hand = "application/json" not in request.headers.get("Accept", "")
    if isinstance(page, EventPage) and saved_by_hand and (words := unready_words(page)):
        messages.warning(request, f"Saved as a draft. Before it can be published: {words}")
