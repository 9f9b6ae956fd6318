import uuid

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from people.contact import compare_name
from people.querysets import PersonQuerySet


class ContactBy(models.TextChoices):
    """How a person wants to be told, in the words for staff; the forms that ask have their own.

    No answer is a real choice: their paper confirmation is all they need.
    """

    PHONE = "phone", "By telephone"
    SMS = "sms", "By text message"
    EMAIL = "email", "By e-mail"
    LETTER = "letter", "By letter"
    HELPER = "helper", "Through somebody who helps them"
    NONE = "none", "Need not be told"


class ArrivedBy(models.TextChoices):
    """How a booking or request reached us, for the channel-shift report."""

    WEB = "web", "Website"
    PHONE = "phone", "Telephone"
    FACE = "face", "Face to face"
    LETTER = "letter", "Letter"
    PARTNER = "partner", "Partner"


class AgeBand(models.TextChoices):
    UNDER_18 = "0-17", "Under 18"
    ADULT = "18-64", "18 to 64"
    OLDER = "65-74", "65 to 74"
    OLDEST = "75+", "75 or over"


class ComparedName(models.CharField):
    """The name in the form in which two are compared, written with every row whichever way that is saved."""

    def pre_save(self, person, add):
        person.name_compared = compare_name(person.name)
        return person.name_compared


class Person(models.Model):
    """Somebody the programme knows. Never matched to another by machine: couples share a telephone.

    Contact details are kept as typed, and compared in a normalised copy (people/contact.py).
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=255)
    name_compared = ComparedName(max_length=255, blank=True, db_index=True, editable=False)
    contact_by = models.CharField(max_length=10, choices=ContactBy.choices, default=ContactBy.NONE)
    phone = models.CharField(max_length=60, blank=True)
    phone_compared = models.CharField(max_length=20, blank=True, db_index=True, editable=False)
    email = models.CharField(max_length=254, blank=True)
    email_compared = models.CharField(max_length=254, blank=True, db_index=True, editable=False)
    address = models.TextField(blank=True)
    helper_name = models.CharField(max_length=255, blank=True)
    helper_contact = models.CharField(
        max_length=254, blank=True, help_text="The helper's telephone number or e-mail address."
    )
    postcode = models.CharField(max_length=8, blank=True)
    ward = models.ForeignKey("locations.Area", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    age_band = models.CharField(max_length=5, choices=AgeBand.choices, blank=True)
    language = models.CharField(max_length=40, blank=True, help_text="If not English.")
    adjustments = models.TextField(
        blank=True, help_text="What would help, for example a seat near the door. Never a diagnosis."
    )
    notes = models.TextField(
        blank=True, help_text="For staff. Facts alone: the person may ask to read it. Never about their health."
    )
    do_not_contact = models.BooleanField("do not show or message here", default=False)
    verified_at = models.DateTimeField(null=True, blank=True, help_text="When staff said who this is.")
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "people"
        permissions = [
            ("merge_person", "Can merge two people who are one"),
            ("export_person", "Can give people all that is kept about them"),
            ("erase_person", "Can erase people"),
        ]
        default_permissions = ("add", "change", "view")

    def __str__(self):
        return self.name or "(erased)"


class Merge(models.Model):
    """That one record was made part of another, and what it takes to take them apart again.

    The record that went keeps its own fields; kept here is what changed on the one that stayed, `[before, after]` by
    field, and which rows moved, by what keeps them (people/registry.py). Gone once they are taken apart, erased, or
    after some months (people/retention.py).
    """

    kept = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="merges")
    gone = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="merges_into")
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    moved = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["-merged_at", "-pk"]
        default_permissions = ()

    def __str__(self):
        return f"{self.gone_id} into {self.kept_id}"


class Consent(models.Model):
    """What somebody agreed to, in which words, when, by which channel and taken by whom."""

    class Purpose(models.TextChoices):
        ALERTS = "alerts", "Hear about new sessions"
        PHOTOGRAPHS = "photographs", "Be in photographs"
        PASS_ON = "pass-on", "Be passed on to a partner"
        CONTACT = "contact", "Have contact opened to a champion"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    wording = models.TextField()
    arrived_by = models.CharField(max_length=10, choices=ArrivedBy.choices)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-given_at"]

    def __str__(self):
        return f"{self.get_purpose_display()}, {self.given_at:%d/%m/%Y}"


class Erasure(models.Model):
    """That the person with this key was erased: replayed after a restore, from here and the file beside the backups."""

    person_key = models.UUIDField(primary_key=True)
    erased_at = models.DateTimeField()

    class Meta:
        ordering = ["-erased_at"]
        default_permissions = ()

    def __str__(self):
        return str(self.person_key)


class OneTimeCode(models.Model):
    """A code sent to somebody who gave a name and a contact (people/claims.py), for 15 minutes and one browser.

    There is a row whether or not we know them, and it does not say which; there is one for each name and contact.
    """

    claim = models.CharField(max_length=64, unique=True, help_text="The fingerprint of the name and the contact.")
    form_key = models.UUIDField(help_text="Of the form that asked: it lies in that browser's session, and is needed.")
    code_hash = models.CharField(max_length=64)
    tries = models.PositiveSmallIntegerField(default=0, help_text="Wrong ones.")
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-expires_at"]
        default_permissions = ()

    def __str__(self):
        return f"until {self.expires_at:%Y-%m-%d %H:%M}"
