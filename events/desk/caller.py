"""What staff have typed and chosen for the caller they are speaking with: in their session alone, until the next."""

import uuid
from dataclasses import asdict, dataclass, field

from core import personal
from events.forms.desk import NewPersonForm, PartyForm, SessionForm, SoughtForm
from events.forms.event_questions import EventQuestionsForm

KEPT, DONE = "desk", "desk-done"
QUESTION = "question-"
# A form shows its fields only where it is open: what is typed in one that is not is kept all the same.
FORMS = {"who": SoughtForm, "new": NewPersonForm, "session": SessionForm, "party": PartyForm}
LONGEST = 2000


@dataclass
class Caller:
    """`typed` is as it was typed. `person` and `occurrence` are the numbers of those chosen; `is_new`: nobody known."""

    form_key: str = field(default_factory=lambda: str(uuid.uuid4()))
    typed: dict = field(default_factory=dict)
    person: int | None = None
    is_new: bool = False
    occurrence: int | None = None

    @classmethod
    def of(cls, request):
        kept = personal.recall(request, KEPT)
        return kept and cls(**kept)

    def keep(self, request, *, now):
        personal.remember(request, KEPT, asdict(self), now=now)

    def take(self, posted):
        """What the page sent, and the name of the first form in which something changed."""
        changed = ""
        for name, form in FORMS.items():
            fields = form.base_fields
            if not any(each in posted for each in fields):
                continue
            # A box that is not ticked is not sent.
            sent = {each: posted.get(each, "").replace("\x00", "")[:LONGEST] for each in fields}
            if sent != {each: self.typed.get(each, "") for each in fields}:
                changed = changed or name
            self.typed |= sent
        # What the chosen session itself asks: each event has its own.
        self.typed |= {name: posted[name][:LONGEST] for name in posted if name.startswith(QUESTION)}
        return changed

    def form(self, name, *, check=False, **needed):
        """One of FORMS as it stands; with `check`, with what is wrong in it."""
        form = FORMS[name]
        if check:
            return form(self.typed, **needed)
        return form(initial={key: value for key, value in self.typed.items() if value})

    def questions(self, asked, *, check=False):
        """The form of what the chosen session asks (`asked`), in the same way."""
        said = {"data": self.typed} if check else {"initial": self.typed}
        return EventQuestionsForm(asked=asked, is_staff=True, **said)

    @property
    def looks_for_sessions(self):
        return any(self.typed.get(name) for name in SessionForm.base_fields)
