"""What changed for those who came, and what they said."""

from collections import Counter

from core.words import count_words
from events.models import HowSure, ReferralState
from events.models.feedback import DidYouLearn, HowWasIt
from reports import outcomes_counts as counts
from reports.charts import lying
from reports.figures import detail_has_gone, frozen_figures
from reports.filters import PeriodAndPlaceFilter
from reports.fixed import ALL, Cut, Figures, FixedTable, Measure, with_totals
from reports.outcomes_counts import CHANGES, DOWN, SAME, UP
from reports.report import Answer, Report, Tile
from reports.tables import Column, Kind, Table, share, words_column
from topics.models import SkillArea

CHANGED = Measure(
    "confidence_changes",
    "People asked before and after",
    "Whoever said in this time how sure they feel after a session, and had said so before one: their last answer is "
    "held against their first. Each is counted once in a skill area, and in each skill area they were asked about.",
    adds_up=False,
)
SAID = Measure("feedback", "Answers", "Answers to how a session was, given in this time. Nobody has to answer.")
AREA, CHANGE = Cut("skill_area", "Skill area"), Cut("change", "Change")
HOW, LEARNED = Cut("how_was_it", "How it was"), Cut("learned", "Learned what they came for")
SURE = f"1 is {HowSure.NOT_AT_ALL.label.lower()}, 5 is {HowSure.VERY.label.lower()}."
REFERRAL_STATES = dict(ReferralState.choices) | {ReferralState.MADE.value: "No news yet"}
MOMENTS = (("before", "Only before"), ("after", "Only after"))

DEFINITIONS = {
    CHANGED.title: CHANGED.meaning,
    "How sure": f"The mean of what they said. {SURE}",
    "Asked once": "Different people who said how sure they feel before or after, and by the end of this time not both.",
    "Goals": "What somebody said they would like to be able to do: by the day of saying and of reaching it.",
    "Passed on": "People passed on to another organisation in this time, by what is known today of what came of it.",
    "Learners who became champions": (
        "People who applied to be a champion in this time, and had been marked as here at a session before that."
    ),
    "What people said": f"{SAID.meaning} Nothing tells whose answer it is.",
    "Where": (
        "The district or ward in which people live. Of how sessions were, and of what people said, the one in which "
        "the session was held."
    ),
}


class OutcomesFilter(PeriodAndPlaceFilter):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        where = self.fields["place"]
        where.help_text = (
            "The district or ward, by its name or code: where people live, or where the session was of which they said "
            "how it was. Empty: everywhere."
        )


def changes_of(sure):
    """`sure`: {skill area: Sureness}"""
    cells = {
        ("confidence_changes", area, change): number
        for area, found in sure.items()
        for change, number in ((UP, found.up), (SAME, found.same), (DOWN, found.down))
        if number
    }
    labels = {area.value: area.label for area in SkillArea if area in sure}
    return Figures(with_totals(cells, (AREA, CHANGE)), {"skill_area": labels, "change": CHANGES})


def feedback_figures(said, place, cut, choices):
    """`said`: {(how it was, whether they learned): number}; `place` says which of the two it is by."""
    cells = Counter()
    for parts, number in said.items():
        cells["feedback", parts[place]] += number
    return Figures(with_totals(cells, (cut,)), {cut.name: dict(choices)})


def how_it_was(said):
    return feedback_figures(said, 0, HOW, HowWasIt.choices)


def what_they_learned(said):
    return feedback_figures(said, 1, LEARNED, DidYouLearn.choices)


CONFIDENCE = FixedTable(
    "confidence",
    "How sure people feel",
    (CHANGED,),
    (AREA, CHANGE),
    lambda period, now: changes_of(counts.sureness(period)),
)
FEEDBACK = FixedTable(
    "feedback", "How sessions were", (SAID,), (HOW,), lambda period, now: how_it_was(counts.feedback(period))
)
FEEDBACK_LEARNED = FixedTable(
    "feedback-learned",
    "Whether people learned what they came for",
    (SAID,),
    (LEARNED,),
    lambda period, now: what_they_learned(counts.feedback(period)),
)


class OutcomesReport(Report):
    slug = "outcomes"
    title = "What changed"
    question = "Are people surer than before, what did they go on to, and what do they say?"
    filters = OutcomesFilter
    definitions = DEFINITIONS
    fixed = (CONFIDENCE, FEEDBACK, FEEDBACK_LEARNED)

    def answer(self, chosen, *, now):
        asked = period, place = chosen["period"], chosen["place"]
        frozen = {} if place else frozen_of(period)
        sure, said = counts.sureness(*asked), counts.feedback(*asked)
        changed = frozen.get(CONFIDENCE.name) or changes_of(sure)
        how = frozen.get(FEEDBACK.name) or how_it_was(said)
        learned = frozen.get(FEEDBACK_LEARNED.name) or what_they_learned(said)
        goals, became = counts.goals(*asked), counts.learners_who_volunteered(*asked)
        tables = (
            confidence_table(changed, sure),
            once_table(counts.asked_once(*asked)),
            goal_table(goals, became),
            referral_table(counts.referrals(*asked)),
            answers_table("feedback", "How sessions were", how, HOW),
            answers_table("learned", "Whether people learned what they came for", learned, LEARNED),
            *self.words_of_people(chosen),
        )
        tiles = tiles_of(goals, became, learned)
        return Answer(sentence_of(changed, how), tables, tiles, tuple(notes_of(period, place, frozen)))

    def words_of_people(self, chosen):
        return (words_table(counts.words(chosen["period"], chosen["place"])),)


def frozen_of(period):
    return {name: known.figures for (name, _), known in frozen_figures(OutcomesReport.fixed, [period]).items()}


def sentence_of(changed, how):
    asked, surer = changed.number("confidence_changes", ALL, ALL), changed.number("confidence_changes", ALL, UP)
    answers = how.number("feedback", ALL)
    good = sum(how.number("feedback", part) for part in (HowWasIt.VERY_GOOD, HowWasIt.GOOD))
    parts = []
    if asked:
        parts.append(f"{surer:,} of {count_words(asked, 'answer')} on how sure people feel went up.")
    if answers:
        parts.append(f"{good:,} of {count_words(answers, 'answer')} on how a session was said good or very good.")
    return " ".join(parts) or "Nobody was asked in this time how sure they feel, or said how a session was."


def tiles_of(goals, became, learned):
    yes, answers = learned.number("feedback", DidYouLearn.YES), learned.number("feedback", ALL)
    tiles = [
        Tile(f"{goals['reached']:,}", f"{'goal' if goals['reached'] == 1 else 'goals'} reached, {goals['said']:,} set"),
        Tile(f"{became['learned']:,}", f"of {count_words(became['applied'], 'new volunteer')} had been learners"),
    ]
    if answers:
        tiles.append(Tile(f"{yes / answers:.0%}", "learned what they came for"))
    return tuple(tiles)


def notes_of(period, place, frozen):
    if place:
        yield (
            f"Of people who live in {place.name}, wherever they came; how sessions were, and what was said of them, is "
            f"of sessions held in {place.name}."
        )
    if frozen:
        yield "How many are surer and how sessions were was frozen after the period was over, and changes no more."
    if detail_has_gone(period):
        counted = "is in no district and no ward any more" if place else "still counts, under no name"
        yield (
            f"Somebody who came in this time has been forgotten since. What they answered {counted}; what they wrote "
            "of their goals and why they were passed on is gone."
        )


def confidence_table(changed, sure):
    rows = []
    for area in SkillArea:
        ways = [changed.number("confidence_changes", area, way) for way in CHANGES]
        if any(ways):
            rows.append(confidence_row(area.label, sure.get(area), *ways))
    columns = (
        words_column("area", "Skill area"),
        Column("pairs", "People"),
        Column("before", "How sure before", Kind.DECIMAL),
        Column("after", "How sure after", Kind.DECIMAL),
        *(Column(way, words) for way, words in CHANGES.items()),
        Column("share", "Share surer", Kind.PERCENT),
    )
    chart = lying(
        "how sure people feel after, by skill area",
        [row[0] for row in rows],
        [row[3] for row in rows],
        shown="{:.1f}".format,
        marks=[row[2] for row in rows],
        caption=f"The line across each bar is before. {SURE}",
    )
    return Table("confidence", "How sure people feel, before and after", columns, tuple(rows), chart=chart)


def confidence_row(words, found, up, same, down):
    before, after = (round(found.before, 1), round(found.after, 1)) if found else (None, None)
    return (words, up + same + down, before, after, up, same, down, share(up, up + same + down))


def once_table(once):
    rows = [
        (area.label, *(once.get((area.value, moment), 0) for moment, _ in MOMENTS))
        for area in SkillArea
        if any((area.value, moment) in once for moment, _ in MOMENTS)
    ]
    columns = (words_column("area", "Skill area"), *(Column(moment, words) for moment, words in MOMENTS))
    return Table("asked-once", "Asked once, and so left out above", columns, tuple(rows))


def goal_table(goals, became):
    rows = (
        ("Goals set", goals["said"]),
        ("Goals reached", goals["reached"]),
        ("Applied to be a champion", became["applied"]),
        ("Of these, had come to a session before", became["learned"]),
        ("Of these, active today", became["active"]),
    )
    columns = (words_column("what", "What"), Column("number", "Number"))
    return Table("went-on", "Goals, and learners who became champions", columns, rows)


def referral_table(found):
    """By organisation, those with the most first: for staff, since a small one can point to a person."""
    totals = Counter()
    for (organisation, _), number in found.items():
        totals[organisation] += number
    rows = [
        (organisation, number, *(found.get((organisation, state), 0) for state in REFERRAL_STATES))
        for organisation, number in sorted(totals.items(), key=lambda each: (-each[1], each[0]))
    ]
    columns = (
        words_column("organisation", "Organisation"),
        Column("number", "People"),
        *(Column(state, words) for state, words in REFERRAL_STATES.items()),
    )
    return Table("referrals", "Passed on to other organisations", columns, tuple(rows))


def answers_table(name, title, figures, cut):
    total = figures.number("feedback", ALL)
    rows = [
        (words, figures.number("feedback", part), share(figures.number("feedback", part), total))
        for part, words in figures.labels[cut.name].items()
    ]
    columns = (words_column("answer", "Answer"), Column("number", "People"), Column("share", "Share", Kind.PERCENT))
    chart = lying(title.lower(), [row[0] for row in rows], [row[1] for row in rows], shown="{:,}".format)
    return Table(name, title, columns, tuple(rows) if total else (), chart=chart)


def words_table(newest):
    columns = (
        words_column("words", "In their words"),
        words_column("event", "Session"),
        words_column("how", "How it was"),
        Column("said_on", "Said", Kind.DATE),
    )
    rows = [(each.words, each.occurrence.event.title, each.get_how_was_it_display(), each.said_on) for each in newest]
    return Table(
        "words",
        "What people said",
        columns,
        tuple(rows),
        note=f"The newest {counts.NEWEST}. Somebody may have written a name: read it before you quote it.",
        in_their_words=True,
    )
