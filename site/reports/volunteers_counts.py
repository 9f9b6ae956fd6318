"""What champions gave and where they stand, counted by the database: a fixed number of questions.

When a champion changed state is in the audit trail alone (champions/actions/states.py), which is kept for six years.
"""

from collections import Counter

from dateutil.relativedelta import relativedelta
from django.db.models import Case, CharField, Count, DateField, Exists, F, Max, Min, OuterRef, Q, Sum, When
from django.db.models.functions import Cast, Coalesce, TruncMonth

from champions.candidates import with_room
from champions.models import Champion, ChampionRequirement, ChampionState, HelpSession
from champions.models.champions import GONE_STATES
from core.models import AuditLine
from core.words import LONDON, as_day
from events.models import RotaPlace
from locations.models import Area, AreaKind

NOT_KNOWN = "?"
GONE = [f"champion_{state}" for state in GONE_STATES]
DUE_IN = (7, 30, 60)


def state_lines(*actions):
    return AuditLine.objects.filter(action__in=actions, about_type=Champion._meta.label_lower).order_by()


def when_gone():
    """{a champion's number: when they left or were removed}."""
    rows = state_lines(*GONE).values_list("about_id").annotate(at=Min("at"))
    return {int(pk): at for pk, at in rows if pk.isdigit()}


def when_looked_at(champions):
    """{a champion's number: when their checks began}."""
    numbers = [str(pk) for pk in champions]
    rows = state_lines("champion_in_checks").filter(about_id__in=numbers).values_list("about_id").annotate(at=Min("at"))
    return {int(pk): at for pk, at in rows}


def active_at(moment):
    """Cleared to help before this moment, and neither left nor removed by then. Who is on a break is one of them."""
    gone = state_lines(*GONE).filter(about_id=Cast(OuterRef("pk"), CharField()))
    # Of whoever is gone without a line it is not known since when.
    still = ~Q(state__in=GONE_STATES) | Exists(gone.filter(at__gte=moment))
    return Q(still, ~Exists(gone.filter(at__lt=moment)), active_since__lt=moment)


def champions_at(moment):
    return Champion.objects.filter(active_at(moment))


def district_of(to_champion=""):
    """The code of the district of a champion's ward."""
    return Case(
        When(**{f"{to_champion}area__kind": AreaKind.DISTRICT, "then": F(f"{to_champion}area")}),
        default=F(f"{to_champion}area__parent"),
    )


def district_words(codes):
    """{code: name} in the order of the names, and last those that we do not know."""
    named = dict(Area.objects.filter(pk__in=codes).order_by("name").values_list("pk", "name"))
    return named | ({NOT_KNOWN: "District not known"} if NOT_KNOWN in codes else {})


def active_by_district(moment):
    rows = champions_at(moment).order_by().annotate(district=district_of()).values_list("district")
    return Counter({code or NOT_KNOWN: number for code, number in rows.annotate(number=Count("pk"))})


def sessions_in(period):
    """Help one to one; people of merged records are one."""
    return (
        HelpSession.objects.filter(held_on__gte=period.first_on, held_on__lte=period.last_on)
        .order_by()
        .annotate(
            month=TruncMonth("held_on", output_field=DateField()),
            district=district_of("champion__"),
            helped=Coalesce("request__person__merged_into", "request__person"),
        )
    )


def rota_in(period):
    """Help at sessions, as the register says."""
    return (
        RotaPlace.objects.filter(
            attended=True,
            minutes__isnull=False,
            occurrence__starts_at__gte=period.starts_at,
            occurrence__starts_at__lt=period.ends_at,
        )
        .order_by()
        .annotate(
            month=TruncMonth("occurrence__starts_at", tzinfo=LONDON, output_field=DateField()),
            district=district_of("champion__"),
        )
    )


def given(period):
    """{(month, district): {what: number}} of what adds up, in two queries."""
    found = {}
    for rows, sums in (
        (sessions_in(period), {"sessions": Count("pk"), "minutes": Sum("minutes"), "miles": Sum("travel_miles")}),
        (rota_in(period), {"rota": Count("pk"), "minutes": Sum("minutes")}),
    ):
        for row in rows.values("month", "district").annotate(**{f"n_{name}": each for name, each in sums.items()}):
            cell = found.setdefault((row["month"], row["district"] or NOT_KNOWN), Counter())
            cell.update({name: row[f"n_{name}"] or 0 for name in sums})
    return found


def people_helped(period):
    """Different people, for each month, for each district and in all: {month, code or None: number}."""
    sessions, different = sessions_in(period), Count("helped", distinct=True)
    by_month = dict(sessions.values_list("month").annotate(number=different))
    districts = sessions.values_list("district").annotate(number=different)
    by_district = {code or NOT_KNOWN: number for code, number in districts}
    return by_month | by_district | {None: sessions.aggregate(number=different)["number"]}


def by_state():
    return dict(Champion.objects.order_by().values_list("state").annotate(number=Count("pk")))


def applying():
    """[(number, state, when they applied)] of whoever waits to be cleared."""
    states = [ChampionState.APPLIED, ChampionState.IN_CHECKS]
    return list(Champion.objects.filter(state__in=states).order_by().values_list("pk", "state", "applied_at"))


def cleared_in(period):
    """[(number, when they applied, when they became active)]."""
    cleared = Champion.objects.filter(active_since__gte=period.starts_at, active_since__lt=period.ends_at)
    return list(cleared.order_by().values_list("pk", "applied_at", "active_since"))


def falling_due(now):
    """A row for each requirement that has run out or will in 60 days: of champions whose role asks it."""
    today = as_day(now)

    def until(days):
        return today + relativedelta(days=days)

    week, month, last = (until(days) for days in DUE_IN)
    asked = ChampionRequirement.objects.counting().filter(
        champion__state__in=[ChampionState.ACTIVE, ChampionState.PAUSED],
        champion__role__requirements=F("requirement"),
        expires_on__lte=last,
    )
    return list(
        asked.order_by("requirement__title")
        .values_list("requirement__title")
        .annotate(
            lapsed=Count("pk", Q(expires_on__lt=today)),
            week=Count("pk", Q(expires_on__gte=today, expires_on__lte=week)),
            month=Count("pk", Q(expires_on__gt=week, expires_on__lte=month)),
            later=Count("pk", Q(expires_on__gt=month, expires_on__lte=last)),
        )
    )


def load(now):
    """Of champions who meet people one to one today: how many there are, whom they help, who has room."""
    champions = with_room(Champion.objects.can_meet_people(as_day(now)), now).annotate(busy=F("helping") + F("asked"))
    return champions.aggregate(
        champions=Count("pk"),
        people=Sum("helping", default=0),
        places=Sum("max_people", default=0),
        with_room=Count("pk", Q(busy__lt=F("max_people"))),
        without_anybody=Count("pk", Q(helping=0)),
        most=Max("helping"),
    )


def kept(period, now):
    """(how many became active a year before a day of this time, how many of them still were champions a year later).

    Those whose year is not over yet are left out, and those who are gone and of whom it is not known since when.
    """
    a_year = relativedelta(years=1)
    began = Champion.objects.filter(
        active_since__gte=period.starts_at - a_year, active_since__lt=min(period.ends_at, now) - a_year
    )
    gone = when_gone()
    stayed, left = 0, 0
    for pk, state, since in began.order_by().values_list("pk", "state", "active_since"):
        if state not in GONE_STATES or (pk in gone and gone[pk] >= since + a_year):
            stayed += 1
        elif pk in gone:
            left += 1
    return stayed + left, stayed
