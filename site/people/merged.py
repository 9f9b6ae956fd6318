"""Two records side by side: which details there are, and what each says of them."""

import json

from django.core.serializers.json import DjangoJSONEncoder

from people.models import ContactBy, Person

# Fields that stand or fall together: one side's telephone never comes with the other side's compared copy of it.
DETAILS = {
    "name": ["name"],
    "contact_by": ["contact_by"],
    "phone": ["phone", "phone_compared"],
    "email": ["email", "email_compared"],
    "address": ["address"],
    "postcode": ["postcode", "ward"],
    "helper": ["helper_name", "helper_contact"],
    "age_band": ["age_band"],
    "language": ["language"],
    "adjustments": ["adjustments"],
}
# What merging changes besides, which has rules of its own; the notes only grow.
GROUPS = [*DETAILS.values(), ["do_not_contact"], ["verified_at", "verified_by"]]
KEPT = [name for fields in [*GROUPS, ["notes"]] for name in fields]


def fields_of(person):
    """{field: value} of all that merging may change, as JSON has it."""
    values = {name: Person._meta.get_field(name).value_from_object(person) for name in KEPT}
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))


def visible(title):
    return [name for name in DETAILS[title] if not name.endswith("_compared") and name != "ward"]


def says(person, title):
    """Whether a record has an answer. That somebody need not be told is what a record says that was never asked."""
    return any(getattr(person, name) not in ("", ContactBy.NONE) for name in visible(title))


def differs(one, other, title):
    return [getattr(one, name) for name in visible(title)] != [getattr(other, name) for name in visible(title)]


def shown(person, title):
    return ", ".join(filter(None, (in_words(person, name) for name in visible(title))))


def in_words(person, name):
    display = getattr(person, f"get_{name}_display", None)
    return str(display() if display else getattr(person, name))


def label_of(title):
    if title == "contact_by":
        return "How to tell them"
    return "Helper" if title == "helper" else Person._meta.get_field(title).verbose_name.capitalize()


def side_by_side(kept, gone):
    """[(label, what one says, what the other says)] of what either says anything about."""
    rows = [(label_of(title), shown(kept, title), shown(gone, title)) for title in DETAILS]
    return [(label, mine, theirs) for label, mine, theirs in rows if mine or theirs]
