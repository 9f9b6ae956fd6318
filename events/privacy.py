"""Which fields of events hold personal data (core/privacy.py)."""

from events.booking_keeping import BOOKINGS
from events.learning_keeping import LEARNING
from events.rota_keeping import ROTA

PAGES = {
    "events.CourseIndexPage": {"neither": "page_ptr intro"},
    "events.CoursePage": {
        "neither": "page_ptr summary body outcomes topics level qualification qualification_level",
    },
    "events.EventIndexPage": {"neither": "page_ptr intro"},
    "events.EventPage": {
        # The session lead is an account of staff.
        "personal": "lead",
        "neither": "page_ptr course kind summary body topics delivery joining_link cost bring audience booking_mode "
        "booking_link booking_scope late_joining opens_days_before "
        "closes_hours_before capacity minimum_places decide_days_before waiting_list_places search_terms",
    },
    "events.TrainingFor": {"neither": "id requirement event"},
    "events.CoursePage_topics": {"neither": "id coursepage topic"},
    "events.EventPage_topics": {"neither": "id eventpage topic"},
    # Nothing says whose it is, but people write what they like.
    "events.Feedback": {"personal": "words", "neither": "id occurrence how_was_it did_you_learn said_on"},
    "events.EventQuestion": {"neither": "id event text reason kind choices required sort_order"},
    "events.Schedule": {"neither": "id event key continues first_on start_time end_time venue recurrence sort_order"},
}
OCCURRENCES = {
    "events.Occurrence": {
        "personal": "lead",
        "neither": "id uid event schedule_key original_on starts_at ends_at address_day venue moved_from_at "
        "moved_from_venue state reason changed_by_hand needs_decision closed_why although_closed although_few capacity "
        "register_code register_note register_closed_at sequence changed_at calendar_text",
    },
    "events.OldAddress": {"neither": "id event address_day occurrence"},
    # Of organisations, and of what they publish.
    "events.PartnerCalendar": {
        "neither": "id title address venue publishes_changes is_followed etag tried_at good_at failure left_out"
    },
    "events.InboundEvent": {"neither": "id calendar uid event schedule_key fingerprint written is_gone"},
}

REGISTERS = {
    # Of accounts: who was where, and who did what.
    "events.Duty": {"personal": "user", "neither": "id venue on"},
    "events.DayCode": {"personal": "issued_by", "neither": "id occurrence code_hash issued_at ended_at"},
    "events.Reopening": {"personal": "user", "neither": "id occurrence at reason"},
}

FIELDS = PAGES | OCCURRENCES | BOOKINGS | REGISTERS | LEARNING | ROTA
