from django.db import models

from reports.fixed import Figures


class ProgrammeReport(models.Model):
    """No table: it is here so that who may see the programme's reports is a permission like any other."""

    class Meta:
        managed = False
        default_permissions = ()
        permissions = [
            ("view_reports", "Can see the programme's reports"),
            ("export_rows", "Can save who came to each session, row by row without names"),
            ("view_division", "Can see the page of an elected member's division"),
        ]


class FrozenTable(models.Model):
    """What one of the fixed tables came to in a period that is over, exact, kept when personal rows go.

    `cells` are [measure, part of each cut …, number]. `labels` are {cut: [[part, words] …]}: PostgreSQL keeps the order
    of a list alone. `hidden` are the cells that nobody outside may see, chosen together with all tables frozen before
    and at the same time (reports/small_numbers.py), and never changed.
    """

    period = models.CharField(max_length=40, help_text="The key of reports.periods.Period.")
    kind = models.CharField(max_length=10)
    first_on = models.DateField()
    last_on = models.DateField()
    name = models.CharField(max_length=60, help_text="Of the fixed table.")
    cells = models.JSONField(default=list)
    labels = models.JSONField(default=dict)
    hidden = models.JSONField(default=list)
    frozen_at = models.DateTimeField()

    class Meta:
        ordering = ["first_on", "period", "name"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["period", "name"], name="a_table_is_frozen_once_a_period")]

    def __str__(self):
        return f"{self.name}, {self.period}"

    @property
    def figures(self):
        cells = {tuple(cell): number for *cell, number in self.cells}
        return Figures(cells, {cut: dict(parts) for cut, parts in self.labels.items()})

    @property
    def hidden_cells(self):
        return {tuple(cell) for cell in self.hidden}
