from django.db import models


class Lsoa(models.Model):
    """A lower layer super output area: some 1,500 people, the smallest area that national statistics are given for.

    From the table that a council brings (imports/lsoas.py); what reports compare with. Names of wards and districts are
    as they stood then: the table is of another year than our areas, and stands without a foreign key to them.
    """

    code = models.CharField(max_length=9, primary_key=True)
    name = models.CharField(max_length=80)
    older_codes = models.CharField(
        max_length=120, blank=True, help_text="Its codes of 2011, for boundaries and postcodes that have those."
    )
    ward_code = models.CharField(max_length=9, blank=True, db_index=True)
    ward_name = models.CharField(max_length=80, blank=True)
    district_code = models.CharField(max_length=9, blank=True, db_index=True)
    district_name = models.CharField(max_length=80, blank=True)
    rural = models.BooleanField(null=True, blank=True)
    population = models.PositiveIntegerField(default=0)
    aged_65 = models.PositiveIntegerField("aged 65 or over", default=0)
    aged_75 = models.PositiveIntegerField("aged 75 or over", default=0)
    disabled = models.PositiveIntegerField(default=0)
    deprivation = models.PositiveSmallIntegerField(
        "decile of deprivation", null=True, blank=True, help_text="1 is the most deprived tenth of England."
    )
    exclusion_risk = models.FloatField(
        "digital exclusion risk", null=True, blank=True, help_text="The Digital Exclusion Risk Index: 0 to 10."
    )
    latitude = models.FloatField(null=True, blank=True, help_text="The middle of where its people live.")
    longitude = models.FloatField(null=True, blank=True)
    shape = models.JSONField(
        null=True, blank=True, help_text="Its boundary, as the coordinates of a GeoJSON MultiPolygon."
    )

    class Meta:
        ordering = ["name"]
        verbose_name = "LSOA"
        default_permissions = ("view",)

    def __str__(self):
        return self.name
