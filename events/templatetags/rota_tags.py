"""{% load rota_tags %}: the rota, on the pages of champions."""

from django import template
from django.db.models import Exists, OuterRef
from django.utils import timezone

from champions.models import Holiday
from events.models import RotaPlace
from events.rota_lists import places_coming

register = template.Library()
SHOWN = 3


@register.inclusion_tag("events/rota/_card.html")
def rota_card(champion, now):
    places = list(places_coming(champion, now))
    return {
        "on": [place for place in places if place.is_confirmed][:SHOWN],
        "asked": [place for place in places if not place.is_confirmed],
        "now": now,
    }


@register.inclusion_tag("events/rota/_while_away.html")
def rota_while_away(champion):
    """Sessions that they are on in a holiday of theirs."""
    now = timezone.now()
    away = Holiday.objects.filter(
        champion=OuterRef("champion"),
        from_on__lte=OuterRef("occurrence__starts_at__date"),
        until_on__gte=OuterRef("occurrence__starts_at__date"),
    )
    places = RotaPlace.objects.confirmed().upcoming(now).filter(Exists(away), champion=champion)
    return {"places": places.select_related("occurrence__event"), "now": now}
