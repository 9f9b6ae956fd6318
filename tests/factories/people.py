from datetime import datetime
from zoneinfo import ZoneInfo

from people.models import Consent, Person

LONDON = ZoneInfo("Europe/London")
# Friday 20 November 2026, 11 in the morning: the day the mock-ups show.
NOW = datetime(2026, 11, 20, 11, 0, tzinfo=LONDON)


def make_person(name="Wilhelmina Braithwick", now=NOW, **kwargs):
    return Person.objects.create(name=name, created_at=now, **kwargs)


def make_consent(person, purpose="alerts", wording="Tell me about new sessions.", given_at=NOW, **kwargs):
    return Consent.objects.create(
        person=person, purpose=purpose, wording=wording, arrived_by="web", given_at=given_at, **kwargs
    )
