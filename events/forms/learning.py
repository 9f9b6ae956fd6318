"""What staff write down about a learner: a goal, how sure they feel, whom they are passed on to."""

from django import forms

from core.govuk import DatePartsField, GovukForm
from core.words import as_day
from events.actions.confidence import Given
from events.actions.learning import LONGEST_GOAL, LONGEST_ORGANISATION, LONGEST_WHY
from events.confidence import ASKED_ABOUT
from events.models import AskedBy, HowSure, Moment, ReferralState
from people.models import ArrivedBy
from topics.models import SkillArea, Topic

MOMENTS = [(Moment.BEFORE, "Before they learn about it"), (Moment.AFTER, "After they learned about it")]
ASK_WHEN = {"required": "Choose whether it is before or after"}
HOW_THEY_AGREED = [
    (ArrivedBy.FACE, "Face to face"),
    (ArrivedBy.PHONE, "By telephone"),
    (ArrivedBy.LETTER, "By letter"),
    (ArrivedBy.PARTNER, "Through a partner"),
]


class DayForm(GovukForm):
    """A form with a day on it, today unless somebody says otherwise, and never a day to come."""

    day = "on"

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = as_day(today)
        self.fields[self.day].initial = self.today

    def clean(self):
        answers = super().clean()
        if (day := answers.get(self.day)) and day > self.today:
            self.add_error(self.day, "Enter a day that is not still to come")
        return answers


class GoalForm(DayForm):
    day = "said_on"
    words = forms.CharField(
        label="What would they like to be able to do?",
        help_text="In their own words, as they say it. Never about their health.",
        max_length=LONGEST_GOAL,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Write down what they would like to be able to do"},
    )
    topic = forms.ModelChoiceField(
        Topic.objects.all(),
        label="Which topic is it about?",
        help_text="Sessions about it are then suggested.",
        required=False,
        empty_label="None of these",
    )
    said_on = DatePartsField(label="When did they say it?")


class AskForm(GovukForm):
    """Before the page is handed over."""

    moment = forms.ChoiceField(
        label="When is this?", choices=MOMENTS, widget=forms.RadioSelect, error_messages=ASK_WHEN
    )
    areas = forms.MultipleChoiceField(
        label="What do you ask about?",
        help_text="One question for each.",
        choices=SkillArea.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one thing to ask about"},
    )


class AnswersForm(DayForm):
    """What somebody said on the telephone or wrote on paper, outside any session."""

    moment = forms.ChoiceField(
        label="When is this?", choices=MOMENTS, widget=forms.RadioSelect, error_messages=ASK_WHEN
    )
    asked_by = forms.ChoiceField(
        label="How were they asked?",
        choices=[choice for choice in AskedBy.choices if choice[0] != AskedBy.SCREEN],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how they were asked"},
    )
    on = DatePartsField(label="When did they answer?")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for area in SkillArea.values:
            self.fields[area] = forms.TypedChoiceField(
                label=f"How sure do they feel about {ASKED_ABOUT[area]}?",
                choices=[("", "Not asked"), *HowSure.choices],
                coerce=int,
                empty_value=None,
                required=False,
            )

    def clean(self):
        answers = super().clean()
        if not self.errors and not self.levels():
            first = SkillArea.values[0]
            self.add_error(first, "Choose an answer for at least one of these")
        return answers

    def levels(self):
        """{area: level}, of those asked about."""
        return {area: level for area in SkillArea.values if (level := self.cleaned_data.get(area))}

    def given(self, person):
        moment = self.cleaned_data["moment"]
        return [Given(person.pk, area, moment, level) for area, level in self.levels().items()]

    def details(self):
        return {"on": self.cleaned_data["on"], "asked_by": self.cleaned_data["asked_by"]}


class ReferralForm(GovukForm):
    organisation = forms.CharField(
        label="To which organisation?",
        help_text="The organisation, not the name of somebody there.",
        max_length=LONGEST_ORGANISATION,
        error_messages={"required": "Enter the organisation"},
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    why = forms.CharField(
        label="Why, in a few words?",
        help_text="What they need done, for example: a cheaper broadband deal. Never about their health.",
        max_length=LONGEST_WHY,
        error_messages={"required": "Say why in a few words"},
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    arrived_by = forms.ChoiceField(
        label="How did they agree?",
        choices=HOW_THEY_AGREED,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how they agreed"},
    )
    agreed = forms.BooleanField(
        label="I read this to them, and they agreed",
        error_messages={"required": "Nobody is passed on without their consent. Tick this once they agree"},
    )


class FollowForm(DayForm):
    state = forms.ChoiceField(
        label="What came of it?",
        choices=[
            (ReferralState.MADE, "Nothing is known yet"),
            (ReferralState.TAKEN_UP, "They took it up"),
            (ReferralState.NOT_WORKED, "It did not work out"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what came of it"},
    )
    on = DatePartsField(label="Since when?")

    def __init__(self, *args, referral, **kwargs):
        super().__init__(*args, **kwargs)
        self.made_on = referral.made_on
        self.fields["state"].initial = referral.state

    def clean(self):
        answers = super().clean()
        if (day := answers.get("on")) and day < self.made_on:
            self.add_error("on", "Enter a day that is not before they were passed on")
        return answers
