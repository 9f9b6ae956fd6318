"""Occurrences in the admin: which there are, who is booked, what needs a decision; off, on again, places, lead."""

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from core.columns import MomentColumn
from core.errors import Refused
from core.viewsets import QuietSave, RecordIndexView, RecordInspectView, RecordViewSet
from events.actions import occurrences
from events.actions.day_codes import can_issue
from events.actions.occurrences import has_schedule
from events.editing import crowded_words
from events.forms.leads import offer_staff
from events.listing import place_words
from events.minimum import waits_for_people
from events.models import Occurrence, OccurrenceState
from events.models.bookings import LIVE
from events.permissions.registers import SEES_ALL, may_see_register
from events.permissions.writing import can_write
from events.plan_words import people_words
from events.views.admin.doors import CANCEL, CHANGE, closures_url
from events.who_is_there import who_is_there
from locations.models import VenuePage


class OccurrenceFilterSet(WagtailFilterSet):
    when = django_filters.ChoiceFilter(
        label="When", method="filter_when", choices=[("coming", "Still to come"), ("over", "Over")], empty_label="All"
    )
    decide = django_filters.BooleanFilter(label="Needs a decision", method="filter_decide")
    few = django_filters.BooleanFilter(label="Too few have booked", method="filter_few")
    state = django_filters.ChoiceFilter(label="State", choices=OccurrenceState.choices)
    venue = django_filters.ModelChoiceFilter(
        label="Place", queryset=lambda request: VenuePage.objects.order_by("title")
    )

    class Meta:
        model = Occurrence
        fields = ["when", "decide", "few", "state", "venue"]

    def filter_when(self, rows, name, value):
        now = timezone.now()
        return rows.upcoming(now) if value == "coming" else rows.past(now)

    def filter_few(self, rows, name, value):
        few = Occurrence.objects.with_too_few(timezone.now()).values("pk")
        return rows.filter(pk__in=few) if value else rows.exclude(pk__in=few)

    def filter_decide(self, rows, name, value):
        return rows.needing_decision() if value else rows.filter(needs_decision="")


class OccurrenceIndexView(RecordIndexView):
    def get_base_queryset(self):
        return Occurrence.objects.with_room().select_related("event", "venue")


class OccurrenceInspectView(RecordInspectView):
    def get_context_data(self, **kwargs):
        row, user, now = self.object, self.request.user, timezone.now()
        decides = user.has_perm(CANCEL)
        return super().get_context_data(
            occurrence=row,
            booked=row.bookings.filter(state__in=LIVE).count(),
            may_cancel=decides and not row.is_cancelled and row.ends_at > now,
            may_put_back=decides and row.is_cancelled and row.starts_at > now,
            closures_url=closures_url(row.venue_id),
            may_decide=decides and bool(row.needs_decision),
            may_move=user.has_perms([CHANGE, CANCEL]) and not row.is_cancelled and row.starts_at > now,
            may_follow=may_follow(user, row, now),
            too_few=waits_for_people(row, now=now),
            may_hold=decides,
            people=people_words(who_is_there([row.event_id], now=now, occurrences=[row.pk]).get(row.pk)),
            may_change=user.has_perm("events.change_occurrence") and row.ends_at > now,
            may_see_register=may_see_register(user, row, now=now),
            may_issue_day_code=can_issue(row, by=self.request.actor, now=now),
            day_codes=row.day_codes.filter(ended_at=None) if user.has_perm(SEES_ALL) else [],
            may_write=user.has_perm(CHANGE) and can_write(row, now=now),
            **kwargs,
        )


def may_follow(user, row, now):
    """Whether the schedule of this date could be changed from here on, by whoever may publish the event."""
    if row.starts_at <= now or not row.event.live or not has_schedule(row):
        return False
    return row.event.permissions_for_user(user).can_publish()


class OccurrenceForm(WagtailAdminModelForm):
    class Meta(WagtailAdminModelForm.Meta):
        model = Occurrence
        fields = ["capacity", "lead"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer_staff(self.fields["lead"], chosen=self.instance.lead_id)


class OccurrenceEditView(QuietSave, generic.EditView):
    def act(self, form, *, by, now):
        answers = form.cleaned_data
        return occurrences.change_details(
            self.object, capacity=answers["capacity"], lead=answers["lead"], by=by, now=now
        )

    def after_url(self, occurrence):
        if words := crowded_words(Occurrence.objects.filter(pk=occurrence.pk)):
            messages.warning(self.request, words)
        return reverse("occurrence:inspect", args=[occurrence.pk])


class OccurrenceViewSet(RecordViewSet):
    model = Occurrence
    icon = "date"
    menu_label = "Dates"
    pages = ("index", "index_results", "inspect", "edit")
    index_view_class = OccurrenceIndexView
    inspect_view_class = OccurrenceInspectView
    edit_view_class = OccurrenceEditView
    inspect_template_name = "events/admin/occurrence_inspect.html"
    filterset_class = OccurrenceFilterSet
    ordering = ["starts_at", "pk"]
    list_display = [
        TitleColumn("event", label="Event", accessor=lambda row: row.event.title, url_name="occurrence:inspect"),
        MomentColumn("starts_at", label="When", sort_key="starts_at"),
        Column("venue", label="Place", accessor=place_words),
        Column("booked", label="Booked", accessor=lambda row: booked_words(row)),
        "state",
        "needs_decision",
    ]
    search_fields = ["event__title", "venue__title"]
    search_backend_name = None
    inspect_view_fields = ["register_code", "register_note"]

    @property
    def menu_url(self):
        """What is still to come first: a year of what is over lies before it."""
        return f"{super().menu_url}?when=coming"

    def get_form_class(self, for_update=False):
        return OccurrenceForm

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("cancel/<int:pk>/", cancel, name="cancel"),
            self.act_path(
                "hold", occurrences.hold_although_few, permission=CANCEL, done="It is held. Nobody needs to be told."
            ),
            self.act_path(
                "on-again", occurrences.put_back_on, permission=CANCEL, done="It is on again. Those booked are told."
            ),
        ]


@require_POST
def cancel(request, pk):
    if not request.user.has_perm(CANCEL):
        raise PermissionDenied
    occurrence = get_object_or_404(Occurrence, pk=pk)
    try:
        occurrences.cancel(
            occurrence, reason=request.POST.get("reason", "")[:199], by=request.actor, now=timezone.now()
        )
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "It is cancelled. Those booked are told.")
    return redirect("occurrence:inspect", pk)


def booked_words(row):
    of_all = "" if row.places is None else f" of {row.places}"
    waiting = f", {row.waiting} waiting" if row.waiting else ""
    return f"{row.taken}{of_all}{waiting}"
