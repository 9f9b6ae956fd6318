"""Which wards or districts an elected member stands for."""

from django.conf import settings
from django.db import models


class MemberArea(models.Model):
    """An area of an account's. Its name and district are kept with it: a ward may be abolished, and its row go."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="member_areas")
    code = models.CharField("GSS code", max_length=9)
    name = models.CharField(max_length=120)
    district_code = models.CharField(max_length=9, blank=True)

    class Meta:
        ordering = ["name", "code"]
        default_permissions = ("change",)
        constraints = [models.UniqueConstraint(fields=["user", "code"], name="one_area_once_for_a_member")]

    def __str__(self):
        return self.name
