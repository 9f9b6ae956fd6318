"""The words of messages: which there are, changing them, seeing how they read, going back."""

from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from core.errors import Refused
from core.models import ProgrammeSettings
from messaging.actions import wordings as actions
from messaging.models import Channel, Wording
from messaging.text_length import MOST, length_of
from messaging.wording_forms import WordingForm
from messaging.wordings import KINDS
from messaging.words import Written, write

may_change = permission_required("messaging.change_wording", raise_exception=True)
BOTH = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class WayRow:
    """One way of telling a kind of message, with what staff have made of its words, if anything."""

    way: str
    label: str
    changed: Wording | None
    is_faulty: bool


@dataclass(frozen=True)
class Preview:
    channel: Channel
    written: Written
    is_theirs: bool  # in the words on the page, and not in those of another way

    @property
    def length(self):
        return length_of(self.written.body) if self.channel == Channel.SMS else None


@may_change
@require_safe
def wording_list(request):
    changed = {(row.kind, row.way): row for row in Wording.objects.select_related("changed_by")}
    groups = [
        (group, [(kind, way_rows(kind, changed)) for kind in kinds])
        for group, kinds in groupby(sorted(KINDS.values(), key=group_of), key=group_of)
    ]
    return render(request, "messaging/wordings.html", {"groups": groups})


def group_of(kind):
    return kind.group


def way_rows(kind, changed):
    rows = [(way, changed.get((kind.kind, way))) for way in kind.ways]
    return [WayRow(way, kind.label_of(way), row, bool(row and kind.problems(way, row))) for way, row in rows]


@may_change
@require_http_methods(BOTH)
def wording(request, kind, way):
    kind, way, row = found(kind, way)
    examples = kind.examples.latest() if request.user.has_perm(kind.examples.permission) else []
    asked = {"kind": kind, "way": way, "examples": examples}
    if request.method != "POST":
        words = row or kind.original(way)
        begin = {"subject": words.subject, "body": words.body, "seen": seen(row)}
        begin["example"] = examples[0][0] if examples else ""
        return show(request, WordingForm(initial=begin, **asked), row)
    form = WordingForm(request.POST, **asked)
    if not form.is_valid():
        return show(request, form, row)
    if "save" in request.POST:
        return save(request, form, row)
    return show(request, form, row, previews=previews(form, may_see=bool(examples)))


def save(request, form, row):
    now = timezone.now()
    try:
        changed = actions.change_words(
            kind=form.kind,
            way=form.way,
            words=form.words,
            seen=form.cleaned_data["seen"],
            by=request.actor,
            now=now,
        )
    except Refused as refusal:
        form.add_error(None, refusal.sentence)
        form.data = form.data.copy()
        form.data["seen"] = seen(Wording.objects.filter(kind=form.kind.kind, way=form.way).first())
        return show(request, form, row)
    said = (
        "Saved. Messages are sent in these words from now on."
        if changed
        else "Messages are sent in the original words."
    )
    messages.success(request, said)
    return redirect("wordings")


def previews(form, *, may_see):
    """How each channel reads, those in the words on the page first. Nothing is saved."""
    kind = form.kind
    example = form.cleaned_data["example"] if may_see else ""
    context = {"programme": ProgrammeSettings.current()} | kind.examples.context(example, timezone.now())
    theirs = kind.channels_of(form.way)
    others = [channel for channel in kind.channels if channel not in theirs]
    in_these_words = [Preview(channel, write(kind.kind, channel, context, form.words), True) for channel in theirs]
    return in_these_words + [Preview(channel, write(kind.kind, channel, context), False) for channel in others]


def show(request, form, row, previews=()):
    kind, way = form.kind, form.way
    page = {
        "form": form,
        "kind": kind,
        "way": way,
        "label": kind.label_of(way),
        "needed": kind.needed(way),
        "row": row,
        "faults": kind.problems(way, row) if row else [],
        "previews": previews,
        "original": kind.original(way),
        "most": MOST,
        "is_text": Channel.SMS in kind.channels_of(way),
    }
    return render(request, "messaging/wording.html", page, status=422 if form.errors else 200)


@may_change
@require_http_methods(BOTH)
def original_wording(request, kind, way):
    kind, way, row = found(kind, way)
    if request.method == "POST":
        actions.go_back(kind=kind, way=way, by=request.actor, now=timezone.now())
        messages.success(request, "Messages are sent in the original words.")
        return redirect("wordings")
    if row is None:
        return redirect("wording", kind.kind, way)
    page = {"kind": kind, "way": way, "label": kind.label_of(way), "row": row, "original": kind.original(way)}
    return render(request, "messaging/wording_original.html", page)


def found(name, way):
    kind = KINDS.get(name)
    if kind is None or way not in kind.ways:
        raise Http404
    return kind, way, Wording.objects.filter(kind=name, way=way).select_related("changed_by").first()


def seen(row):
    """With every digit: a second may hold two changes."""
    return row.changed_at.isoformat() if row else ""
