"""Published with nobody there to approve the plan: whoever is booked keeps their date until staff decide."""

from datetime import time, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from events.models import EventPage, Occurrence
from messaging.models import Message
from tests.events.dates.test_plan_page import draft, text_of
from tests.events.test_publishing import messages_of

pytestmark = pytest.mark.django_db


def hours():
    """{the hour that it starts: how many dates}."""
    starts = [timezone.localtime(row.starts_at).hour for row in Occurrence.objects.all()]
    return {hour: starts.count(hour) for hour in set(starts)}


def undecided(admin):
    return text_of(admin.get(f"{reverse('occurrence:index')}?decide=true&when=coming"))


def check_it_waits_for_a_decision(admin, booked):
    assert hours() == {10: 1, 14: 4}
    assert Occurrence.objects.needing_decision().get() == booked
    assert not Message.objects.exists()
    assert "The schedule now says" in undecided(admin)


def test_a_workflow_approved_leaves_the_dates_with_people_for_a_decision(admin, booked, weekly):
    draft(weekly, start_time=time(14), end_time=time(16))
    page = EventPage.objects.get(pk=weekly.pk)
    workflow = Workflow.objects.create(name="Partners")
    moderation = GroupApprovalTask.objects.create(name="Moderation")
    WorkflowTask.objects.create(workflow=workflow, task=moderation, sort_order=0)
    state = workflow.start(page, user=None)
    task = state.current_task_state
    assert hours() == {10: 5}

    url = reverse("wagtailadmin_pages:workflow_action", args=[weekly.pk, "approve", task.pk])
    admin.post(url, {"comment": ""})

    state.refresh_from_db()
    assert state.status == "approved"
    check_it_waits_for_a_decision(admin, booked)


def test_a_draft_published_at_its_set_time_leaves_them_too(admin, booked, weekly):
    page = weekly.get_latest_revision_as_object()
    [schedule] = page.schedules.all()
    schedule.start_time, schedule.end_time = time(14), time(16)
    page.schedules = [schedule]
    page.go_live_at = timezone.now() + timedelta(hours=1)
    revision = page.save_revision()
    revision.publish()
    assert hours() == {10: 5}

    past = timezone.now() - timedelta(minutes=1)
    revision.refresh_from_db()
    revision.content["go_live_at"], revision.approved_go_live_at = past.isoformat(), past
    revision.save()
    call_command("publish_scheduled", verbosity=0)

    check_it_waits_for_a_decision(admin, booked)


def test_while_a_draft_waits_for_its_time_the_schedule_is_not_changed_elsewhere(admin, booked, weekly):
    page = weekly.get_latest_revision_as_object()
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()

    url = reverse("event_dates:following", args=[weekly.pk, booked.schedule_key, f"{booked.original_on}"])
    response = admin.get(url, follow=True)

    assert "Publish or discard that draft first" in messages_of(response)
