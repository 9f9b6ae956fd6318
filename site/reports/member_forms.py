from django import forms

from core.govuk import GovukForm
from reports.division import area_named

MOST_AREAS = 20


class AreasForm(GovukForm):
    """One ward or district in each line, by name or code. Cleaned, `areas` is a list of grounds.Known."""

    areas = forms.CharField(
        label="Wards or districts",
        required=False,
        help_text="One in each line: its name, or its code, like E05000001. Empty: none.",
        widget=forms.Textarea({"rows": 5}),
    )

    @classmethod
    def of(cls, member):
        return cls(initial={"areas": "\n".join(row.code for row in member.member_areas.all())})

    def clean_areas(self):
        lines = [line.strip() for line in self.cleaned_data["areas"].splitlines() if line.strip()]
        if len(lines) > MOST_AREAS:
            raise forms.ValidationError(f"Enter at most {MOST_AREAS}.")
        found = [area_named(line) for line in lines]
        return list({area.code: area for area in found}.values())
