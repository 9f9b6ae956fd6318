"""Bookings in the admin: find one, cancel it for somebody, give a new code."""

import django_filters
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from core.codes import as_typed
from core.columns import DayColumn
from core.errors import Refused
from core.viewsets import RecordIndexView, RecordInspectView, RecordViewSet
from core.words import full_when_words, group_reference
from events.actions import bookings
from events.booking_words import course_of
from events.models import Booking, BookingState, EventPage
from events.permissions.bookings import CHANGE, bookings_seen_by, can_cancel, can_change
from events.permissions.registers import may_see_register
from events.permissions.swapping import can_swap
from events.views.admin.another_date import another_date
from events.views.admin.changing import change_booking
from messaging.outcomes import told_about


class BookingFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label="State", choices=BookingState.choices)
    event = django_filters.ModelChoiceFilter(
        label="Event", field_name="occurrence__event", queryset=lambda request: EventPage.objects.order_by("title")
    )
    day = django_filters.DateFilter(label="On", field_name="occurrence__starts_at", lookup_expr="date")
    at_door = django_filters.BooleanFilter(label="Tell at the door", field_name="tell_at_door")

    class Meta:
        model = Booking
        fields = ["state", "event", "day", "at_door"]


class BookingIndexView(RecordIndexView):
    def get_base_queryset(self):
        return bookings_seen_by(self.request.user).for_page()

    def search_queryset(self, queryset):
        """By part of a name, or by a number however it was read out."""
        if not self.is_searching:
            return queryset
        typed = self.search_query.strip()
        return queryset.filter(Q(person__name__icontains=typed) | Q(reference=as_typed(typed)))


class BookingInspectView(RecordInspectView):
    def get_object(self, queryset=None):
        return get_object_or_404(bookings_seen_by(self.request.user).for_page(), pk=unquote(str(self.pk)))

    def get_context_data(self, **kwargs):
        booking = self.object
        changes = self.request.user.has_perm(CHANGE)
        return super().get_context_data(
            booking=booking,
            number=group_reference(booking.reference),
            may_cancel=changes and can_cancel(booking, now=timezone.now()),
            may_change=changes and can_change(booking, now=timezone.now()),
            course=course_of(booking),
            may_swap=changes and can_swap(booking, now=timezone.now()),
            may_give_code=changes and booking.is_live,
            may_see_register=may_see_register(self.request.user, booking.occurrence, now=timezone.now()),
            told=told_about(booking),
            in_front=booking.places_in_front() if booking.state == BookingState.WAITING else None,
            **kwargs,
        )


class BookingViewSet(RecordViewSet):
    model = Booking
    icon = "calendar-check"
    menu_label = "Bookings"
    index_view_class = BookingIndexView
    inspect_view_class = BookingInspectView
    inspect_template_name = "events/admin/booking_inspect.html"
    filterset_class = BookingFilterSet
    ordering = ["-created_at", "-pk"]
    list_display = [
        TitleColumn(
            "reference",
            label="Number",
            accessor=lambda row: group_reference(row.reference),
            url_name="booking:inspect",
            classname="reference",
        ),
        Column("person", label="Name", accessor=lambda row: row.person.name),
        Column("occurrence", label="Session", accessor=lambda row: row.occurrence.event.title),
        Column("when", label="When", accessor=lambda row: when_words(row.occurrence)),
        Column("state", label="State", accessor=lambda row: row.get_state_display()),
        Column("places", label="Places"),
        DayColumn("created_at", label="Booked", sort_key="created_at"),
    ]
    search_fields = ["reference", "person__name"]
    search_backend_name = None
    inspect_view_fields = ["state", "places", "arrived_by", "created_at"]

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("change/<int:pk>/", change_booking, name="change"),
            path("cancel/<int:pk>/", cancel, name="cancel"),
            path("another-date/<int:pk>/", another_date, name="another_date"),
            path("new-code/<int:pk>/", new_code, name="new_code"),
        ]


def when_words(occurrence):
    return full_when_words(occurrence.starts_at, occurrence.ends_at)


@require_POST
def cancel(request, pk):
    if not request.user.has_perm(CHANGE):
        raise PermissionDenied
    booking = get_object_or_404(bookings_seen_by(request.user).for_page(), pk=pk)
    said = bool(request.POST.get("said"))
    give_up = bookings.leave_course if request.POST.get("all") and booking.whole_course else bookings.cancel
    try:
        give_up(booking=booking, by=request.actor, now=timezone.now(), said=said)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "It is cancelled." if said else "It is cancelled. They are told.")
    return redirect("booking:inspect", pk)


@require_POST
def new_code(request, pk):
    """The code is on this page alone: to be read out or copied down now."""
    if not request.user.has_perm(CHANGE):
        raise PermissionDenied
    booking = get_object_or_404(bookings_seen_by(request.user).for_page(), pk=pk)
    booking, secret = bookings.give_new_code(booking=booking, by=request.actor, now=timezone.now())
    page = {
        "booking": booking,
        "number": group_reference(booking.reference),
        "secret": secret,
        "grouped": group_reference(secret),
    }
    return render(request, "events/admin/booking_new_code.html", page)
