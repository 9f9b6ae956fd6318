from django.db import models


class ProgrammeReport(models.Model):
    """No table: it is here so that who may see the programme's reports is a permission like any other."""

    class Meta:
        managed = False
        default_permissions = ()
        permissions = [("view_reports", "Can see the programme's reports")]
