from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"

    def ready(self):
        self.dress_recurrence()
        self.follow_publishing()
        self.register_jobs()
        self.grant_permissions()
        self.keep_bookings()
        self.open_registers()
        self.let_words_be_changed()
        self.keep_the_rota()
        self.say_what_waits()
        self.be_found_near()

    @staticmethod
    def dress_recurrence():
        """Schedules in the admin, on a page and in a row added to it, get our own script-free controls."""
        from recurrence.fields import RecurrenceField
        from wagtail.admin.compare import register_comparison_class
        from wagtail.admin.forms.models import register_form_field_override

        from events.forms.comparison import RecurrenceComparison
        from events.forms.recurrence import RecurrenceFormField, RecurrenceWidget

        kinder = {"form_class": RecurrenceFormField, "widget": RecurrenceWidget}
        register_form_field_override(RecurrenceField, override=kinder)
        register_comparison_class(RecurrenceField, comparison_class=RecurrenceComparison)

    @staticmethod
    def follow_publishing():
        from wagtail.signals import page_published, page_unpublished

        from events.models import EventPage
        from events.publishing import bank_holidays_changed, event_published, event_unpublished, venue_published
        from locations import holidays
        from locations.models import VenuePage

        page_published.connect(event_published, sender=EventPage, dispatch_uid="events.apply_schedule")
        page_published.connect(venue_published, sender=VenuePage, dispatch_uid="events.venue_in_calendars")
        page_unpublished.connect(event_unpublished, sender=EventPage, dispatch_uid="events.out_of_calendars")
        holidays.changed.connect(bank_holidays_changed, dispatch_uid="events.on_bank_holidays")

    @staticmethod
    def register_jobs():
        from core import every_minute, nightly
        from events.actions.extending import extend_occurrences
        from events.actions.inbound import follow_calendars
        from events.actions.reminding import remind, tell_leads, thank
        from events.calendars.keeping import follow_address, write_texts

        nightly.register("extend occurrences", extend_occurrences)
        nightly.register("follow the site's address in calendars", follow_address)
        every_minute.register("write calendar texts", write_texts)
        every_minute.register("follow partners' calendars", follow_calendars)
        every_minute.register("remind people of their sessions", remind)
        every_minute.register("thank those who came", thank)
        every_minute.register("tell session leads of tomorrow", tell_leads)

    @staticmethod
    def grant_permissions():
        from core.roles import COORDINATORS, EDITORS, LEADS, MANAGERS, MODERATORS, grant

        for group in (EDITORS, MODERATORS, COORDINATORS, MANAGERS):
            grant(group, "events.view_occurrence", "events.change_occurrence", "events.cancel_occurrence")
        grant(LEADS, "events.view_occurrence")
        for group in (EDITORS, MODERATORS, MANAGERS):
            grant(group, "events.view_partnercalendar", "events.change_partnercalendar")

    @staticmethod
    def keep_bookings():
        """Who may book for others, see bookings and mark any register; and what is kept of a person here."""
        from core.roles import COORDINATORS, LEADS, MANAGERS, grant
        from events import booking_keeping, learning_keeping

        booking_keeping.register()
        learning_keeping.register()
        for group in (COORDINATORS, MANAGERS):
            grant(group, "events.view_booking", "events.add_booking", "events.change_booking")
            grant(group, "events.view_attendance", "events.change_attendance", "events.view_feedback")
        # Of their own sessions alone: see permissions/bookings.py and permissions/registers.py.
        grant(LEADS, "events.view_booking", "events.add_booking")

    @staticmethod
    def open_registers():
        """Who may say who is on duty; and how long that, and what day codes were given, is kept."""
        from core import retention
        from core.roles import COORDINATORS, MANAGERS, grant
        from events import register_keeping
        from events.actions.feedback import FEEDBACK_MONTHS, FEEDBACK_WHY, WITH_WORDS, forget_words

        for group in (COORDINATORS, MANAGERS):
            grant(group, "events.change_duty")
        retention.rule(
            "feedback",
            title="What people said of sessions",
            months=FEEDBACK_MONTHS,
            why=FEEDBACK_WHY,
            holdings=[WITH_WORDS],
            apply=forget_words,
        )
        retention.rule(
            "duties",
            title="Duty lists and day codes",
            months=register_keeping.MONTHS,
            why=register_keeping.WHY,
            holdings=register_keeping.HOLDINGS,
        )

    @staticmethod
    def let_words_be_changed():
        from events import message_fields

        message_fields.register_kinds()

    @staticmethod
    def keep_the_rota():
        """Champions at sessions: what is kept of it, its messages, its reminders, and what may go wrong."""
        from champions.leaving import when_leaving
        from core import every_minute, worklist
        from events import rota_keeping, rota_messages
        from events.actions.leads import take_from_champion
        from events.actions.rota_reminding import remind_champions
        from events.rota_lists import problems

        rota_keeping.register()
        when_leaving("leads", take_from_champion)
        rota_messages.register_kinds()
        every_minute.register("remind champions of the rota", remind_champions)
        worklist.register(
            ("session with a champion missing", "sessions with a champion missing"),
            lambda now: len(problems(now)),
            "event_dates:rota",
            "champions.change_champion",
        )

    @staticmethod
    def be_found_near():
        from champions import sessions_near as asked_for
        from events.sessions_near import sessions_near

        asked_for.register(sessions_near)

    def say_what_waits(self):
        from core import worklist

        worklist.register(
            ("date that needs a decision", "dates that need a decision"),
            lambda now: self.get_model("Occurrence").objects.needing_decision().upcoming(now).count(),
            "occurrence:index",
            "events.change_occurrence",
            query="decide=true&when=coming",
        )
        worklist.register(
            ("partner calendar that cannot be taken in", "partner calendars that cannot be taken in"),
            lambda now: self.get_model("PartnerCalendar").objects.filter(is_followed=True).exclude(failure="").count(),
            "event_dates:partner_calendars",
            "events.change_partnercalendar",
        )
        worklist.register(
            ("date that too few have booked", "dates that too few have booked"),
            lambda now: self.get_model("Occurrence").objects.with_too_few(now).count(),
            "occurrence:index",
            "events.cancel_occurrence",
            query="few=true&when=coming",
        )
        worklist.register(
            ("date on a closed day or bank holiday", "dates on closed days or bank holidays"),
            lambda now: self.get_model("Occurrence").objects.on_closed_days().filter(starts_at__gt=now).count(),
            "event_dates:closures",
            "events.cancel_occurrence",
        )
