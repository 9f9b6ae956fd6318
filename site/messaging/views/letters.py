"""The letters that staff post, as one document to print: each on paper of its own, its address behind the window."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from core.errors import Refused
from core.words import count_words
from messaging.actions import post_letters
from messaging.models import Channel, Message

# More would keep a printer, and whoever folds them, for too long; the rest come when these are posted.
AT_ONCE = 50


@permission_required("messaging.change_message", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request):
    now = timezone.now()
    if request.method == "POST":
        return mark_posted(request, now)
    waiting = Message.objects.to_do(now).filter(channel=Channel.LETTER)
    shown = waiting[:AT_ONCE]
    return render(
        request, "messaging/letters.html", {"letters": shown, "more": waiting.count() - len(shown), "now": now}
    )


def mark_posted(request, now):
    """Those that were on the page, and none that came since."""
    try:
        posted = post_letters(request.POST.getlist("letter"), by=request.actor, now=now)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, f"{count_words(posted, 'letter')} marked as posted.")
    return redirect("letters")
