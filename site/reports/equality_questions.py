"""The questions of equality monitoring, word for word, and what they rest on. Pure.

The words are those of Census 2021 in England, which the harmonised standards of the Government Statistical Service
took up, so that answers can be set beside what is published of the area. Three things are shorter: the two questions on
disability (a condition that lasts, and whether it limits) are one, ethnic groups are the five large ones, and hours of
caring are three bands of the census's five. The age bands are the programme's. To each one may say that one would
rather not say, or say nothing.
"""

from dataclasses import dataclass

from people.models import AgeBand

# Kept with the numbers. Change the date with the wording.
CONDITION = (
    "UK GDPR art 9(2)(g); DPA 2018 Sch 1 para 8 (equality of opportunity or treatment); wording of November 2026"
)
RATHER_NOT = ("rather-not", "I would rather not say")
NOT_ANSWERED = ("", "Left out")


@dataclass(frozen=True)
class Question:
    name: str
    title: str  # over its table
    words: str
    answers: tuple
    hint: str = ""

    @property
    def choices(self):
        return (*self.answers, RATHER_NOT)

    @property
    def labels(self):
        """{answer: words} of all that is counted."""
        return {value: str(words) for value, words in (*self.choices, NOT_ANSWERED)}


QUESTIONS = (
    Question("sex", "Sex", "What is your sex?", (("female", "Female"), ("male", "Male"))),
    Question(
        "gender",
        "Gender identity",
        "Is the gender you identify with the same as your sex registered at birth?",
        (("same", "Yes"), ("different", "No")),
    ),
    Question("age", "Age", "How old are you?", tuple(AgeBand.choices)),
    Question(
        "ethnic",
        "Ethnic group",
        "What is your ethnic group?",
        (
            ("asian", "Asian or Asian British"),
            ("black", "Black, Black British, Caribbean or African"),
            ("mixed", "Mixed or multiple ethnic groups"),
            ("white", "White"),
            ("other", "Other ethnic group"),
        ),
        "Choose the one that best describes your ethnic group or background.",
    ),
    Question(
        "disability",
        "Disability",
        "Do you have a physical or mental health condition or illness that reduces your ability to carry out "
        "day-to-day activities?",
        (("a-lot", "Yes, a lot"), ("a-little", "Yes, a little"), ("no", "No")),
        "One that has lasted, or is expected to last, 12 months or more. The Equality Act calls this a disability.",
    ),
    Question(
        "religion",
        "Religion or belief",
        "What is your religion?",
        (
            ("none", "No religion"),
            ("christian", "Christian, of any denomination"),
            ("buddhist", "Buddhist"),
            ("hindu", "Hindu"),
            ("jewish", "Jewish"),
            ("muslim", "Muslim"),
            ("sikh", "Sikh"),
            ("other", "Any other religion"),
        ),
    ),
    Question(
        "orientation",
        "Sexual orientation",
        "Which of the following best describes your sexual orientation?",
        (
            ("straight", "Straight or heterosexual"),
            ("gay", "Gay or lesbian"),
            ("bisexual", "Bisexual"),
            ("other", "Other sexual orientation"),
        ),
    ),
    Question(
        "caring",
        "Caring",
        "Do you look after, or give any help or support to, anyone because they have long-term physical or mental "
        "health conditions or illnesses, or problems related to old age?",
        (
            ("no", "No"),
            ("up-to-19", "Yes, 19 hours a week or less"),
            ("20-49", "Yes, 20 to 49 hours a week"),
            ("50", "Yes, 50 or more hours a week"),
        ),
        "Do not count anything you do as part of your paid employment.",
    ),
)
