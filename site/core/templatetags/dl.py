"""{% load dl %}: our pieces and words in templates."""

import re
from functools import cache

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import mark_safe

from core import govuk, personal, words
from core.ease import ease_of
from core.icons import PATHS
from core.invitations import INVITATIONS
from core.site_address import absolute

register = template.Library()
POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]? [0-9](?:[A-Z]{2})?)\b")


@register.simple_tag
def icon(name, extra_class=""):
    """A drawing. The words beside it carry the meaning, so it is hidden from screen readers."""
    return drawing(name, extra_class) if name else ""


@cache
def drawing(name, extra_class):
    return format_html(
        '<svg class="icon{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        f" {extra_class}" if extra_class else "",
        mark_safe(PATHS[name]),
    )


# What a page shows dozens of is put together here: a template of its own for each costs ten times as much.
@register.simple_tag
def tag(shown, element="p"):
    """A core.cards.Tag: a state in words with its drawing."""
    kind = f" {shown.kind}" if shown.kind else ""
    return format_html('<{} class="tag{}">{}{}</{}>', element, kind, icon(shown.icon), shown.words, element)


@register.simple_tag
def pick(group):
    """A core.cards.PickGroup: a question and its answers as links."""
    links = pick_links(group.choices)
    return format_html(
        '<div><p class="ask" id="pick-{key}">{heading}</p>'
        '<ul class="pick" aria-labelledby="pick-{key}">{links}</ul></div>',
        key=group.key,
        heading=group.heading,
        links=links,
    )


def pick_links(choices):
    """The one chosen is marked."""
    links = (
        f'<li><a href="{escape(choice.url)}"{CHOSEN if choice.chosen else ""}>{escape(choice.label)}</a></li>'
        for choice in choices
    )
    return mark_safe("".join(links))


CHOSEN = ' aria-current="true"'


@register.simple_tag(takes_context=True)
def ease(context):
    """Larger text and night colours, as this browser chose them."""
    return ease_of(context.get("request"))


@register.simple_tag
def invitations():
    """What apps above invite somebody to who has just finished (core/invitations.py)."""
    return list(INVITATIONS.values())


@register.simple_tag(takes_context=True)
def here(context, address):
    """aria-current for a link of the menu: this page, or the section it is in."""
    path = getattr(context.get("request"), "path", "")
    if path == address:
        return mark_safe(' aria-current="page"')
    return mark_safe(' aria-current="true"') if path.startswith(address) else ""


@register.simple_tag(takes_context=True)
def anything_kept(context):
    """Whether this personal page has something to clear from this computer. Other pages do not look at the session."""
    request = context.get("request")
    return getattr(request, "is_personal", False) and personal.is_anything_kept(request)


@register.simple_tag
def when(starts_at, ends_at, now):
    """Today, Friday 20 November, 2pm to 4pm."""
    return words.when_words(starts_at, ends_at, now)


@register.simple_tag
def time_range(start, end):
    """2pm to 4pm."""
    return words.time_range(start, end)


@register.simple_tag
def count(number, one, many=None):
    """3 places."""
    return words.count_words(number, one, many)


@register.simple_tag
def error_prefix(*forms):
    """Error: in front of a page's title, so that it is heard first."""
    return "Error: " if any(form and form.errors for form in forms) else ""


@register.filter
def local(moment):
    return words.local(moment)


@register.filter
def day_words(day, today):
    return words.day_words(day, today)


@register.filter
def full_day_words(day):
    return words.full_day_words(day)


@register.filter
def month_words(day):
    return words.month_words(day)


@register.filter
def time_words(value):
    return words.time_words(value)


@register.filter
def miles_words(miles):
    return words.miles_words(miles)


@register.filter
def duration_words(minutes):
    return words.duration_words(minutes)


@register.filter
def money_words(pounds):
    return words.money_words(pounds)


@register.filter
def list_words(things):
    return words.list_words(things)


register.filter("absolute", absolute)


@register.filter
def tel(phone):
    """The address of a telephone link."""
    return f"tel:{words.telephone_digits(phone)}"


@register.filter
def reference(value):
    """K7M 4PX for the eye, K 7 M 4 P X for the ear."""
    return format_html(
        '<span aria-hidden="true">{}</span><span class="vh">{}</span>', words.group_reference(value), " ".join(value)
    )


@register.filter
def keep_postcodes(text):
    """Each postcode in a heading, kept on one line."""
    parts = POSTCODE.split(str(text))
    kept = (
        f'<span class="nb">{escape(part)}</span>' if number % 2 else escape(part) for number, part in enumerate(parts)
    )
    return mark_safe("".join(kept))


@register.filter
def spell_reference(value):
    """K for king, 7, M for mug: each letter in bold."""
    parts = words.spell_reference(value).split(", ")
    return format_html_join(", ", "<b>{}</b>{}", ((part[0], part[1:]) for part in parts))


@register.simple_tag
def session_card(session, now, level=3):
    """A core.cards.SessionCard as a row of a list."""
    starts_at = words.local(session.starts_at)
    when = words.when_words(session.starts_at, session.ends_at, now)
    state = " gone" if session.gone else " today" if starts_at.date() == words.as_day(now) else ""
    return format_html(
        SESSION,
        state=state,
        leaf=mark_safe(f"{starts_at:%a}<b>{starts_at.day}</b>{starts_at:%b}"),
        level=level,
        url=session.url,
        title=session.title,
        starts_at=mark_safe(starts_at.isoformat()),
        when=when,
        place=format_html('<p class="soft">{}</p>', session.place) if session.place else "",
        note=format_html("<p>{}</p>", session.note) if session.note else "",
        miles="" if session.miles is None else format_html('<p class="miles">{}</p>', words.miles_words(session.miles)),
        tag=tag(session.tag) if session.tag else "",
        action=session_action(session, when) if session.action else "",
    )


SESSION = """<li class="session">
  <p class="leaf{state}" aria-hidden="true">{leaf}</p>
  <div>
    <h{level} class="h3"><a href="{url}">{title}</a></h{level}>
    <p><time datetime="{starts_at}">{when}</time></p>
    {place}{note}
  </div>
  <div class="session-foot">{miles}{tag}{action}</div>
</li>"""


def session_action(session, when):
    """The button says to those who hear it alone which session it is about."""
    return format_html(
        '<a class="btn{}" href="{}">{}<span class="vh">: {}, {}</span></a>',
        " quiet" if session.action.quiet else "",
        session.action.url,
        session.action.label,
        session.title,
        when,
    )


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms):
    """The box above a form that names everything to put right; nothing when all is well."""
    return {"errors": [error for form in forms if form for error in errors_of(form)]}


def errors_of(form):
    """Each message with the id of the control that it is about."""
    fields = list(form.visible_fields())
    for message in form.non_field_errors():
        yield {"message": message, "target": control_id(fields[0]) if fields else ""}
    for bound_field in form:
        for message in bound_field.errors:
            yield {"message": message, "target": control_id(bound_field)}


def control_id(bound_field):
    if bound_field.is_hidden:
        return ""
    if hasattr(bound_field, "first_wrong_id"):
        return bound_field.first_wrong_id
    return bound_field.id_for_label or f"{bound_field.auto_id}_0"


@register.simple_tag
def dress(form, page_heading=None, **labels):
    """A library's form in the GOV.UK markup with our labels; it stands before anything that shows the form."""
    govuk.dress(form, page_heading, **labels)
    return ""
