"""Real requests, champions and offers to see the words of a message with, and invented ones.

The link of an example opens nothing: it is that of the invented request.
"""

from datetime import timedelta

from champions.links import how_was_it_link, link_of
from champions.models import Champion, HelpRequest, Offer, Role
from champions.telling import (
    moment_words,
    words_for,
    words_for_champion,
    words_for_match,
    words_for_offer,
)
from core.words import full_day_words, group_reference
from locations.models import VenuePage
from people.message_fields import addressed_to, found
from people.models import Person

LATEST = 10
FREE = "Tuesday morning"
NEWS = "As you said, we now look up to 5 miles from you."


class RequestExamples:
    permission = "champions.view_helprequest"

    def __init__(self, states):
        self.states = states

    def rows(self):
        rows = HelpRequest.objects.to_show().filter(state__in=self.states).order_by("-created_at", "-pk")
        return rows.select_related("person", "venue", "champion__person", "champion__role")

    def latest(self):
        return [(str(row.pk), f"Request H-{group_reference(row.reference)}") for row in self.rows()[:LATEST]]

    def context(self, value, now):
        invented = invented_request()
        request = found(self.rows(), value) or invented
        return {
            **addressed_to(request.person),
            **words_for(request),
            **words_for_match(request.champion or invented_champion(), FREE),
            "path": link_of(invented),
            "how_was_it": how_was_it_link(invented),
            **days_of(now),
            "news": NEWS,
        }


class ChampionExamples:
    permission = "champions.view_champion"

    def __init__(self, states):
        self.states = states

    def rows(self):
        rows = Champion.objects.filter(state__in=self.states, person__do_not_contact=False, person__erased_at=None)
        return rows.select_related("person", "role").order_by("-applied_at", "-pk")

    def latest(self):
        return [(str(row.pk), row.person.name) for row in self.rows()[:LATEST]]

    def context(self, value, now):
        champion = found(self.rows(), value) or invented_champion()
        meeting = {"request": invented_request(), "contact_by": days_of(now)["answer_by"]}
        return {**addressed_to(champion.person), **words_for_champion(champion), **meeting}


class OfferExamples:
    permission = "champions.view_offer"

    def rows(self):
        rows = Offer.objects.filter(champion__person__do_not_contact=False, champion__person__erased_at=None)
        return rows.select_related("champion__person", "champion__role", "request__area")

    def latest(self):
        return [
            (str(row.pk), f"Request H-{group_reference(row.request.reference)}, to {row.champion.person.name}")
            for row in self.rows()[:LATEST]
        ]

    def context(self, value, now):
        offer = found(self.rows(), value)
        champion = offer.champion if offer else invented_champion()
        asked = words_for_offer(offer, now) if offer else invented_offer(now)
        return {**addressed_to(champion.person), **words_for_champion(champion), **asked}


def days_of(now):
    return {"hear_by": full_day_words(now + timedelta(days=3)), "answer_by": full_day_words(now + timedelta(days=5))}


def invented_request():
    venue = VenuePage(title="The Library", address="1 High Street", town="Anytown")
    return HelpRequest(reference="K7M4PX", person=Person(name="Asha Example"), venue=venue)


def invented_champion():
    return Champion(person=Person(name="Rowan Example"), role=Role(title="Digital champion"))


def invented_offer(now):
    return {"need": "Video calls", "area": "Castle ward", "answer_by": moment_words(now + timedelta(days=3), now)}
