"""Forms in the GOV.UK markup, form by form, so that the Wagtail admin keeps its own look.

    class ContactForm(GovukForm):
        page_heading = "contact"                       # this question is the page's h1
        reveals = {"contact": {"call": "phone"}}       # asked under its answer, needed only then
        contact = forms.ChoiceField(label="How should we tell you?", choices=…, widget=forms.RadioSelect)
        phone = forms.CharField(label="Your phone number", widget=forms.TelInput)

In a template: {% error_summary form %} above the heading, {{ form }} inside <form novalidate>.
docs/look.md has the whole of it.
"""

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

from core.date_parts import DatePartsField, DatePartsInput
from core.kind_messages import speak_kindly, speak_kindly_of_signing_in

__all__ = ["DatePartsField", "DatePartsInput", "GovukForm", "GovukFormMixin", "GovukModelForm", "Option", "dress"]

CLASSES = (
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.widgets.Input, "govuk-input"),
)
ONE_OR_MORE_OF = (forms.RadioSelect, forms.CheckboxSelectMultiple)
AUTOCOMPLETE = {"email": "email", "tel": "tel", "url": "url"}


class Option(str):
    """The words of one choice, with a hint below them: ("post", Option("Write me a letter", hint="…"))."""

    __slots__ = ("hint",)

    def __new__(cls, words, hint=""):
        option = super().__new__(cls, words)
        option.hint = hint
        return option


class GovukBoundField(BoundField):
    """A field with what its template asks: classes, hints that are read out, and where a link to its error lands."""

    @property
    def is_group(self):
        return isinstance(self.field.widget, ONE_OR_MORE_OF)

    @property
    def is_tick_box(self):
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_page_heading(self):
        return getattr(self.form, "page_heading", None) == self.name

    @property
    def is_revealed(self):
        return self.name in getattr(self.form, "revealed_names", ())

    @property
    def says_optional(self):
        wanted = getattr(self.form, "say_optional", True)
        return wanted and not (self.field.required or self.is_revealed or self.is_tick_box)

    @property
    def count_hint(self):
        """How much fits in a long answer. The browser is not told: it would cut off what is pasted, silently."""
        if not isinstance(self.field.widget, forms.Textarea) or not getattr(self.field, "max_length", None):
            return ""
        return f"You can write up to {self.field.max_length:,} characters."

    @property
    def aria_describedby(self):
        described_by = super().aria_describedby
        if described_by is None or not self.count_hint:
            return described_by
        return f"{described_by} {self.auto_id}_count".strip()

    @property
    def options(self):
        """The choices of a group, each with its hint and the questions that it opens."""
        revealed = getattr(self.form, "reveals", {}).get(self.name, {})
        for number, choice in enumerate(self.subwidgets):
            yield {
                **choice.data,
                "id": choice.data["attrs"].get("id") or f"{self.auto_id}_{number}",
                "hint": getattr(choice.data["label"], "hint", ""),
                "revealed": [self.form[name] for name in names_of(revealed.get(str(choice.data["value"]), ()))],
            }

    @property
    def wrong_parts(self):
        """Which parts of a date are wrong; every part when the error does not say."""
        parts = set()
        for error in self.form.errors.as_data().get(self.name, ()):
            parts.update((error.params or {}).get("parts", DatePartsInput.PARTS))
        return [part for part in DatePartsInput.PARTS if part in parts]

    @property
    def first_wrong_id(self):
        """The control to go to from the error summary."""
        if isinstance(self.field.widget, DatePartsInput):
            return f"{self.auto_id}_{(self.wrong_parts or DatePartsInput.PARTS)[0]}"
        return f"{self.auto_id}_0" if self.is_group else self.id_for_label

    def build_widget_attrs(self, attrs, widget=None):
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if widget.is_hidden or self.is_group:
            return attrs
        if isinstance(widget, DatePartsInput):
            return {**attrs, "wrong_parts": self.wrong_parts}
        kind = next((css for widget_class, css in CLASSES if isinstance(widget, widget_class)), "")
        wrong = f"{kind}--error" if self.errors and not self.is_tick_box else ""
        attrs["class"] = " ".join(filter(None, [kind, wrong, widget.attrs.get("class")]))
        attrs["maxlength"] = False
        autocomplete = AUTOCOMPLETE.get(getattr(widget, "input_type", ""))
        if autocomplete and "autocomplete" not in widget.attrs:
            attrs["autocomplete"] = autocomplete
        return attrs

    def as_widget(self, widget=None, attrs=None, only_initial=False):
        if widget is None and self.is_group and not only_initial:
            return self.form.render("govuk/choices.html", {"field": self})
        return super().as_widget(widget, attrs, only_initial)


class GovukRenderer(TemplatesSetting):
    form_template_name = "govuk/form.html"
    field_template_name = "govuk/field.html"
    bound_field_class = GovukBoundField


class GovukFormMixin:
    default_renderer = GovukRenderer
    # Without script the browser's own bubbles are all there is, and they cannot be read twice.
    use_required_attribute = False
    page_heading = None
    say_optional = True
    reveals = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            speak_kindly(field)

    @property
    def revealed_names(self):
        """Fields asked under one answer of another field."""
        return {name for answers in self.reveals.values() for names in answers.values() for name in names_of(names)}

    def _clean_fields(self):
        super()._clean_fields()
        for chooser, answers in self.reveals.items():
            chosen = self.cleaned_data.get(chooser) or []
            chosen = {str(value) for value in (chosen if isinstance(chosen, list | tuple | set) else [chosen])}
            for answer, names in answers.items():
                if answer not in chosen:
                    self.forget(names_of(names))

    def forget(self, names):
        """What stands under an answer not chosen was not asked: it is neither wrong nor kept."""
        for name in names:
            if name in self.fields:
                self._errors.pop(name, None)
                self.cleaned_data[name] = getattr(self.fields[name], "empty_value", None)


class GovukForm(GovukFormMixin, forms.Form):
    pass


class GovukModelForm(GovukFormMixin, forms.ModelForm):
    pass


def names_of(names):
    return (names,) if isinstance(names, str) else names


def dress(form, page_heading=None, **labels):
    """Put the GOV.UK markup and our words on a form of allauth's: its labels by field, its hints by field_hint."""
    if not isinstance(form.renderer, GovukRenderer):
        form.renderer = GovukRenderer()
        form.bound_field_class = GovukBoundField
        form.use_required_attribute = False
        form._bound_fields_cache.clear()
        for name, field in form.fields.items():
            field.label = labels.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)  # gone as soon as one types, so it is no label
            field.help_text = labels.get(f"{name}_hint", field.help_text)
            speak_kindly(field, form.errors.as_data().get(name, ()))
        speak_kindly_of_signing_in(form)
    if page_heading:
        form.page_heading = page_heading
    return form
