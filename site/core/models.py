from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


class AuditLine(models.Model):
    """What was done, when and by which kind of person; `user` only for signed-in accounts."""

    at = models.DateTimeField(db_index=True)
    action = models.CharField(max_length=60)
    actor_kind = models.CharField(max_length=10)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    about_type = models.CharField(max_length=60)
    about_id = models.CharField(max_length=40)
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["about_type", "about_id"])]
        default_permissions = ("view",)
        verbose_name = "audit line"

    def __str__(self):
        return f"{self.action} {self.about_type} {self.about_id}"


class LastDone(models.Model):
    """When something was last done: the worker's last sign of life, each nightly job, the last backup."""

    name = models.CharField(max_length=80, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.name


class Retention(models.Model):
    """How long one kind of thing is kept, and why. What happens to it then is in core/retention.py."""

    what = models.SlugField(max_length=40, primary_key=True, editable=False)
    title = models.CharField(max_length=80)
    months = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(240)],
        help_text="Counted from the last thing that happened.",
    )
    why = models.TextField(help_text="The reason, as it stands in the council's retention schedule.")

    class Meta:
        ordering = ["title"]
        verbose_name = "retention rule"
        default_permissions = ("view", "change")

    def __str__(self):
        return self.title


class Nation(models.TextChoices):
    """Whose bank holidays count. The values are those of GOV.UK's file of bank holidays."""

    ENGLAND_AND_WALES = "england-and-wales", "England and Wales"
    SCOTLAND = "scotland", "Scotland"
    NORTHERN_IRELAND = "northern-ireland", "Northern Ireland"


@register_setting
class ProgrammeSettings(BaseSiteSetting):
    """What this council's programme is called and how to reach a person in it; shown on every page."""

    programme_name = models.CharField(max_length=60, default="Digital Link")
    council_name = models.CharField(max_length=100, default="Our council")
    area_name = models.CharField(max_length=60, blank=True, help_text="Shown under the name, for example Cumbria.")
    nation = models.CharField(
        "bank holidays of", max_length=20, choices=Nation.choices, default=Nation.ENGLAND_AND_WALES
    )
    phone = models.CharField(max_length=30, blank=True, help_text="Public. The number to ring, shown on every page.")
    phone_cost = models.CharField(
        max_length=30, blank=True, help_text="For example free. Leave empty if the call is not free."
    )
    phone_hours = models.CharField(max_length=100, blank=True, help_text="For example Monday to Friday, 9am to 5pm.")
    email = models.EmailField(blank=True, help_text="Public. Where people can write to.")
    postal_address = models.TextField(blank=True, help_text="Public. Printed on letters.")
    data_attribution = models.TextField(
        blank=True, help_text="Public. The credit that map and postcode data ask for, shown at the foot of each page."
    )

    panels = [
        MultiFieldPanel([FieldPanel("programme_name"), FieldPanel("council_name"), FieldPanel("area_name")], "Names"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("phone", "phone_cost", "phone_hours", "email", "postal_address")],
            "Reaching us",
        ),
        FieldPanel("nation"),
        FieldPanel("data_attribution"),
    ]

    class Meta:
        verbose_name = "programme"

    @classmethod
    def current(cls):
        """The default site's, where there is no request: in messages and commands."""
        return cls.objects.filter(site__is_default_site=True).first() or cls()
