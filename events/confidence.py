"""How sure people feel, by skill area: what is asked, and what changed from the first answer to the latest. Pure."""

from dataclasses import dataclass
from datetime import date

from topics.models import SkillArea

# As a learner reads it after "How sure do you feel about".
ASKED_ABOUT = {
    SkillArea.FOUNDATION: "using a computer, a tablet or a phone",
    SkillArea.COMMUNICATING: "keeping in touch online, by e-mail, message or video call",
    SkillArea.INFORMATION: "finding things online, and keeping them",
    SkillArea.TRANSACTING: "shopping, paying and applying for things online",
    SkillArea.PROBLEM_SOLVING: "finding out what to do when something does not work",
    SkillArea.SAFETY: "staying safe online",
}
# At this level or below somebody is not sure yet, and a session about it would help.
LOW = 2


@dataclass(frozen=True)
class Answer:
    """One answer as it is kept: `words` are those of its level."""

    area: str
    moment: str
    level: int
    words: str
    on: date


@dataclass(frozen=True)
class Change:
    """How sure somebody felt in an area when they were first asked before a session, and when last asked after one."""

    area: str
    before: Answer | None
    after: Answer | None

    @property
    def title(self):
        return SkillArea(self.area).label

    @property
    def latest(self):
        return self.after or self.before

    @property
    def is_low(self):
        return self.latest.level <= LOW

    @property
    def words(self):
        if not (self.before and self.after):
            return "Asked once"
        steps = self.after.level - self.before.level
        if steps == 0:
            return "The same"
        return f"{'Up' if steps > 0 else 'Down'} {abs(steps)}"


def question(area):
    return f"How sure do you feel about {ASKED_ABOUT[area]}?"


def changes(answers):
    """A Change for each area that was asked about, in the order of the skills framework. `answers`: oldest first."""
    return [change_in(area, answers) for area in SkillArea.values if any(one.area == area for one in answers)]


def change_in(area, answers):
    before = [one for one in answers if (one.area, one.moment) == (area, "before")]
    after = [one for one in answers if (one.area, one.moment) == (area, "after")]
    return Change(area, before[0] if before else None, after[-1] if after else None)


def in_order(areas):
    """Skill areas as the framework lists them, each once."""
    return [area for area in SkillArea.values if area in set(areas)]
