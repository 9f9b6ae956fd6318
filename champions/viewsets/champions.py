"""Champions in the admin: the board of applications, and the page on which a coordinator vets one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import Column, TitleColumn

from champions.actions import applications, checks, profile, removal
from champions.forms.answers import refusal_of
from champions.forms.staff import CorrectForm, MetForm, ReasonForm
from champions.models import WITH_SOMEBODY, Champion, ChampionRequirement, Setting
from champions.own_page import free_words
from champions.requirements import standings
from core.columns import DayColumn, short_day_words
from core.errors import Refused
from core.viewsets import RecordIndexView, RecordInspectView, RecordViewSet
from core.words import as_day, count_words

CHANGE = "champions.change_champion"


def age_words(champion):
    """How long an application has been lying here; for the others, since when they are active."""
    if champion.state in ("applied", "in-checks"):
        return f"{count_words((timezone.now() - champion.applied_at).days, 'day')} since applying"
    if champion.state in ("active", "paused") and champion.active_since:
        return f"Since {short_day_words(champion.active_since)}"
    return ""


def first_missing(asked):
    """What a coordinator most likely comes to record."""
    return next((each.requirement for each in asked if not each.in_date), None)


def as_it_is(champion):
    """What "put right" begins with."""
    ward = champion.represents
    return {
        "role": champion.role,
        "birth_year": champion.birth_year,
        "represents": ", ".join(str(each) for each in (ward, ward and ward.parent) if each),
        "team": champion.team,
        "manager": champion.manager,
    }


class ChampionIndexView(RecordIndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().in_turn().select_related("person", "role", "area")

    def search_queryset(self, queryset):
        if not self.is_searching:
            return queryset
        return queryset.filter(person__name__icontains=self.search_query.strip())


class ChampionInspectView(RecordInspectView):
    met_form = None

    def get_context_data(self, **kwargs):
        champion, now = self.object, timezone.now()
        today = as_day(now)
        asked = standings(champion, today)
        return super().get_context_data(
            champion=champion,
            asked=asked,
            is_complete=all(each.in_date for each in asked),
            free=free_words(champion),
            ways=[Setting(way).label for way in champion.settings],
            helping=champion.matches.filter(state__in=WITH_SOMEBODY).order_by("matched_at"),
            offers=champion.offers.select_related("request")[:20],
            may_change=self.request.user.has_perm(CHANGE),
            met_form=self.met_form or MetForm(initial={"met_on": today, "requirement": first_missing(asked)}),
            may_read=self.request.user.has_perm("champions.read_reference"),
            correct_form=CorrectForm(initial=as_it_is(champion), now=now),
            **kwargs,
        )

    def get_object(self):
        return get_object_or_404(
            Champion.objects.select_related("person", "role", "area", "user", "represents__parent").prefetch_related(
                "topics",
                "venues",
                "availability",
                "references",
                Prefetch("met", ChampionRequirement.objects.select_related("seen_by", "decided_by", "conduct")),
            ),
            pk=self.pk,
        )


class RecordMetView(ChampionInspectView):
    """Writes down that a requirement is met; what will not do is asked again, with all that was typed."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        if not request.user.has_perm(CHANGE):
            raise PermissionDenied
        form = self.met_form = MetForm(request.POST)
        said = {"champion": self.object, "by": request.actor, "now": timezone.now()}
        if form.is_valid() and refusal_of(form, lambda: checks.record_requirement(**said, **form.cleaned_data)):
            messages.success(request, "Recorded.")
            return redirect(reverse("champion:inspect", args=[self.object.pk]))
        messages.error(request, f"Nothing was recorded. {' '.join(form.non_field_errors())}")
        return self.render_to_response(self.get_context_data(), status=422)


class ChampionViewSet(RecordViewSet):
    model = Champion
    icon = "user"
    menu_label = "Champions"
    index_view_class = ChampionIndexView
    inspect_view_class = ChampionInspectView
    inspect_template_name = "champions/staff/champion.html"
    list_display = [
        TitleColumn("person", label="Name", url_name="champion:inspect"),
        "state",
        Column("age", label="How long", accessor=age_words),
        Column("role", label="Role"),
        Column("area", label="Area"),
        DayColumn("applied_at", label="Applied", sort_key="applied_at"),
    ]
    list_filter = ["state", "role"]
    search_fields = ["person__name"]
    ordering = ["turn", "applied_at"]
    inspect_view_fields = ["role", "state", "state_reason", "applied_at", "active_since", "paused_until"]

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            self.act("start-checks", applications.start_checks, "Their checks have begun."),
            self.act("activate", applications.activate, "They are active, and have been told."),
            self.act("return", profile.return_from_pause, "They are active again."),
            self.act("decline", applications.decline, "Declined. They have been told kindly.", ReasonForm),
            self.act("pause", profile.pause, "They are on a break.", ReasonForm),
            self.act("leave", profile.leave, "They have left. Their account is closed.", ReasonForm),
            self.act("remove", removal.remove, "Removed. Their account is closed, and they are told.", ReasonForm),
            path("met/<int:pk>/", self.construct_view(RecordMetView, **self.get_inspect_view_kwargs()), name="met"),
            self.act("correct", profile.correct, "Saved.", CorrectForm),
        ]

    def act(self, name, action, done, form_class=None):
        """A POST that does `action(champion=, by=, now=)` with what the form says, and comes back."""

        @require_POST
        def view(request, pk):
            if not request.user.has_perm(CHANGE):
                raise PermissionDenied
            champion, now = get_object_or_404(Champion, pk=pk), timezone.now()
            said = form_of(form_class, request.POST, now) if form_class else None
            if said is not None and not said.is_valid():
                for field, errors in said.errors.items():
                    messages.error(request, f"{said.fields[field].label or field.capitalize()}: {' '.join(errors)}")
                return redirect(self.get_url_name("inspect"), pk)
            try:
                action(champion=champion, **action_values(said), by=request.actor, now=now)
            except Refused as refusal:
                messages.error(request, refusal.sentence)
            else:
                messages.success(request, done)
            return redirect(self.get_url_name("inspect"), pk)

        return path(f"{name}/<int:pk>/", view, name=name)


def form_of(form_class, data, now):
    return form_class(data, now=now) if form_class is CorrectForm else form_class(data)


def action_values(said):
    if said is None:
        return {}
    values = dict(said.cleaned_data)
    if "postcode" in values:
        values["home"] = values.pop("postcode")
    return values
