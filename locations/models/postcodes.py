from django.db import models


class Postcode(models.Model):
    """One postcode and where it lies. Codes stand without a foreign key: the files name areas that we do not hold."""

    key = models.CharField(max_length=7, primary_key=True, help_text="In capitals without a space, for example CA11AA.")
    latitude = models.FloatField()
    longitude = models.FloatField()
    ward_code = models.CharField(max_length=9, blank=True, db_index=True)
    district_code = models.CharField(max_length=9, blank=True)
    lsoa_code = models.CharField(max_length=9, blank=True)
    terminated_on = models.DateField(null=True, blank=True, help_text="When Royal Mail ended it. People still give it.")

    def __str__(self):
        return f"{self.key[:-3]} {self.key[-3:]}"


class PostcodeGroup(models.Model):
    """The middle of an outward code (CA1) or a sector (CA1 1), for a postcode that is not in the table."""

    label = models.CharField(
        max_length=7, primary_key=True, help_text="With its space: CA1 1 is a sector of CA1, CA11 an outward code."
    )
    latitude = models.FloatField()
    longitude = models.FloatField()
    ward_code = models.CharField(max_length=9, blank=True)
    district_code = models.CharField(max_length=9, blank=True)

    def __str__(self):
        return self.label
