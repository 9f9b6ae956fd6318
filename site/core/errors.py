class Refused(Exception):
    """An action that the rules do not allow; its text is a sentence that the person reading it can act on."""

    def __init__(self, sentence):
        super().__init__(sentence)
        self.sentence = sentence


def refusal_of(check, *args, **kwargs):
    """The sentence with which a check refuses, or ""."""
    try:
        check(*args, **kwargs)
    except Refused as refusal:
        return refusal.sentence
    return ""
