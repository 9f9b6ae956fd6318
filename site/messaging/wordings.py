"""The kinds of message whose words staff may change.

Each app says in its `AppConfig.ready()` what it sends:

    wordings.register(
        Kind("booking_confirmed", "Booking confirmed", "Somebody has a place.", "Bookings", FIELDS, examples)
    )

The original words are templates/messages/<kind>.txt, with `<kind>.sms.txt` and `<kind>.call.txt` where a text message
or a call says it otherwise. They are put together by Django (`{% include %}`) and nothing else: every value is a
((field)), so that what staff start from is what is sent without them. What they have changed is a row of Wording.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.template import Context
from django.template.loader import select_template

from core.words import list_words
from messaging import placeholders
from messaging.models import Channel, Way, Wording

SUBJECT_LENGTH = 200
WAYS = {Channel.SMS: Way.SMS, Channel.CALL: Way.CALL}
KINDS = {}


@dataclass(frozen=True)
class Words:
    subject: str
    body: str


@dataclass(frozen=True)
class Field:
    """`value(context)` is its words, or "". What is `needed` has to stay wherever the original words have it. Without
    what is said `by_the_way` its line stays: see placeholders.fill.
    """

    name: str
    meaning: str
    value: Callable
    needed: bool = False
    by_the_way: bool = False


@dataclass(frozen=True)
class Examples:
    """For a preview. `latest()` has (value, label) of real ones, for those with the `permission` to see them;
    `context(value, now)` is what the message would be given, of an invented one where the value names none.
    """

    permission: str
    latest: Callable
    context: Callable


@dataclass(frozen=True)
class Kind:
    """`when` says when it is sent; `channels` by which it ever is."""

    kind: str
    name: str
    when: str
    group: str
    fields: tuple
    examples: Examples
    channels: tuple = tuple(Channel)

    @property
    def names(self):
        return [field.name for field in self.fields]

    @property
    def ways(self):
        return [way for way in Way if self.channels_of(way)]

    def way_for(self, channel):
        own = f"messages/{self.kind}.{channel}.txt"
        return WAYS.get(channel, Way.WRITTEN) if template_of(self.kind, channel).template.name == own else Way.WRITTEN

    def channels_of(self, way):
        return [channel for channel in self.channels if self.way_for(channel) == way]

    def label_of(self, way):
        """E-mail and letter."""
        return list_words(channel.label for channel in self.channels_of(way)).capitalize()

    def original(self, way):
        text = template_of(self.kind, way).template.render(Context(autoescape=False))
        subject, body = parted(text, self.kind)
        return Words(subject, re.sub(r"\n{3,}", "\n\n", body))

    def needed(self, way):
        used = placeholders.names_in(self.original(way).body)
        return [field.name for field in self.fields if field.needed and field.name in used]

    def problems(self, way, words):
        in_subject = placeholders.problems(words.subject, self.names)
        return in_subject + placeholders.problems(words.body, self.names, self.needed(way))

    def said(self, channel):
        """The words in force: those of staff, unless a later version took a field from under them."""
        way = self.way_for(channel)
        row = Wording.objects.filter(kind=self.kind, way=way).first()
        return row if row and not self.problems(way, row) else self.original(way)

    def fill(self, words, context):
        fields = {field.name: field for field in self.fields}

        @cache
        def value_of(name):
            return str(fields[name].value(context))

        by_the_way = [field.name for field in self.fields if field.by_the_way]
        subject = " ".join(placeholders.fill_line(words.subject, value_of).split()) or self.name
        return Words(subject[:SUBJECT_LENGTH], placeholders.fill(words.body, value_of, by_the_way))


def register(*kinds):
    KINDS.update({kind.kind: kind for kind in kinds})


def template_of(kind, channel):
    return select_template([f"messages/{kind}.{channel}.txt", f"messages/{kind}.txt"])


def parted(text, kind):
    first, _, rest = text.strip().partition("\n")
    name, colon, subject = first.partition(":")
    if name.strip().lower() != "subject" or not colon or not subject.strip():
        raise ValueError(f"templates/messages/{kind}.txt must begin with a line 'Subject: …'")
    return " ".join(subject.split())[:SUBJECT_LENGTH], rest.strip()


def faulty():
    """Rows of kinds that are still sent, which cannot be used as they are."""
    rows = Wording.objects.filter(kind__in=KINDS)
    return [row for row in rows if KINDS[row.kind].problems(row.way, row)]
