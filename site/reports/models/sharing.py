"""Reports passed on: by a link that ends, and by a message each month."""

from django.conf import settings
from django.db import models

from reports.periods import Period


class SharedReport(models.Model):
    """A link to the published tables of one report in one frozen period. Of its key only a hash is kept."""

    report = models.SlugField(max_length=60)
    kind = models.CharField(max_length=10)
    first_on = models.DateField()
    last_on = models.DateField()
    key_hash = models.CharField(max_length=64, unique=True)
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    shared_at = models.DateTimeField()
    until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-shared_at", "-pk"]
        default_permissions = ()
        permissions = [("share_reports", "Can share reports by a link")]

    def __str__(self):
        return f"{self.report}, {self.period.words}"

    @property
    def period(self):
        return Period(self.kind, self.first_on, self.last_on)

    def is_open(self, now):
        return self.revoked_at is None and now < self.until


class ReportSubscription(models.Model):
    """That somebody with an account is told each month that a report's figures are there."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    report = models.SlugField(max_length=60)
    since = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "report"], name="a_report_is_asked_for_once")]

    def __str__(self):
        return self.report
