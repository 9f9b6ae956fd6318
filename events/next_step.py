"""What somebody might do next, and why, in words that staff can say to them. Pure: no database, no clock."""

from dataclasses import dataclass, field
from datetime import datetime

from core.words import count_words, full_day_words, list_words, miles_words, time_words

SHOWN = 3
FEW_PLACES = 5


@dataclass(frozen=True)
class TopicOf:
    """A topic; `area` is its skill area, `area_title` what that is called."""

    title: str
    area: str
    area_title: str


@dataclass(frozen=True)
class Been:
    """An event they came to, and how often. `topics` are numbers of topics, here and below."""

    event: int
    title: str
    times: int
    topics: frozenset = frozenset()
    level: str = ""


@dataclass(frozen=True)
class Session:
    """The next date of an event that they could come to. `miles` from where they come to most; None where it is online
    or that is not known. `room`: places left; None for no limit."""

    pk: int
    event: int
    title: str
    starts_at: datetime
    place: str
    url: str
    topics: frozenset = frozenset()
    level: str = ""
    room: int | None = None
    how: str = ""  # to come to it, where it is not booked here
    miles: float | None = None


@dataclass(frozen=True)
class Learner:
    """`wanted` are topics of goals not reached yet; `unsure` the skill areas in which they feel little confidence."""

    been: tuple = ()
    wanted: frozenset = frozenset()
    unsure: frozenset = frozenset()
    place: str = ""  # the one they come to most, or where they live

    @property
    def topics(self):
        return frozenset().union(*(one.topics for one in self.been))


@dataclass(frozen=True)
class Step:
    words: str
    why: tuple = ()
    session: Session | None = None
    ask_champion: bool = False


@dataclass(frozen=True)
class Fit:
    """How well a session fits: the lower the rank the better. `why` says so."""

    rank: int
    why: str
    session: Session = field(compare=False)


def next_steps(learner, sessions, topics):
    """Sessions that fit, at most SHOWN, the best first. `topics`: {number: TopicOf}."""
    fits = [fit for session in sessions if (fit := how_it_fits(learner, session, topics))]
    been = {one.event for one in learner.been}
    return [step_of(learner, fit) for fit in sorted(fits, key=lambda fit: order(learner, fit, been))[:SHOWN]]


def order(learner, fit, been):
    """What is too hard comes last; then what fits best, what is new, what is near, what is soon."""
    session = fit.session
    too_hard = session.level == "improver" and not learner.been
    far = round(session.miles) if session.miles is not None else 1
    return too_hard, fit.rank, session.event in been, far, session.starts_at, session.pk


def how_it_fits(learner, session, topics):
    """A Fit, or None where nothing speaks for it."""
    if wanted := named(session.topics & learner.wanted, topics):
        return Fit(1, f"They would like to learn this: {list_words(wanted)}.", session)
    unsure = sorted({topics[one].area_title for one in session.topics if topics[one].area in learner.unsure})
    if unsure:
        return Fit(2, f"They feel little confidence here: {list_words(unsure)}.", session)
    return fit_with_the_past(learner, session, topics) or fit_for_newcomers(learner, session)


def fit_with_the_past(learner, session, topics):
    same = next((one for one in learner.been if one.event == session.event), None)
    if same:
        return Fit(6, "It goes on, and they know it.", session)
    before, new = alike(learner, session, topics), named(session.topics - learner.topics, topics)
    if before and session.level == "improver" and before.level == "beginner":
        return Fit(3, f"It is the step after {before.title}.", session)
    if before and new:
        return Fit(4, f"It is new to them, and close to {before.title}: {list_words(new)}.", session)
    if learner.been and new and session.level != "improver":
        return Fit(5, f"It is something new to them: {list_words(new)}.", session)
    return None


def alike(learner, session, topics):
    """What they came to most often that is about the same skill area."""
    areas = {topics[one].area for one in session.topics}
    near = [one for one in learner.been if areas & {topics[topic].area for topic in one.topics}]
    return max(near, key=lambda one: one.times, default=None)


def fit_for_newcomers(learner, session):
    if learner.been or session.level != "beginner":
        return None
    return Fit(7, "They have not been to anything yet, and it is for beginners.", session)


def named(numbers, topics):
    return sorted(topics[one].title for one in numbers)


def step_of(learner, fit):
    most = max(learner.been, key=lambda one: one.times, default=None)
    came = [f"They came to {count_words(most.times, 'session')} of {most.title}."] if most else []
    return Step(session_words(fit.session), (fit.why, *came, *where_words(learner, fit.session)), fit.session)


def session_words(session):
    """Using e-mail starts …: on which day, where, and how many places are left."""
    when = f"{full_day_words(session.starts_at)} at {time_words(session.starts_at)}"
    where = f"at {session.place}" if session.place else "online"
    return ", ".join(filter(None, [f"{session.title} is on {when}", where, room_words(session)])) + "."


def room_words(session):
    if session.how:
        return session.how
    if session.room is None or session.room > FEW_PLACES:
        return "there are places"
    return f"{count_words(session.room, 'place')} left"


def where_words(learner, session):
    if session.miles is None or not learner.place:
        return []
    if session.place == learner.place:
        return ["They come to this place already."]
    return [f"{miles_words(session.miles)} from {learner.place}."]


def step_without_session(learner, *, miles, weeks, champions, by_phone):
    """Where no session fits within so many miles and weeks: a champion's help, if there is any."""
    if not learner.place:
        return Step(
            "Ask where they can come to: we know of no place of theirs, and nothing online fits.",
            ("With their postcode on their record, sessions nearby can be suggested.",),
        )
    nothing = f"Nothing that fits is on within {miles} miles of {learner.place} in the next {weeks} weeks."
    if champions:
        who = count_words(champions, "digital champion")
        return Step(f"One-to-one help from a digital champion: {who} would come near.", (nothing,), ask_champion=True)
    if by_phone:
        return Step("Help from a digital champion by telephone or video.", (nothing,), ask_champion=True)
    return Step("Ask again in a few weeks, or look farther away with them.", (nothing,))
