from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"

    def ready(self):
        from recurrence.fields import RecurrenceField
        from wagtail.admin.forms.models import register_form_field_override

        from events.forms.recurrence import RecurrenceFormField, RecurrenceWidget

        register_form_field_override(
            RecurrenceField, override={"form_class": RecurrenceFormField, "widget": RecurrenceWidget}
        )
