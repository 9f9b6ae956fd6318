"""Which step is suggested to a learner, and in which words. Pure: nothing here asks a database or a clock."""

from dataclasses import replace
from datetime import datetime

from core.words import LONDON
from events.next_step import Been, Learner, Session, TopicOf, next_steps, step_without_session

TOPICS = {
    1: TopicOf("Start from the very beginning", "foundation", "Foundation skills"),
    2: TopicOf("Send and read e-mail", "communicating", "Communicating"),
    3: TopicOf("See and talk to family", "communicating", "Communicating"),
    4: TopicOf("Stay safe from scams", "safety", "Being safe and legal online"),
}
GETTING_ONLINE = Been(10, "Getting online", 3, frozenset({1}), "beginner")
VIDEO_CALLS = Been(11, "Video calls", 2, frozenset({3}), "beginner")
KENDAL = Learner(been=(GETTING_ONLINE,), place="Kendal Library")


def session(title="Using e-mail", topics=(2,), **kwargs):
    kwargs.setdefault("event", 20)
    kwargs.setdefault("starts_at", datetime(2026, 12, 4, 14, 0, tzinfo=LONDON))
    kwargs.setdefault("place", "Kendal Library")
    kwargs.setdefault("miles", 0.0)
    return Session(pk=kwargs["event"], title=title, url="/events/x/", topics=frozenset(topics), **kwargs)


def titles(learner, *sessions):
    return [step.session.title for step in next_steps(learner, sessions, TOPICS)]


def nothing_fits(learner, **helped):
    return step_without_session(learner, miles=10, weeks=8, **{"champions": 0, "by_phone": False} | helped)


def test_a_step_says_what_when_where_how_many_places_and_why():
    learner = replace(KENDAL, wanted=frozenset({2}))

    [step] = next_steps(learner, [session(room=2)], TOPICS)

    assert step.words == "Using e-mail is on Friday 4 December 2026 at 2pm, at Kendal Library, 2 places left."
    assert step.why == (
        "They would like to learn this: Send and read e-mail.",
        "They came to 3 sessions of Getting online.",
        "They come to this place already.",
    )


def test_places_are_said_as_they_matter():
    wanted = Learner(wanted=frozenset({2}))
    rooms = [session(room=1), session(room=6), session(room=None), session(how="no need to book")]

    words = [next_steps(wanted, [one], TOPICS)[0].words.rpartition(", ")[2] for one in rooms]

    assert words == ["1 place left.", "there are places.", "there are places.", "no need to book."]


def test_online_has_no_place_and_another_place_says_how_far_it_is():
    wanted = replace(KENDAL, wanted=frozenset({2}))

    online = next_steps(wanted, [session(place="", miles=None)], TOPICS)[0]
    away = next_steps(wanted, [session(place="Burneside Hall", miles=2.1)], TOPICS)[0]

    assert ", online, " in online.words
    assert online.why[-1] == "They came to 3 sessions of Getting online."
    assert away.why[-1] == "About 2 miles from Kendal Library."


def test_a_goal_comes_before_low_confidence_and_that_before_what_is_alike():
    learner = Learner(been=(VIDEO_CALLS,), wanted=frozenset({1}), unsure=frozenset({"safety"}), place="Kendal Library")
    alike, unsure, goal = (
        session("E-mail", [2], event=1),
        session("Scams", [4], event=2),
        session("First", [1], event=3),
    )

    assert titles(learner, alike, unsure, goal) == ["First", "Scams", "E-mail"]
    assert [step.why[0] for step in next_steps(learner, [alike, unsure, goal], TOPICS)] == [
        "They would like to learn this: Start from the very beginning.",
        "They feel little confidence here: Being safe and legal online.",
        "It is new to them, and close to Video calls: Send and read e-mail.",
    ]


def test_after_a_beginners_course_comes_the_next_level_of_the_same_skills():
    learner = Learner(been=(VIDEO_CALLS,))

    [step] = next_steps(learner, [session("More video calls", [3], level="improver")], TOPICS)

    assert step.why[0] == "It is the step after Video calls."


def test_what_they_come_to_already_is_the_last_resort():
    learner = Learner(been=(VIDEO_CALLS,))
    same, new = session("Video calls", [3], event=11), session("Using e-mail", [2], event=12)
    other, hard = session("Scams", [4], event=13), session("More scams", [4], event=14, level="improver")

    assert titles(learner, same, other, new, hard) == ["Using e-mail", "Scams", "Video calls"]
    assert next_steps(learner, [other], TOPICS)[0].why[0] == "It is something new to them: Stay safe from scams."
    assert titles(learner, same) == ["Video calls"]


def test_among_what_fits_alike_the_nearer_comes_first_and_then_the_sooner():
    wanted = Learner(wanted=frozenset({2}), place="Kendal Library")
    far = session("Far", event=1, miles=7.0, place="Elsewhere")
    later = session("Later", event=2, starts_at=datetime(2026, 12, 11, 14, 0, tzinfo=LONDON))
    sooner = session("Sooner", event=3)

    assert titles(wanted, far, later, sooner) == ["Sooner", "Later", "Far"]


def test_somebody_new_is_not_sent_to_improvers_first():
    wanted = Learner(wanted=frozenset({2}))
    hard, easy = session("Hard", level="improver", event=1), session("Easy", level="beginner", event=2, miles=9.0)

    assert titles(wanted, hard, easy) == ["Easy", "Hard"]


def test_somebody_of_whom_nothing_is_known_is_shown_what_is_for_beginners():
    [step] = next_steps(Learner(), [session(level="beginner"), session(level="improver", event=2)], TOPICS)

    assert step.why[0] == "They have not been to anything yet, and it is for beginners."


def test_what_has_nothing_to_do_with_them_is_not_suggested_and_at_most_three_are():
    wanted = replace(KENDAL, wanted=frozenset({2}))
    known = session("First clicks again", [1], event=9)
    alike = [session(f"E-mail {number}", event=number) for number in range(5)]

    assert titles(wanted, known) == []
    assert titles(wanted, *alike) == ["E-mail 0", "E-mail 1", "E-mail 2"]


def test_a_champion_is_suggested_where_nothing_is_near():
    near, by_phone = nothing_fits(KENDAL, champions=4), nothing_fits(KENDAL, by_phone=True)

    assert near.words == "One-to-one help from a digital champion: 4 digital champions would come near."
    assert near.why == ("Nothing that fits is on within 10 miles of Kendal Library in the next 8 weeks.",)
    assert by_phone.words == "Help from a digital champion by telephone or video."
    assert (near.ask_champion, by_phone.ask_champion) == (True, True)


def test_without_champions_and_without_a_place_it_says_what_staff_can_do():
    assert nothing_fits(KENDAL).words == "Ask again in a few weeks, or look farther away with them."
    assert nothing_fits(Learner(), champions=4).words.startswith("Ask where they can come to")
