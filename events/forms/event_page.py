"""The form of an event in the admin: a draft may be half filled in, what is published may not."""

from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm

from events import event_checks
from events.forms.leads import offer_staff


class EventPageForm(WagtailAdminPageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "lead" in self.fields:
            offer_staff(self.fields["lead"], chosen=self.instance.lead_id)

    def clean(self):
        cleaned = super().clean()
        if not self.is_deferred_validation:
            for name, sentence in self.problems(cleaned):
                self.add_error(name, sentence)
            self.check_places(cleaned.get("delivery"))
            self.check_questions()
        return cleaned

    @staticmethod
    def problems(cleaned):
        names = ("delivery", "joining_link", "booking_mode", "booking_link")
        return list(event_checks.problems(**{name: cleaned.get(name) for name in names}))

    def check_places(self, delivery):
        for form in self.schedule_forms():
            if sentence := event_checks.place_problem(delivery=delivery, venue=form.cleaned_data.get("venue")):
                form.add_error("venue", sentence)

    def check_questions(self):
        for form in self.kept_forms("questions"):
            for name, sentence in form.instance.problems():
                form.add_error(name, sentence)

    def schedule_forms(self):
        return self.kept_forms("schedules")

    def kept_forms(self, relation):
        """Those that are kept and whose own answers are right."""
        formset = self.formsets.get(relation)
        if formset is None:
            return []
        return [form for form in formset.forms if form.is_valid() and form not in formset.deleted_forms]

    def save(self, commit=True):
        for relation in ("schedules", "questions"):
            self.drop_saved_meanwhile(relation)
        return super().save(commit)

    def drop_saved_meanwhile(self, relation):
        """Whoever presses Save while an autosave is under way sends rows as new that are in the draft already: each
        would be there twice. A page knows of as many rows as it was given, and sends the others itself. What is
        published stays.
        """
        formset = self.formsets.get(relation)
        if formset is None or not any(form.has_changed() for form in formset.extra_forms):
            return
        rows = getattr(self.instance, relation)
        known = {form.instance.pk for form in formset.initial_forms}
        for row in list(rows.all())[formset.initial_form_count() :]:
            if row.pk is None or (not self.instance.live and row.pk not in known):
                rows.remove(row)

    def _post_clean(self):
        # The page would look at the schedules it had before this form (models/pages.py).
        self.instance.checked_by_form = True
        try:
            super()._post_clean()
        finally:
            del self.instance.checked_by_form


class EventCopyForm(CopyForm):
    """A copy is a draft until its plan is approved, and never an alias: every date of it would be on the site twice."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("alias", None)
        if "publish_copies" in self.fields:
            self.fields["publish_copies"].label = "Publish the copy"
            self.fields["publish_copies"].help_text = "You see first which dates it will have."

    def clean(self):
        return super().clean() | {"publish_copies": False}
