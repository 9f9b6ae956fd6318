"""Raising a concern, and what the safeguarding lead writes about one."""

from uuid import uuid4

from django import forms

from champions.models import Champion, ConcernAbout, ConcernNote, ConcernOutcome, HelpRequest
from core.govuk import GovukForm
from people import contact
from people.models import ArrivedBy

MOST_WORDS = 5000
MOST_LINE = 200
WHY_NEEDED = "Say why: whoever looks at this in a year must understand it"


class ConcernForm(GovukForm):
    """Nothing is refused that could be read: whoever worries about somebody is not asked to spell it right."""

    about = forms.ChoiceField(
        label="What is it about?",
        choices=ConcernAbout.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is about. If you are not sure, choose something else"},
    )
    who = forms.CharField(
        label="Who or where?",
        help_text="A name, a place, a date: whatever you know.",
        max_length=MOST_LINE,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    words = forms.CharField(
        label="What has happened, or what worries you?",
        help_text="In your own words. You do not have to be sure.",
        max_length=MOST_WORDS,
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": "Tell us what has happened, or what worries you"},
    )
    name = forms.CharField(
        label="Your name",
        help_text="You do not have to say who you are.",
        max_length=MOST_LINE,
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    contact = forms.CharField(
        label="How can we reach you?",
        help_text="A phone number, an e-mail or a postal address, and when it is safe to use. Empty: we will not be in "
        "touch.",
        max_length=MOST_LINE,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, about="", who=""):
        about = about if about in ConcernAbout.values else None
        initial = {"about": about, "who": contact.one_line(who)[:MOST_LINE], "form_key": uuid4()}
        super().__init__(data, initial=initial)

    def clean_who(self):
        return contact.one_line(self.cleaned_data["who"])

    def clean_words(self):
        return contact.several_lines(self.cleaned_data["words"])

    def clean_name(self):
        return contact.one_line(self.cleaned_data["name"])

    def clean_contact(self):
        return contact.one_line(self.cleaned_data["contact"])


class TakenConcernForm(ConcernForm):
    """The same for staff: mostly of somebody who rang."""

    field_order = ["arrived_by"]
    arrived_by = forms.ChoiceField(
        label="Whose concern is it?",
        choices=[
            (ArrivedBy.PHONE.value, "Somebody’s who rang"),
            (ArrivedBy.FACE.value, "Somebody’s who told me face to face"),
            (ArrivedBy.LETTER.value, "Somebody’s who wrote"),
            (ArrivedBy.WEB.value, "My own"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whose concern it is"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].help_text = "In the words of whoever told you. You cannot read it again afterwards."
        self.fields["name"].label = "Their name"
        self.fields["name"].help_text = "They do not have to say who they are."
        self.fields["contact"].label = "How can we reach them?"
        self.fields["contact"].help_text = "And when it is safe to do so. Empty: we will not be in touch."
        self.fields["name"].widget.attrs["autocomplete"] = "off"


class LogForm(GovukForm):
    """One line of a concern's log."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=[choice for choice in ConcernNote.Kind.choices if choice[0] != ConcernNote.Kind.DONE],
        initial=ConcernNote.Kind.NOTE.value,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it is a note or a decision"},
    )
    words = forms.CharField(
        label="What would you like to keep?",
        max_length=MOST_WORDS,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "Write what you would like to keep"},
    )

    def clean_words(self):
        return contact.several_lines(self.cleaned_data["words"])


class OutcomeForm(GovukForm):
    outcome = forms.ChoiceField(
        label="How does it end?",
        choices=ConcernOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it ends"},
    )
    words = forms.CharField(
        label="Why is it closed?",
        max_length=MOST_WORDS,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Say why it is closed"},
    )

    def clean_words(self):
        return contact.several_lines(self.cleaned_data["words"])


class FindForm(GovukForm):
    """Which champion. By POST, so that no name stands in an address."""

    name = forms.CharField(
        label="The champion’s name",
        max_length=MOST_LINE,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Enter a name, or a part of it"},
    )


class PairForm(GovukForm):
    """With whom a champion is never matched: somebody they have to do with, or whoever made a request."""

    number = forms.CharField(
        label="The number of a request that the person made",
        help_text="Like H-K7M4PX. Below are those that the champion had to do with.",
        max_length=20,
        widget=forms.TextInput({"autocomplete": "off", "class": "govuk-input--width-10"}),
        error_messages={"required": "Enter the number of a request"},
    )
    reason = forms.CharField(
        label="Why are they never to be matched?",
        max_length=MOST_LINE,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": WHY_NEEDED},
    )

    def clean_number(self):
        request = HelpRequest.objects.by_reference(self.cleaned_data["number"]).select_related("person").first()
        if request is None:
            raise forms.ValidationError("There is no request with this number. Check it")
        self.cleaned_data["request"] = request
        return self.cleaned_data["number"]


class NeverForm(GovukForm):
    """The same on the page of a request, which knows who had to do with it."""

    champion = forms.ModelChoiceField(
        Champion.objects.none(),
        label="Which champion?",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the champion", "invalid_choice": "Choose one of these champions"},
    )
    reason = forms.CharField(
        label="Why are these two never to be matched again?",
        help_text="For coordinators and the safeguarding lead. If somebody may not be safe, raise a concern as well.",
        max_length=MOST_LINE,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": WHY_NEEDED},
    )

    def __init__(self, data=None, *, asked):
        """Whoever helps with the request, helped with it, or was asked to."""
        super().__init__(data)
        known = {offer.champion_id for offer in asked.offers.all()} | {asked.champion_id}
        chooser = self.fields["champion"]
        chooser.queryset = Champion.objects.filter(pk__in=known).select_related("person").order_by("pk")
        chooser.initial = asked.champion_id
