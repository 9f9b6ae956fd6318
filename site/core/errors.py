class Refused(Exception):
    """An action that the rules do not allow; its text is a sentence that the person reading it can act on."""

    def __init__(self, sentence):
        super().__init__(sentence)
        self.sentence = sentence
