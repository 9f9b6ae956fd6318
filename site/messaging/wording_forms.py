from django import forms

from core.govuk import GovukForm
from messaging import placeholders
from messaging.models import Way
from messaging.wordings import Words

LABELS = {
    Way.WRITTEN: ("Subject", "The message"),
    Way.SMS: ("Title, which staff alone see", "The text message"),
    Way.CALL: ("Title on the list of calls, which staff alone see", "What whoever rings should say and do"),
}
INVENTED = ("", "An invented example")


class WordingForm(GovukForm):
    """Words with ((fields)). `seen`: when the words that somebody began with were changed. `example`: for the preview;
    one that is gone meanwhile is no mistake of theirs.
    """

    say_optional = False

    seen = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    subject = forms.CharField(max_length=150)
    body = forms.CharField(max_length=5000, widget=forms.Textarea({"rows": 18, "spellcheck": "true"}))
    example = forms.CharField(label="Preview with", required=False, widget=forms.Select)

    def __init__(self, *args, kind, way, examples, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind, self.way = kind, way
        self.fields["subject"].label, self.fields["body"].label = LABELS[way]
        self.fields["subject"].error_messages["required"] = f"Enter the {lower(LABELS[way][0])}"
        self.fields["body"].error_messages["required"] = "Write the message, or go back to the original words"
        self.fields["body"].widget.attrs["rows"] = 18 if way == Way.WRITTEN else 8
        self.fields["example"].widget.choices = [*examples, INVENTED]

    def clean_subject(self):
        subject = " ".join(self.cleaned_data["subject"].split())
        return self.checked(subject, needed=())

    def clean_body(self):
        lines = self.cleaned_data["body"].splitlines()
        return self.checked("\n".join(line.rstrip() for line in lines).strip(), self.kind.needed(self.way))

    def checked(self, text, needed):
        wrong = placeholders.problems(text, self.kind.names, needed)
        if wrong:
            raise forms.ValidationError(wrong)
        return text

    @property
    def words(self):
        return Words(self.cleaned_data["subject"], self.cleaned_data["body"])


def lower(label):
    return label[0].lower() + label[1:]
