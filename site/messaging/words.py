"""The words of a message, from its template or as staff have changed them.

`templates/messages/<kind>.txt` begins with a line `Subject: …`; the rest is the message. `<kind>.call.txt` or
`<kind>.sms.txt` may say it otherwise for one channel. The words of a kind that staff may change (messaging/wordings.py)
have ((fields)) in them. Any other kind is a Django template, in which nothing is escaped, being plain text; it is
given what its caller hands on, besides `person`, `to_name` (who it is addressed to, perhaps a helper), `programme`,
`site_url`, `channel` and `carries_calendar` (whether a calendar entry goes with it, or only a link can). Fields are
worked out from the same.

The ending, with the programme's name and that we never ask for passwords or bank details, is added here: neither a
template nor staff can forget it. The HTML twin of an e-mail is made from its text, or is `<kind>.html` (extending
messages/base.html) where staff cannot change the words.
"""

from dataclasses import dataclass

from django.conf import settings
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template, render_to_string

from messaging import notify
from messaging.models import Channel
from messaging.wordings import KINDS, parted, template_of


@dataclass(frozen=True)
class Written:
    subject: str
    body: str
    body_html: str = ""


def write(kind, channel, context, words=None):
    """`words`: of somebody who would like to see how they read, instead of those in force."""
    context = {
        "site_url": settings.SITE_URL.rstrip("/"),
        "channel": str(channel),
        "carries_calendar": channel == Channel.EMAIL and not notify.is_connected(channel),
        **context,
    }
    subject, body = subject_and_body(kind, channel, context, words)
    if channel == Channel.CALL:
        return Written(subject, body)  # it is read out by a member of staff, who needs no ending
    body = f"{body}\n\n{plain(get_template(ending(channel)), context).strip()}\n"
    html = html_twin(kind, body, {**context, "subject": subject}) if channel == Channel.EMAIL else ""
    return Written(subject, body, html)


def subject_and_body(kind, channel, context, words):
    editable = KINDS.get(kind)
    if editable is None:
        return parted(plain(template_of(kind, channel), context), kind)
    filled = editable.fill(words or editable.said(channel), context)
    return filled.subject, filled.body


def ending(channel):
    return "messages/base_ending_sms.txt" if channel == Channel.SMS else "messages/base_ending.txt"


def plain(template, context):
    """Plain text: an apostrophe stays one."""
    return template.template.render(Context(context, autoescape=False))


def html_twin(kind, body, context):
    from_text = {**context, "text": body}
    if kind in KINDS:
        return render_to_string("messages/base.html", from_text)
    try:
        return get_template(f"messages/{kind}.html").render(context)
    except TemplateDoesNotExist as error:
        if error.args[0] != f"messages/{kind}.html":
            raise
        return render_to_string("messages/base.html", from_text)
