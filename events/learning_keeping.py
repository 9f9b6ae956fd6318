"""What is kept about a learner: what is personal, what they are given, what is emptied when they are forgotten.

When two records become one, all rows of both move to it as they are.
"""

from events.booking_keeping import session_words
from people.registry import keeps


def register():
    keeps(
        "events.Goal",
        "person",
        title="What you would like to be able to do",
        export=["words", "topic", "said_on", "reached_on"],
        # That somebody had a goal about a topic, and reached it, is counted.
        erase=["words"],
        last_activity="said_on",
    )
    keeps(
        "events.Confidence",
        "person",
        title="How sure you felt",
        export=export_confidence,
        # The levels are what the programme's effect is counted from; with the person emptied they are nobody's.
        erase=[],
        last_activity="answered_on",
    )
    keeps(
        "events.Referral",
        "person",
        title="Whom we passed you on to",
        export=export_referral,
        # How many were passed on to which organisation is counted, as the words of consent name it anyway.
        erase=["why"],
        last_activity="state_on",
    )


def export_confidence(confidence):
    return {
        "about": confidence.get_area_display(),
        "when": confidence.get_moment_display(),
        "how sure": confidence.get_level_display(),
        "session": session_words(confidence.occurrence) if confidence.occurrence else "",
        "how you were asked": confidence.get_asked_by_display(),
        "answered": confidence.answered_on,
    }


def export_referral(referral):
    return {
        "organisation": referral.organisation,
        "why": referral.why,
        "you agreed": referral.consent.given_at,
        "passed on": referral.made_on,
        "what came of it": referral.get_state_display(),
        "since": referral.state_on,
    }


LEARNING = {
    "events.Goal": {"personal": "person words topic taken_by", "neither": "id said_on reached_on"},
    "events.Confidence": {
        "personal": "person area level taken_by",
        "neither": "id moment occurrence asked_by answered_on",
    },
    "events.Referral": {
        "personal": "person organisation why consent made_by",
        "neither": "id state made_on state_on",
    },
}
