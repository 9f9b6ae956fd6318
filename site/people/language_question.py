"""Which language somebody would rather speak: the one question, for every journey that asks it."""

from django import forms

from people import contact


class LanguageQuestion(forms.Form):
    language = forms.CharField(
        label="A language you would rather speak than English, if there is one",
        max_length=40,
        required=False,
        widget=forms.TextInput({"class": "govuk-input--width-20", "autocomplete": "off"}),
    )

    def ask_about_them(self):
        self.fields["language"].label = "A language they would rather speak than English, if there is one"

    def clean_language(self):
        language = contact.one_line(self.cleaned_data["language"])
        return "" if language.casefold() == "english" else language
