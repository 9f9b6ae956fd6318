"""A week of one venue: who of the staff is on duty on which day."""

from datetime import date, timedelta

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q

from events.actions.duty import week_of
from events.forms.leads import name_of, offer_staff
from events.forms.places import PlaceField
from events.models import Duty

KNOWN_FOR = timedelta(days=28)  # whoever was on duty lately is on the list without being looked for


class FindPlaceForm(forms.Form):
    place = PlaceField(help_text="Write the name of the venue.")

    def clean_place(self):
        if not self.cleaned_data["place"]:
            raise forms.ValidationError("Write the name of the venue.")
        return self.cleaned_data["place"]


class AddSomebodyForm(forms.Form):
    somebody = forms.ModelChoiceField(label="Add somebody", queryset=get_user_model().objects.none(), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer_staff(self.fields["somebody"])


def monday_of(day):
    return day - timedelta(days=day.weekday())


def monday_in(text, today):
    """The Monday of the week that an address names; this week's where it names none that there is."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return monday_of(today)
    return monday_of(day) if abs(day - today) < timedelta(days=3660) else monday_of(today)


def people_of(venue, monday, added=()):
    """Accounts in the order of their names: those of this week and of the weeks before, and whoever was added."""
    week = week_of(monday)
    lately = Duty.objects.filter(venue=venue, on__gte=monday - KNOWN_FOR, on__lte=week[-1]).values("user")
    field = AddSomebodyForm().fields["somebody"]
    staff = field.queryset.filter(pk__in=added).order_by().values("pk")
    accounts = get_user_model().objects.filter(Q(pk__in=lately) | Q(pk__in=staff))
    return sorted(accounts, key=lambda user: (name_of(user).casefold(), user.pk))


def ticks_in(post):
    """{(day, user id)} of the boxes that are ticked."""
    ticks = set()
    for text in post.getlist("on"):
        day, _, user = text.partition(":")
        try:
            ticks.add((date.fromisoformat(day), int(user)))
        except ValueError:
            continue  # no box of ours
    return ticks


def rows_of(people, monday, ticks):
    """[(account's name, [(day, value of the box, ticked)])]."""
    return [
        (name_of(user), user.pk, [(day, f"{day}:{user.pk}", (day, user.pk) in ticks) for day in week_of(monday)])
        for user in people
    ]
