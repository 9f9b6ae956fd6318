"""The forms with which staff write down who somebody is."""

from django import forms

from people import contact
from people.merged import DETAILS, differs, label_of, says, shown
from people.models import ContactBy, Person

FIELDS = [
    "name",
    "contact_by",
    "phone",
    "email",
    "address",
    "helper_name",
    "helper_contact",
    "postcode",
    "age_band",
    "language",
    "adjustments",
    "notes",
    "do_not_contact",
]


class PersonForm(forms.ModelForm):
    class Meta:
        model = Person
        fields = FIELDS
        widgets = {
            "address": forms.Textarea(attrs={"rows": 4}),
            "adjustments": forms.Textarea(attrs={"rows": 2}),
            "notes": forms.Textarea(attrs={"rows": 3}),
        }

    def clean(self):
        """The same rules as the action's, put beside the question that they are about."""
        answers = super().clean()
        chosen = answers.get("contact_by")
        if "name" in answers:
            self.must("name", contact.name_problem(answers["name"]))
        if chosen == ContactBy.SMS:
            self.must("phone", contact.mobile_problem(answers.get("phone", "")))
        elif chosen == ContactBy.PHONE or answers.get("phone"):
            self.must("phone", contact.phone_problem(answers.get("phone", "")))
        if chosen == ContactBy.EMAIL or answers.get("email"):
            self.must("email", contact.email_problem(answers.get("email", "")))
        if chosen == ContactBy.LETTER and not answers.get("address"):
            self.must("address", "Enter the address to write to")
        if chosen == ContactBy.HELPER or answers.get("helper_contact"):
            self.must("helper_contact", contact.either_problem(answers.get("helper_contact", "")))
        return answers

    def must(self, field, problem):
        if problem:
            self.add_error(field, problem)


class MergeForm(forms.Form):
    """Where two records say different things: which is right. What is not chosen goes into the notes."""

    def __init__(self, *args, kept, gone, **kwargs):
        super().__init__(*args, **kwargs)
        for title in DETAILS:
            if says(kept, title) and says(gone, title) and differs(kept, gone, title):
                self.fields[title] = forms.ChoiceField(
                    label=label_of(title),
                    choices=[("kept", shown(kept, title)), ("gone", shown(gone, title))],
                    initial="kept",
                    widget=forms.RadioSelect,
                )

    def taken(self):
        """What is to be taken from the record that goes."""
        return [title for title, answer in self.cleaned_data.items() if answer == "gone"]
