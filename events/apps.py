from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"

    def ready(self):
        self.dress_recurrence()
        self.follow_publishing()
        self.register_nightly()
        self.grant_permissions()
        self.keep_bookings()
        self.say_what_waits()

    @staticmethod
    def dress_recurrence():
        """Schedules in the admin, on a page and in a row added to it, get our own script-free controls."""
        from recurrence.fields import RecurrenceField
        from wagtail.admin.forms.models import register_form_field_override

        from events.forms.recurrence import RecurrenceFormField, RecurrenceWidget

        kinder = {"form_class": RecurrenceFormField, "widget": RecurrenceWidget}
        register_form_field_override(RecurrenceField, override=kinder)

    @staticmethod
    def follow_publishing():
        from wagtail.signals import page_published

        from events.models import EventPage
        from events.publishing import event_published

        page_published.connect(event_published, sender=EventPage, dispatch_uid="events.apply_schedule")

    @staticmethod
    def register_nightly():
        from core import nightly
        from events.actions.extending import extend_occurrences

        nightly.register("extend occurrences", extend_occurrences)

    @staticmethod
    def grant_permissions():
        from core.roles import COORDINATORS, EDITORS, LEADS, MANAGERS, MODERATORS, grant

        for group in (EDITORS, MODERATORS, COORDINATORS, MANAGERS):
            grant(group, "events.view_occurrence", "events.change_occurrence", "events.cancel_occurrence")
        grant(LEADS, "events.view_occurrence")

    @staticmethod
    def keep_bookings():
        """Who may book for others, see bookings and mark any register; and what is kept of a person here."""
        from core.roles import COORDINATORS, LEADS, MANAGERS, grant
        from events import booking_keeping

        booking_keeping.register()
        for group in (COORDINATORS, MANAGERS):
            grant(group, "events.view_booking", "events.add_booking", "events.change_booking")
            grant(group, "events.view_attendance", "events.change_attendance")
        # Of their own sessions alone: see permissions/bookings.py and permissions/registers.py.
        grant(LEADS, "events.view_booking", "events.add_booking")

    def say_what_waits(self):
        from core import worklist

        worklist.register(
            ("date that needs a decision", "dates that need a decision"),
            lambda now: self.get_model("Occurrence").objects.needing_decision().upcoming(now).count(),
            "occurrence:index",
            "events.change_occurrence",
            query="decide=true&when=coming",
        )
