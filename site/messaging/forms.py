from django import forms

from core.govuk import GovukForm, Option
from core.words import time_words
from messaging.calls import IN_TWO_HOURS, THIS_EVENING, TOMORROW, times_to_ring_again
from messaging.outcomes import moment_words

TOLD, WRONG, LEFT = "told", "wrong-number", "left"
AGAIN = {
    IN_TWO_HOURS: "Nobody answered: ring again in two hours, at {}",
    THIS_EVENING: "Nobody answered: ring again this evening, at {}",
    TOMORROW: "Nobody answered: ring again tomorrow, at {}",
}


class OutcomeForm(GovukForm):
    """How a call went. The answer is TOLD, WRONG, LEFT, or when to ring again."""

    outcome = forms.ChoiceField(
        label="How did it go?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose how the call went",
            "invalid_choice": "It is too late today to ring again then. Choose another time",
        },
    )

    def __init__(self, *args, call, now, **kwargs):
        super().__init__(*args, **kwargs)
        needed_by = call.first.needed_by
        self.fields["outcome"].choices = [
            (TOLD, "I told them"),
            *((choice, again_option(choice, at, needed_by)) for choice, at in times_to_ring_again(now).items()),
            (WRONG, Option("It is the wrong number", hint="They will be on the list of what could not be sent.")),
            (LEFT, Option("I did not ring after all", hint="Somebody else may ring them.")),
        ]


def again_option(choice, at, needed_by):
    late = f"Too late: they need to know before {moment_words(needed_by)}." if needed_by and at >= needed_by else ""
    return Option(AGAIN[choice].format(time_words(at)), hint=late)
