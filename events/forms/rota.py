"""How many champions a session wants; and what the register says of them."""

from django import forms

from core.errors import Refused
from events.actions.rota import MOST_CHAMPIONS, MOST_WARNING_DAYS
from events.actions.rota_register import Was

ALL, THIS = "all", "this"


class NeedForm(forms.Form):
    wanted = forms.IntegerField(
        label="Champions wanted",
        min_value=0,
        max_value=MOST_CHAMPIONS,
        help_text="0 takes it off the list that champions see.",
    )
    minimum = forms.IntegerField(
        label="Fewest to run",
        min_value=0,
        max_value=MOST_CHAMPIONS,
        help_text="With fewer champions it may not run, and it comes on the worklist. 0: it runs without.",
    )
    warn_days_before = forms.IntegerField(
        label="On the worklist, days before", min_value=1, max_value=MOST_WARNING_DAYS, initial=3
    )
    which = forms.ChoiceField(
        label="Of which dates",
        choices=[(ALL, "All dates of this event"), (THIS, "This date alone")],
        widget=forms.RadioSelect,
        initial=ALL,
    )

    def clean(self):
        said = super().clean()
        if said.get("minimum", 0) > said.get("wanted", MOST_CHAMPIONS):
            self.add_error("minimum", "The fewest cannot be more than are wanted.")
        return said


def rota_in(post):
    """{place's number: Was}: those alone that differ from what the page showed."""
    marks = {}
    for name in post:
        pk = name.removeprefix("rota-")
        if pk == name or not pk.isascii() or not pk.isdecimal() or len(pk) > 18:
            continue
        chosen, minutes = post[name], post.get(f"rota-minutes-{pk}", "").strip()
        shown = post.get(f"rota-was-{pk}", ""), post.get(f"rota-were-{pk}", "")
        if (chosen, minutes) != shown:
            marks[int(pk)] = Was(chosen == "present", minutes_in(minutes))
    return marks


def minutes_in(typed):
    """None: the whole session."""
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 4):
        raise Refused("Enter how many minutes a champion helped, like 60.")
    return int(typed)
