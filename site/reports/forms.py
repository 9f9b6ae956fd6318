from django import forms

from reports.filters import EARLIEST, LATEST
from reports.models import Yardstick
from reports.periods import period_of

LEAVE_EMPTY = "A number of 0 says nothing: leave it empty where there is none."


class YardstickForm(forms.ModelForm):
    """Which measure, in which period, how many. An empty number takes away what is there."""

    first_on = forms.DateField(
        label="A day in it",
        help_text="Any day of the month, quarter or year that it is for.",
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    number = forms.IntegerField(required=False, help_text="Leave it empty where there is none.")

    class Meta:
        model = Yardstick
        fields = ["sort", "measure", "kind", "first_on", "number", "source"]
        help_texts = {"source": "Of what is known of an earlier time: which report it stood in."}

    def clean_number(self):
        number = self.cleaned_data["number"]
        if number == 0:
            raise forms.ValidationError(LEAVE_EMPTY)
        if number is None and not self.instance.pk:
            raise forms.ValidationError("Enter a number.")
        if number is not None and not 0 < number < 1_000_000_000:
            raise forms.ValidationError("Enter a whole number from 1 to 999,999,999, or leave it empty.")
        return number

    def clean_first_on(self):
        day = self.cleaned_data["first_on"]
        if not EARLIEST <= day <= LATEST:
            raise forms.ValidationError(f"Choose a day between {EARLIEST.year} and {LATEST.year}.")
        return day

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            cleaned["period"] = period_of(cleaned["kind"], cleaned["first_on"])
        return cleaned

    def validate_constraints(self):
        """Said again for the same period, the later number holds (actions/yardsticks.py)."""

    def details(self):
        return {name: self.cleaned_data[name] for name in ("sort", "measure", "period", "number", "source")}
