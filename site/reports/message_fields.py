"""What staff may change in the words of the messages about reports, and the ((fields)) they may use."""

from django.utils import timezone

from messaging.models import Channel
from messaging.wordings import Field, Kind, register
from reports.monthly import words_for
from reports.periods import PeriodKind, period_of
from reports.report import Report


class MonthlyExamples:
    """An invented one alone: it is the same for everybody."""

    permission = "reports.view_reports"

    def latest(self):
        return []

    def context(self, value, now):
        report = type("Example", (Report,), {"slug": "programme", "title": "The programme"})
        month = period_of(PeriodKind.MONTH, timezone.localdate(now)).before()
        return {"to_name": "Hester Quayle", **words_for(report, month)}


FIELDS = (
    Field("name", "Whose account it is.", lambda words: words["to_name"]),
    Field("report", "The title of the report.", lambda words: words["report"]),
    Field("month", "Which month, for example October 2026.", lambda words: words["month"]),
    Field("link", "Leads to the report of that month, once signed in.", lambda words: words["link"], needed=True),
)


def register_kinds():
    register(
        Kind(
            "report_monthly",
            "A report’s figures are there",
            "On the third working day of a month, to staff who asked for it on the report’s page.",
            "Reports",
            FIELDS,
            MonthlyExamples(),
            channels=(Channel.EMAIL,),
        )
    )
