import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from events.course_room import CourseRoom
from events.room import room_of
from people.models import AgeBand, ArrivedBy

LIVE = ["confirmed", "waiting"]


class BookingState(models.TextChoices):
    CONFIRMED = "confirmed", "Booked"
    WAITING = "waiting", "On the waiting list"
    CANCELLED = "cancelled", "Cancelled"


class BookingQuerySet(models.QuerySet):
    def live(self):
        return self.filter(state__in=LIVE)

    def confirmed(self):
        return self.filter(state=BookingState.CONFIRMED)

    def waiting(self):
        """In the order in which they joined."""
        return self.filter(state=BookingState.WAITING).order_by("created_at", "pk")

    def to_show(self):
        """What /my/ may show: nothing of a person who asked for that, or was erased, whoever holds the code."""
        return self.filter(person__do_not_contact=False, person__erased_at=None)

    def for_page(self):
        """With all that a page or message about a booking shows."""
        return self.select_related("person", "occurrence__event", "occurrence__venue", "occurrence__lead", "booked_by")

    def of_place(self, booking):
        """The booking, or all of a place on a whole course that it is one date of, in order of time."""
        same = {"reference": booking.reference} if booking.whole_course else {"pk": booking.pk}
        return self.filter(**same).order_by("occurrence__starts_at", "pk")

    def room_for(self, occurrence, *, now):
        """How full what is booked with this date is: it alone, or the whole course that it is of."""
        if not occurrence.books_whole_course:
            return self.room_at(occurrence)
        dates = occurrence.course_left(now)
        return self.room_on(dates, may_wait=occurrence.event.waiting_list_places)

    def room_on(self, dates, *, may_wait):
        """How full these dates of a course are together, in one question."""
        left_on = {date.pk: date.places for date in dates}
        waiting = {}
        bookings = self.live().filter(occurrence__in=left_on).order_by("created_at", "pk")
        for reference, date, state, places in bookings.values_list("reference", "occurrence", "state", "places"):
            if state == BookingState.WAITING:
                waiting.setdefault(reference, (places, []))[1].append(date)
            elif left_on[date] is not None:
                left_on[date] -= places
        return CourseRoom(
            capacity=None,
            left_on={date: None if left is None else max(left, 0) for date, left in left_on.items()},
            waiting=tuple(places for places, _ in waiting.values()),
            dates_of=tuple(tuple(dates) for _, dates in waiting.values()),
            may_wait=may_wait,
        )

    def waiting_parties(self, occurrence, *, now):
        """The bookings of each party that waits for what is booked with this date, in the order of its Room."""
        if occurrence.books_whole_course:
            waiting = self.waiting().filter(occurrence__in=occurrence.course_left(now))
        else:
            waiting = self.waiting().filter(occurrence=occurrence)
        parties = {}
        for booking in waiting.select_related("person"):
            parties.setdefault(booking.reference, []).append(booking)
        return list(parties.values())

    def room_at(self, occurrence):
        """How full an occurrence is, in one question. True for as long as the occurrence is locked."""
        parties = list(
            self.live().filter(occurrence=occurrence).order_by("created_at", "pk").values_list("state", "places")
        )
        return room_of(occurrence, parties)


class Booking(models.Model):
    """A person's place at one occurrence.

    The reference can be read aloud and opens nothing. What opens a booking is the link in its message, or the secret
    code on its confirmation, of which only a keyed hash is kept.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(
        max_length=6, db_index=True, help_text="Of a place on a whole course all dates have the same."
    )
    secret_hash = models.CharField(max_length=64)
    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.PROTECT, related_name="bookings")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="bookings")
    whole_course = models.BooleanField(
        default=False, editable=False, help_text="One date of a place on a whole course: all have one reference."
    )
    form_key = models.UUIDField(
        unique=True, default=uuid.uuid4, help_text="Of the form it came from: posting twice makes one booking."
    )
    state = models.CharField(max_length=10, choices=BookingState.choices)
    places = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1), MaxValueValidator(4)])
    carer = models.BooleanField("a carer comes too", default=False, help_text="A carer takes no place.")
    needs = models.TextField("what would help", blank=True, help_text="For example a seat near the door.")
    needs_condition = models.CharField(
        max_length=120,
        blank=True,
        help_text="The condition of UK GDPR article 9 that the answer rests on, and the wording it was asked with.",
    )
    answers = models.JSONField(
        default=list, blank=True, help_text="To what the session asked: question and answer, in words."
    )
    arrived_by = models.CharField(max_length=10, choices=ArrivedBy.choices, default=ArrivedBy.WEB)
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField()
    promoted_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    changed_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", help_text="At another date."
    )
    sequence_before = models.PositiveIntegerField(
        default=0, help_text="What calendars were told before it was changed to this date: they take only more."
    )
    tell_at_door = models.BooleanField(default=False, help_text="Promoted too late to be told.")

    objects = BookingQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["occurrence", "person"], condition=models.Q(state__in=LIVE), name="one_live_booking_per_person"
            ),
            models.UniqueConstraint(
                fields=["reference"], condition=models.Q(whole_course=False), name="one_booking_per_reference"
            ),
            models.UniqueConstraint(fields=["reference", "occurrence"], name="one_date_per_course_reference"),
            models.CheckConstraint(condition=models.Q(places__gte=1, places__lte=4), name="a_party_is_1_to_4"),
        ]
        indexes = [models.Index(fields=["occurrence", "state"])]

    def __str__(self):
        return self.reference

    @property
    def is_live(self):
        return self.state in LIVE

    def places_in_front(self):
        """How many parties wait in front of this one."""
        earlier = models.Q(created_at__lt=self.created_at) | models.Q(created_at=self.created_at, pk__lt=self.pk)
        return Booking.objects.waiting().filter(earlier, occurrence=self.occurrence_id).count()


class Mark(models.TextChoices):
    PRESENT = "present", "Here"
    ABSENT = "absent", "Not here"
    EXCUSED = "excused", "Excused"


class Attendance(models.Model):
    """Who came to an occurrence, by name: somebody booked, or a walk-in with their name."""

    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="attendances")
    booking = models.OneToOneField(Booking, null=True, blank=True, on_delete=models.PROTECT, related_name="attendance")
    mark = models.CharField(max_length=10, choices=Mark.choices)
    people = models.PositiveSmallIntegerField(default=1, help_text="How many of the party came.")
    late = models.BooleanField("arrived late", default=False, help_text="Present, and counted as such.")
    walk_in = models.BooleanField(default=False)
    been_before = models.BooleanField(default=False, help_text="They said so at the door; no visit of theirs is known.")
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    marked_by_kind = models.CharField(
        max_length=10, blank=True, help_text="Staff, by day code, or the public: they checked in themselves."
    )
    feedback_on = models.DateField(
        null=True, blank=True, help_text="When they said how it was; what they said is kept apart from them."
    )
    mark_key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="Of the mark: sent twice, it counts once.")

    class Meta:
        ordering = ["person__name", "pk"]
        verbose_name_plural = "attendance"
        constraints = [models.UniqueConstraint(fields=["occurrence", "person"], name="one_mark_per_person")]

    def __str__(self):
        return f"{self.person}: {self.get_mark_display()}"


class Headcount(models.Model):
    """Walk-ins counted by age band, where nobody took names."""

    occurrence = models.ForeignKey("events.Occurrence", on_delete=models.CASCADE, related_name="headcounts")
    age_band = models.CharField(max_length=5, choices=AgeBand.choices)
    people = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["age_band"]
        constraints = [models.UniqueConstraint(fields=["occurrence", "age_band"], name="one_count_per_age_band")]

    def __str__(self):
        return f"{self.get_age_band_display()}: {self.people}"
