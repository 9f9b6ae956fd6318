from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup

from events.actions.schedules import flag_unpublished
from events.editing import deletion_refusal, unready_words
from events.models import EventPage
from events.viewsets.bookings import BookingViewSet
from events.viewsets.occurrences import OccurrenceViewSet


class ProgrammeGroup(ViewSetGroup):
    menu_label = "Programme"
    menu_icon = "date"
    menu_order = 200
    items = (OccurrenceViewSet(), BookingViewSet())

    def get_submenu_items(self):
        registers = MenuItem("Registers", reverse("events:registers"), icon_name="tasks", order=300)
        return [*super().get_submenu_items(), registers]


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
        flagged = flag_unpublished(page, by=request.actor, now=timezone.now())
        if flagged:
            messages.warning(request, "People are booked on this event. See Dates: they need a decision.")


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_of_what_publishing_will_refuse(request, page):
    """Saved as a draft, which may be half filled in. An autosave in the background says nothing."""
    saved_by_hand = "application/json" not in request.headers.get("Accept", "")
    if isinstance(page, EventPage) and saved_by_hand and (words := unready_words(page)):
        messages.warning(request, f"Saved as a draft. Before it can be published: {words}")
