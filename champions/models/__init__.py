from champions.models.champions import Availability, Champion, ChampionState, Setting, TravelsBy
from champions.models.help import HelpRequest, HelpSession, Offer, OfferState, RequestState, WantedTime
from champions.models.holidays import Holiday
from champions.models.roles import ChampionRequirement, Requirement, Role

__all__ = [
    "Availability",
    "Champion",
    "ChampionRequirement",
    "ChampionState",
    "HelpRequest",
    "HelpSession",
    "Holiday",
    "Offer",
    "OfferState",
    "RequestState",
    "Requirement",
    "Role",
    "Setting",
    "TravelsBy",
    "WantedTime",
]
