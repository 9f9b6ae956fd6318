"""An application left and come back to: kept for a month under a code that goes by e-mail, and tied to nobody."""

from datetime import timedelta

from django.db import transaction

from champions.models import ApplicationDraft, Champion
from champions.signed_links import draft_link
from core.audit import record
from core.codes import keyed_hash, new_secret, same_secret
from core.errors import Refused
from core.models import ProgrammeSettings
from core.words import LONDON, full_day_words, group_reference
from messaging.actions import queue, withdraw
from messaging.models import Channel, Message
from messaging.words import write
from people.contact import compare_email
from people.models import Person

KEPT = timedelta(days=30)
GONE = (
    "This application is not here any more. It was sent, or 30 days have gone by since it was saved and we have "
    "cleared it."
)
NO_SUCH = "We have no application with that e-mail address and code. Check both: the code is in our newest e-mail."
SENT = "This application has been sent already. Nothing more is needed."


@transaction.atomic
def save(*, form_key, answers, email, name, by, now):
    """Keep what was answered so far, and send the way back to it. An earlier code of the same draft ends."""
    if Champion.objects.filter(form_key=form_key).exists():
        raise Refused(SENT)
    code = new_secret()
    draft, _ = ApplicationDraft.objects.update_or_create(
        form_key=form_key,
        defaults={
            "email": compare_email(email),
            "answers": answers,
            "code_hash": keyed_hash(code),
            "saved_at": now,
        },
    )
    withdraw(about=draft)
    send(draft, code, email, name, now=now)
    record("application_saved", draft, by=by, now=now)
    return draft


def send(draft, code, email, name, *, now):
    """Straight into the queue: whoever it is, they are no Person of ours yet."""
    words = {
        "person": Person(name=name),
        "to_name": name,
        "programme": ProgrammeSettings.current(),
        "link": draft_link(draft),
        "code": group_reference(code),
        "until": full_day_words((draft.saved_at + KEPT).astimezone(LONDON)),
    }
    written = write("application_saved", Channel.EMAIL, words)
    return queue(
        cause=f"draft:{draft.key}:{now.isoformat()}",
        kind="application_saved",
        channel=Channel.EMAIL,
        person_key=draft.key,
        to=email,
        to_name=name,
        subject=written.subject,
        body=written.body,
        body_html=written.body_html,
        about=draft,
        now=now,
    )


@transaction.atomic
def keep_up(*, form_key, answers, by, now):
    """What is answered after it was saved once is kept as well. Nothing where it was sent meanwhile."""
    draft = ApplicationDraft.objects.select_for_update().filter(form_key=form_key).first()
    if draft is None:
        return
    draft.answers, draft.saved_at = answers, now
    draft.save(update_fields=["answers", "saved_at"])
    record("application_kept_up", draft, by=by, now=now)


def opened_by_code(*, email, code, now):
    """The draft of this address that the code opens."""
    for draft in live(now).filter(email=compare_email(email)):
        if same_secret(code, draft.code_hash):
            return draft
    raise Refused(NO_SUCH)


def live(now):
    return ApplicationDraft.objects.filter(saved_at__gt=now - KEPT)


def forget(drafts):
    """With the messages that led to them."""
    Message.objects.filter(person_key__in=list(drafts.values_list("key", flat=True))).delete()
    return drafts.delete()


def forget_old(now):
    """Every night."""
    forget(ApplicationDraft.objects.filter(saved_at__lte=now - KEPT))
