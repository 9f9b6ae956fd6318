import pytest

from core.models import AuditLine
from events.models import PartnerCalendar
from tests.factories.events import make_event
from tests.factories.locations import make_venue


@pytest.fixture
def library(db):
    return make_venue("Keswick Library", town="Keswick", postcode="CA12 5HD")


@pytest.fixture
def calendar(library):
    make_event("Something of our own", live=False)
    AuditLine.objects.all().delete()
    return PartnerCalendar.objects.create(title="Age UK West Cumbria", address="https://partner.example/events.ics")
