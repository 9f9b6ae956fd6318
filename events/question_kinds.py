"""What is wrong with a question that an event asks. Pure."""

MOST_CHOICES = 8


def choices_in(text):
    """Each once, in the order in which they were written."""
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def question_problems(*, text, reason, kind, choices):
    """(name of the field, sentence) for each thing to put right."""
    if not text.strip():
        yield "text", "Enter the question."
    if not reason.strip():
        yield "reason", "Say why we ask: people answer more gladly, and what has no reason we do not ask."
    offered = choices_in(choices)
    if kind == "choice" and not 2 <= len(offered) <= MOST_CHOICES:
        yield "choices", f"Enter from 2 to {MOST_CHOICES} answers to choose from, each on a line of its own."
    if any(len(choice) > 80 for choice in offered):
        yield "choices", "Each answer to choose from can have 80 letters at most."
