from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.models import Page

from events.actions.schedules import flag_unpublished
from events.editing import crowded_words, deletion_refusal, undecided_words, unready_words
from events.models import EventPage, Occurrence
from events.viewsets.bookings import BookingViewSet
from events.viewsets.occurrences import OccurrenceViewSet


class ProgrammeGroup(ViewSetGroup):
    menu_label = "Programme"
    menu_icon = "date"
    menu_order = 200
    items = (OccurrenceViewSet(), BookingViewSet())

    def get_submenu_items(self):
        registers = RegistersMenuItem("Registers", reverse("events:registers"), icon_name="tasks", order=300)
        return [*super().get_submenu_items(), registers]


class RegistersMenuItem(MenuItem):
    """For those who lead sessions, and those who see every register."""

    def is_shown(self, request):
        return request.user.has_perm("events.view_booking")


@hooks.register("register_admin_viewset")
def programme():
    return ProgrammeGroup()


@hooks.register("before_delete_page")
def refuse_to_delete_with_people(request, page):
    """Wherever a page is deleted: an event with bookings or a register stays."""
    if refusal := deletion_refusal([page]):
        messages.error(request, refusal)
        return redirect("wagtailadmin_pages:edit", page.pk)


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
    if action_type == "unpublish":
        for page in EventPage.objects.filter(pk__in=[one.pk for one in objects if isinstance(one, Page)]):
            tell_staff_of_people_booked(request, page)


@hooks.register("after_publish_page")
def tell_what_publishing_left(request, page):
    if isinstance(page, EventPage):
        now = timezone.now()
        warn_of_undecided(request, page, now)
        if words := crowded_words(Occurrence.objects.filter(event=page.pk).upcoming(now)):
            messages.warning(request, words)


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
