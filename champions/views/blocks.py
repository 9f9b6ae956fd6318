"""Never to be matched again: written down by a coordinator where a match ends, and taken back if it was a mistake."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from champions.actions import blocks
from champions.forms.concerns import NeverForm
from champions.models import BlockedPair
from champions.telling import first_name
from champions.views import match


@require_POST
@match.allowed(match.CHANGE)
def never(request, pk):
    asked = match.by_pk(pk)
    form = NeverForm(request.POST, asked=asked)
    if not form.is_valid():
        return match.again(request, pk, never_form=form)
    champion, reason = form.cleaned_data["champion"], form.cleaned_data["reason"]
    done = f"{first_name(champion.person)} and this person are never matched again."
    return match.act(request, pk, blocks.block, done, champion=champion, person=asked.person, reason=reason)


@require_POST
@match.allowed("champions.delete_blockedpair")
def lift(request, pk):
    pair = get_object_or_404(BlockedPair, pk=pk)
    if pair.for_lead_only and not request.user.has_perm("champions.view_concern"):
        raise PermissionDenied
    blocks.unblock(pair, by=request.actor, now=timezone.now())
    messages.success(request, "They may be matched again.")
    return redirect("blockedpair:index")
