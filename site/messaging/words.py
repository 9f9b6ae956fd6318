"""The words of a message, from its template.

`templates/messages/<kind>.txt` begins with a line `Subject: …`; the rest is the message. `<kind>.call.txt`,
`<kind>.sms.txt` or `<kind>.letter.txt` may say it otherwise for one channel. Nothing is escaped in it, being plain
text. The ending, with the programme's name and that we never ask for passwords or bank details, is added here: no
template can forget it. The HTML twin of an e-mail is `<kind>.html` (extending messages/base.html), or else is made
from the text.

A template is given what its caller hands on, besides `person`, `to_name` (who it is addressed to, perhaps a helper),
`programme`, `site_url`, `channel` and `carries_calendar` (whether a calendar entry goes with it, or only a link can).
"""

from dataclasses import dataclass

from django.conf import settings
from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template, render_to_string, select_template

from messaging import notify
from messaging.models import Channel


@dataclass(frozen=True)
class Written:
    subject: str
    body: str
    body_html: str = ""


def write(kind, channel, context):
    context = {
        "site_url": settings.SITE_URL.rstrip("/"),
        "channel": str(channel),
        "carries_calendar": channel == Channel.EMAIL and not notify.is_connected(channel),
        **context,
    }
    template = select_template([f"messages/{kind}.{channel}.txt", f"messages/{kind}.txt"])
    subject, body = parted(plain(template, context), kind)
    if channel == Channel.CALL:
        return Written(subject, body)  # it is read out by a member of staff, who needs no ending
    body = f"{body}\n\n{plain(get_template(ending(channel)), context).strip()}\n"
    html = html_twin(kind, body, {**context, "subject": subject}) if channel == Channel.EMAIL else ""
    return Written(subject, body, html)


def ending(channel):
    return "messages/base_ending_sms.txt" if channel == Channel.SMS else "messages/base_ending.txt"


def plain(template, context):
    """Plain text: an apostrophe stays one."""
    return template.template.render(Context(context, autoescape=False))


def parted(text, kind):
    first, _, rest = text.strip().partition("\n")
    name, colon, subject = first.partition(":")
    if name.strip().lower() != "subject" or not colon or not subject.strip():
        raise ValueError(f"templates/messages/{kind}.txt must begin with a line 'Subject: …'")
    return " ".join(subject.split())[:200], rest.strip()


def html_twin(kind, body, context):
    try:
        return get_template(f"messages/{kind}.html").render(context)
    except TemplateDoesNotExist as error:
        if error.args[0] != f"messages/{kind}.html":
            raise
        return render_to_string("messages/base.html", {**context, "text": body})
