from django import forms

from champions.models import Requirement
from core.govuk import GovukForm
from events.models import EventKind, EventPage


class TrainingForm(GovukForm):
    """Which event counts for which training."""

    requirement = forms.ModelChoiceField(
        Requirement.objects.filter(kind=Requirement.Kind.TRAINING),
        label="Whoever comes has met",
        empty_label=None,
        widget=forms.Select,
    )
    event = forms.ModelChoiceField(
        EventPage.objects.filter(kind=EventKind.CHAMPION_TRAINING).order_by("title"),
        label="By being marked present at",
        help_text="Events of the kind “champion training”.",
        empty_label=None,
        widget=forms.Select,
    )
