from datetime import date

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.core.exceptions import ValidationError

from core.govuk import DatePartsField, DatePartsInput, GovukForm, Option, dress
from core.templatetags.dl import errors_of


class ContactForm(GovukForm):
    page_heading = "contact"
    reveals = {"contact": {"call": "phone", "mail": ("email", "again")}}

    contact = forms.ChoiceField(
        label="How should we tell you?",
        help_text="We do not pass it on.",
        choices=[("call", "Ring me"), ("mail", "E-mail me"), ("post", Option("Write to me", hint="3 to 5 days"))],
        widget=forms.RadioSelect,
    )
    phone = forms.CharField(label="Your phone number", widget=forms.TelInput({"class": "govuk-input--width-20"}))
    email = forms.EmailField(label="Your e-mail address")
    again = forms.EmailField(label="The same again")


class DetailsForm(GovukForm):
    name = forms.CharField(label="Your name", max_length=10, widget=forms.TextInput({"autocomplete": "name"}))
    born_on = DatePartsField(label="Date of birth", help_text="For example, 27 3 1956")
    note = forms.CharField(label="Anything to add?", max_length=20, required=False, widget=forms.Textarea)
    places = forms.IntegerField(label="How many places?", min_value=1, max_value=4)
    topics = forms.MultipleChoiceField(
        label="Topics", choices=[("a", "Phones"), ("b", "E-mail")], widget=forms.CheckboxSelectMultiple
    )
    where = forms.ChoiceField(label="Where", choices=[("a", "A library"), ("b", "Online")])
    agreed = forms.BooleanField(label="I have read this")
    token = forms.CharField(widget=forms.HiddenInput)


def html(rendered):
    return BeautifulSoup(str(rendered), "html.parser")


def described_by(control, page):
    return " ".join(page.find(id=id_).get_text(" ", strip=True) for id_ in control["aria-describedby"].split())


def test_the_question_of_the_page_is_its_heading():
    page = html(ContactForm())

    assert [heading.get_text() for heading in page.find_all("h1")] == ["How should we tell you?"]
    assert page.h1.parent.name == "legend"


def test_a_text_question_of_the_page_is_its_heading_too():
    class NameForm(GovukForm):
        page_heading = "name"
        name = forms.CharField(label="What is your name?")

    page = html(NameForm())

    assert page.h1.label["for"] == page.input["id"]


def test_no_heading_unless_asked():
    assert html(DetailsForm()).h1 is None


def test_hint_and_error_are_read_with_their_field():
    page = html(DetailsForm({"born_on_day": "1"}))
    fieldset = page.find(id="id_born_on").find_parent("fieldset")

    assert described_by(fieldset, page) == "For example, 27 3 1956 Error: Enter the month and year as well"
    assert described_by(page.find(id="id_name"), page) == "Error: Enter your name"


def test_a_field_without_hint_or_error_is_described_by_nothing():
    assert "aria-describedby" not in html(DetailsForm()).find(id="id_name").attrs


def test_what_describes_a_field_is_on_the_page():
    page = html(DetailsForm({}))
    named = {id_ for tag in page.select("[aria-describedby]") for id_ in tag["aria-describedby"].split()}

    assert len(named) == 8
    assert {id_ for id_ in named if page.find(id=id_) is None} == set()


def test_a_wrong_field_says_so_and_shows_it():
    page = html(DetailsForm({"name": ""}))
    name = page.find(id="id_name")

    assert (name["aria-invalid"], name["class"]) == ("true", ["govuk-input", "govuk-input--error"])
    assert "govuk-form-group--error" in name.find_parent(class_="govuk-form-group")["class"]


def test_classes_of_the_author_stay():
    assert html(ContactForm()).find(id="id_phone")["class"] == ["govuk-input", "govuk-input--width-20"]


def test_every_kind_of_control_has_its_class():
    page = html(DetailsForm())
    classes = {
        control["name"]: control["class"][0] for control in page.select("input:not([type=hidden]), select, textarea")
    }

    assert classes == {
        "name": "govuk-input",
        "born_on_day": "govuk-input",
        "born_on_month": "govuk-input",
        "born_on_year": "govuk-input",
        "note": "govuk-textarea",
        "places": "govuk-input",
        "topics": "govuk-checkboxes__input",
        "where": "govuk-select",
        "agreed": "govuk-checkboxes__input",
    }


def test_every_control_has_a_label():
    page = html(DetailsForm({}))
    controls = page.select("input:not([type=hidden]), select, textarea")

    assert [control["name"] for control in controls if page.find("label", attrs={"for": control["id"]}) is None] == []


def test_the_browser_is_not_asked_to_check():
    page = html(DetailsForm())

    assert page.select("[required], [maxlength]") == []


def test_autocomplete_is_said_for_what_is_known_and_the_author_decides():
    contact, details = html(ContactForm()), html(DetailsForm())

    assert contact.find(id="id_phone")["autocomplete"] == "tel"
    assert contact.find(id="id_email")["autocomplete"] == "email"
    assert details.find(id="id_name")["autocomplete"] == "name"


def test_what_may_be_left_empty_says_optional_and_a_filter_does_not():
    class Filter(DetailsForm):
        say_optional = False

    assert [label.get_text() for label in html(DetailsForm()).select("label:has(.optional)")] == [
        "Anything to add? (optional)"
    ]
    assert html(Filter()).select(".optional") == []


def test_a_long_answer_says_how_much_fits():
    page = html(DetailsForm())

    assert described_by(page.find(id="id_note"), page) == "You can write up to 20 characters."


def test_what_was_typed_is_escaped():
    page = html(DetailsForm({"name": '"><script>', "note": "</textarea><b>"}))

    assert page.find(id="id_name")["value"] == '"><script>'
    assert (page.script, page.b) == (None, None)


def test_an_option_may_have_a_hint():
    label = html(ContactForm()).find("label", attrs={"for": "id_contact_2"})

    assert (label.contents[0], label.span.get_text()) == ("Write to me", "3 to 5 days")


def test_a_question_under_an_answer_stands_after_it_and_nowhere_else():
    page = html(ContactForm())
    revealed = page.find(id="id_phone").find_parent(class_="govuk-radios__conditional")

    assert revealed.find_previous_sibling().input["value"] == "call"
    assert len(page.find_all(id="id_phone")) == 1


def test_a_question_under_an_answer_is_asked_only_with_it():
    assert ContactForm({"contact": "post"}).is_valid()
    assert ContactForm({"contact": "call"}).errors == {"phone": ["Enter your phone number"]}
    assert set(ContactForm({"contact": "mail", "email": "a@example.org", "again": "no"}).errors) == {"again"}


def test_what_stands_under_an_answer_not_chosen_is_not_kept():
    form = ContactForm({"contact": "call", "phone": "01632 960 123", "email": "old@example.org", "again": "rubbish"})

    assert form.is_valid()
    assert form.cleaned_data == {"contact": "call", "phone": "01632 960 123", "email": "", "again": ""}


def test_without_an_answer_what_stands_under_it_is_not_asked():
    assert set(ContactForm({}).errors) == {"contact"}


def test_a_tick_box_can_open_a_question():
    class AccessForm(GovukForm):
        reveals = {"needs": {"other": "what"}}
        needs = forms.MultipleChoiceField(
            choices=[("seat", "A seat near the door"), ("other", "Something else")], widget=forms.CheckboxSelectMultiple
        )
        what = forms.CharField(label="What would help?")

    assert AccessForm({"needs": ["seat"]}).is_valid()
    assert AccessForm({"needs": ["seat", "other"]}).errors == {"what": ["Answer the question: what would help?"]}
    assert html(AccessForm()).find(id="id_what").find_parent(class_="govuk-checkboxes__conditional")


def test_stock_messages_are_kinder():
    form = DetailsForm({"name": "A name too long", "places": "9", "topics": ["z"], "where": ""})

    assert form.errors == {
        "name": ["Use 10 characters or fewer. You have used 15"],
        "born_on": ["Enter date of birth"],
        "places": ["Enter 4 or less"],
        "topics": ["Choose from the answers on this page"],
        "where": ["Choose one of the answers"],
        "agreed": ["Tick the box to carry on: I have read this"],
        "token": ["Enter an answer"],
    }


def test_what_the_author_wrote_wins():
    class NameForm(GovukForm):
        name = forms.CharField(label="Name", error_messages={"required": "Tell us what to call you"})

    assert NameForm({}).errors == {"name": ["Tell us what to call you"]}


def test_the_summary_goes_to_the_control_to_put_right():
    data = {"name": "Asha", "born_on_day": "31", "born_on_month": "smarch", "born_on_year": "1956", "places": "x"}
    form = DetailsForm(data)
    page = html(form)
    targets = {error["message"]: error["target"] for error in errors_of(form)}

    assert targets == {
        "The month must be a number from 1 to 12, or its name": "id_born_on_month",
        "Enter a whole number, like 3": "id_places",
        "Choose at least one answer": "id_topics_0",
        "Choose one of the answers": "id_where",
        "Tick the box to carry on: I have read this": "id_agreed",
        "Enter an answer": "",
    }
    assert [target for target in targets.values() if target and page.find(id=target) is None] == []


def test_an_error_of_the_whole_form_goes_to_its_first_control():
    class PairForm(GovukForm):
        first = forms.CharField(required=False)

        def clean(self):
            raise ValidationError("Say one or the other")

    assert list(errors_of(PairForm({}))) == [{"message": "Say one or the other", "target": "id_first"}]


def test_two_forms_on_a_page_keep_their_ids_apart():
    page = html(str(DetailsForm({}, prefix="one")) + str(DetailsForm({}, prefix="two")))
    ids = [element["id"] for element in page.find_all(id=True)]

    assert sorted(set(ids)) == sorted(ids)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (("27", "3", "1956"), date(1956, 3, 27)),
        (("27", "03", "1956"), date(1956, 3, 27)),
        (("1", "Sept", "2026"), date(2026, 9, 1)),
        (("29", "february", "2028"), date(2028, 2, 29)),
        ((" 5 ", "MAY", "2026"), date(2026, 5, 5)),
    ],
)
def test_a_date_in_parts(typed, day):
    field = DatePartsField()
    data = dict(zip(("d_day", "d_month", "d_year"), typed, strict=True))

    assert field.clean(field.widget.value_from_datadict(data, {}, "d")) == day


@pytest.mark.parametrize(
    ("typed", "messages", "parts"),
    [
        (("", "3", ""), ["Enter the day and year as well"], {"day", "year"}),
        (("31", "6", "2026"), ["Check the day: June 2026 has 30 days"], {"day"}),
        (("29", "2", "2027"), ["Check the day: February 2027 has 28 days"], {"day"}),
        (("27", "13", "1956"), ["The month must be a number from 1 to 12, or its name"], {"month"}),
        (("27", "ma", "1956"), ["The month must be a number from 1 to 12, or its name"], {"month"}),
        (("27", "3", "56"), ["The year must have 4 numbers, like 1956"], {"year"}),
        (("²", "3", "1956"), ["The day must be a number from 1 to 31"], {"day"}),
        (
            ("0", "0", "99999999999"),
            [
                "The day must be a number from 1 to 31",
                "The month must be a number from 1 to 12, or its name",
                "The year must have 4 numbers, like 1956",
            ],
            {"day", "month", "year"},
        ),
    ],
)
def test_a_wrong_date_says_which_part(typed, messages, parts):
    class DayForm(GovukForm):
        day = DatePartsField()

    form = DayForm(dict(zip(("day_day", "day_month", "day_year"), typed, strict=True)))
    wrong = {control["name"].removeprefix("day_") for control in html(form).select("[aria-invalid]")}

    assert (form.errors["day"], wrong) == (messages, parts)


def test_a_missing_date_marks_every_part_and_an_optional_one_none():
    class DayForm(GovukForm):
        day = DatePartsField(label="Your birthday", required=False)

    required = DetailsForm({})
    optional = DayForm({})

    assert len(html(required["born_on"]).select("[aria-invalid]")) == 3
    assert (optional.is_valid(), optional.cleaned_data) == (True, {"day": None})


def test_a_date_known_already_is_shown_in_parts_and_unchanged():
    class DayForm(GovukForm):
        day = DatePartsField(widget=DatePartsInput(birthday=True))

    page = html(DayForm(initial={"day": date(1956, 3, 27)}))
    parts = [(control["value"], control["autocomplete"]) for control in page.select("input")]
    same = DayForm({"day_day": "27", "day_month": "March", "day_year": "1956"}, initial={"day": date(1956, 3, 27)})

    assert parts == [("27", "bday-day"), ("3", "bday-month"), ("1956", "bday-year")]
    assert not same.has_changed()


def test_a_form_that_is_not_ours_is_dressed():
    class TheirForm(forms.Form):
        login = forms.EmailField(widget=forms.EmailInput({"placeholder": "Email"}))
        code = forms.CharField(required=False)

        def clean_code(self):
            raise ValidationError("Incorrect code.", code="incorrect_code")

    form = TheirForm({"login": ""})
    dress(form, login="Your e-mail address", login_hint="The one we write to")
    page = html(form)

    assert page.find("label", attrs={"for": "id_login"}).get_text() == "Your e-mail address"
    assert described_by(page.find(id="id_login"), page) == "The one we write to Error: Enter your e-mail address"
    assert "placeholder" not in page.find(id="id_login").attrs
    assert form.errors["code"] == ["That is not the right code. Check it, or wait for the next one"]


def test_the_look_is_put_on_form_by_form():
    """The Wagtail admin has forms of its own, which must stay as they are."""

    class PlainForm(forms.Form):
        name = forms.CharField()

    assert "govuk" not in str(PlainForm())
