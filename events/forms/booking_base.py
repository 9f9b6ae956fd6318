"""One question of a booking on one page."""

from core.govuk import GovukForm

ME = "me"


class QuestionForm(GovukForm):
    """`said` is what the earlier questions were answered with, `is_staff` whether staff book for somebody."""

    heading = ""

    def __init__(self, *args, said=None, is_staff=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_staff = is_staff
        whom = (said or {}).get("who", {}).get("booking_for", ME)
        self.about_you = whom == ME and not is_staff
        self.set_words()
        if self.page_heading:
            self.heading = self.fields[self.page_heading].label

    def set_words(self):
        """Speak of "you" or of "them"."""

    def pick(self, about_you, about_them):
        return about_you if self.about_you else about_them
