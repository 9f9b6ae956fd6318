"""Publishing and unpublishing an event: what would happen to its dates is read first, then approved."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from wagtail.admin import messages
from wagtail.models import Revision

from core.errors import Refused
from events.actions import approving
from events.actions.schedules import plan_for
from events.editing import deletion_refusal, schedule_warnings
from events.forms.planning import PlanForm
from events.models import EventPage
from events.plan_words import doubled_words, plan_words
from events.views.admin.doors import event_to_publish, look_again, say_done, say_published, status_of

SEEN_NO_MORE = "People are booked on these dates. Nobody will be able to see them."
NEWER = "A newer draft of this event has been saved. Look at that one, and publish it if it is right."


def publish(request, pk):
    """The plan of one draft; POST approves it."""
    revision = get_object_or_404(Revision, pk=pk)
    event = revision.as_object()
    if not isinstance(event, EventPage):
        raise Http404
    page = event_to_publish(request, event.pk)
    if page.latest_revision_id != revision.pk:
        messages.warning(request, NEWER)
        return redirect("wagtailadmin_pages:edit", page.pk)

    def act(approval):
        found = approving.publish(revision, approval=approval, by=request.actor, now=timezone.now())
        say_published(request, page, f"“{event.title}” is published. {plan_words(found)}")

    found = plan_for(event, schedules=event.schedules.all(), now=timezone.now())
    return plan_page(
        request,
        event,
        found,
        act,
        heading=f"Publish “{event.title}”",
        button="Publish",
        note="Nothing has been published yet. Your draft is saved.",
        warned=[*schedule_warnings(event.schedules.all()), *filter(None, [doubled_words(found)])],
    )


def unpublish(request, pk):
    """Everybody booked is told that it is off, or staff decide later."""
    event = event_to_publish(request, pk)
    if not event.live:
        messages.warning(request, "It is not published.")
        return redirect("wagtailadmin_pages:edit", event.pk)

    def act(approval):
        approving.unpublish(event, approval=approval, by=request.actor, now=timezone.now())
        say_done(request, event, f"“{event.title}” is unpublished.")

    found = approving.plan_of_unpublishing(event, now=timezone.now())
    return plan_page(
        request,
        event,
        found,
        act,
        heading=f"Unpublish “{event.title}”",
        button="Unpublish",
        lead=SEEN_NO_MORE if found.asking else "Nobody is booked on its dates to come. They can no longer be seen.",
        leaving=True,
    )


def delete(request, pk):
    """Its dates go with it; where anybody is booked or came it stays."""
    event = get_object_or_404(EventPage, pk=pk)
    if not event.permissions_for_user(request.user).can_delete():
        raise PermissionDenied
    if refusal := deletion_refusal([event]):
        messages.error(request, refusal)
        return redirect("wagtailadmin_pages:edit", event.pk)

    def act(approval):
        approving.delete(event, approval=approval, by=request.actor, now=timezone.now())
        messages.success(request, f"“{event.title}” is deleted.")

    return plan_page(
        request,
        event,
        approving.plan_of_deleting(event, now=timezone.now()),
        act,
        heading=f"Delete “{event.title}”",
        button="Delete it with its dates",
        lead="Nobody is booked on its dates. They are deleted with it, and cannot be brought back.",
        leaving=True,
    )


def plan_page(request, event, plan, act, *, leaving=False, **context):
    """Shows the plan; what somebody approves is done, unless something has changed since: then it is shown again.

    `leaving`: the event goes off the site, so that no date stays as it was.
    """

    def make_form(answers, plan):
        return PlanForm(answers, plan=plan, event=event, leaving=leaving)

    form = make_form(request.POST or None, plan)
    if request.method == "POST" and form.is_valid():
        try:
            act(form.approval)
            return redirect("wagtailadmin_explore", event.get_parent().pk)
        except approving.PlanChangedError as changed:
            form = look_again(request, make_form, changed)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        except ValidationError as wrong:
            form.add_error(None, wrong.messages)
    context |= {"event": event, "form": form, "sections": form.sections(), "words": plan_words(form.plan)}
    return render(request, "events/admin/plan.html", context, status=status_of(form))
