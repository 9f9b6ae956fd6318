from core.cards import Choice
from pages.finder.asked import Asked
from pages.finder.filters import filter_groups, more_groups
from pages.finder.reach import Reach
from topics.models import Topic

SCAMS = Topic(title="Stay safe from scams", slug="scams", area="safety")


def test_what_is_shown_is_marked_also_where_it_was_not_asked_for():
    when, far = filter_groups(Asked(q="Alston"), Reach(10, "month", [], 5, "week"))

    assert when.choices == [
        Choice("Today", "/find/?q=Alston&when=today"),
        Choice("Next 7 days", "/find/?q=Alston&when=week"),
        Choice("Next 4 weeks", "/find/?q=Alston&when=month", chosen=True),
    ]
    assert [(choice.label, choice.chosen) for choice in far.choices] == [
        ("1 mile", False), ("2 miles", False), ("5 miles", False), ("10 miles", True), ("25 miles", False),
        ("From home", False),
    ]  # fmt: skip


def test_fifty_miles_is_a_choice_only_where_it_is_shown():
    _, far = filter_groups(Asked(), Reach(50, "month", [], 5, "week"))

    assert [choice.label for choice in far.choices][-2:] == ["50 miles", "From home"]


def test_choosing_how_far_leaves_sessions_from_home():
    _, far = filter_groups(Asked(q="x", online=True), Reach(0, "month", [], 0, "week", from_home=True))

    assert far.choices[0] == Choice("1 mile", "/find/?q=x&within=1")
    assert far.choices[-1] == Choice("From home", "/find/?q=x&online=yes", chosen=True)


def test_access_is_chosen_and_taken_away_again():
    *_, access, _ = more_groups(Asked(q="x", access=("loop",)), [SCAMS])

    assert access.choices == [
        Choice("Step-free", "/find/?q=x&access=loop&access=step-free"),
        Choice("Hearing loop", "/find/?q=x", chosen=True),
    ]


def test_every_single_choice_can_be_undone():
    topic, kind, _, booking = more_groups(Asked(q="x", topic=SCAMS), [SCAMS])

    assert topic.choices == [
        Choice("Anything", "/find/?q=x"),
        Choice("Stay safe from scams", "/find/?q=x&topic=scams", chosen=True),
    ]
    assert kind.choices[0] == Choice("Anything", "/find/?q=x&topic=scams", chosen=True)
    assert [choice.label for choice in booking.choices] == ["Anything", "Book a place", "Just turn up"]
