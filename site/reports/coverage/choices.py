"""What can be chosen of the coverage: for whom, to what, in which district, and a place to try out."""

from django import forms
from django.db.models import TextChoices

from core.govuk import GovukForm
from locations.models import Lsoa, VenuePage
from reports.coverage.figures import To, Who
from reports.filters import plain


class HowOften(TextChoices):
    WEEKLY = "1", "Every week"
    FORTNIGHTLY = "2", "Every 2 weeks"
    FOUR_WEEKLY = "4", "Every 4 weeks"


NO_SUCH_DISTRICT = (
    "We have no figures for that district. It may have been abolished or renamed: choose one from the list."
)
NO_SUCH_PLACE = "That place is not on the site, or has no position. Choose one from the list."


class CoverageFilter(GovukForm):
    """Nothing chosen: how far people of 65 and over have to go to a session, everywhere. `venue` is a slug."""

    say_optional = False
    defaults = {"who": Who.AGED_65, "to": To.SESSION, "often": HowOften.WEEKLY}

    who = forms.ChoiceField(
        label="For whom", choices=Who, error_messages={"invalid_choice": "Choose for whom from the list."}
    )
    to = forms.ChoiceField(
        label="How far to", choices=To, error_messages={"invalid_choice": "Choose how far to what from the list."}
    )
    district = forms.ChoiceField(label="District", required=False, error_messages={"invalid_choice": NO_SUCH_DISTRICT})
    venue = forms.ChoiceField(label="Place", required=False, error_messages={"invalid_choice": NO_SUCH_PLACE})
    often = forms.ChoiceField(
        label="How often", choices=HowOften, error_messages={"invalid_choice": "Choose how often from the list."}
    )

    def __init__(self, data=None, *, today=None, **kwargs):
        super().__init__(data=self.defaults | plain(data), **kwargs)
        self.fields["district"].choices = [("", "Everywhere"), *districts()]
        self.fields["venue"].choices = [("", "Choose a place"), *places()]


def districts():
    named = Lsoa.objects.exclude(district_code="").order_by("district_name", "district_code")
    return list(named.values_list("district_code", "district_name").distinct())


def places():
    there = VenuePage.objects.live().filter(latitude__isnull=False, longitude__isnull=False)
    return list(there.order_by("title", "slug").values_list("slug", "title"))
