from champions.models.champions import Availability, Champion, ChampionState, Setting
from champions.models.help import HelpRequest, HelpSession, Offer, OfferState, RequestState, WantedTime
from champions.models.roles import ChampionRequirement, Requirement, Role

__all__ = [
    "Availability",
    "Champion",
    "ChampionRequirement",
    "ChampionState",
    "HelpRequest",
    "HelpSession",
    "Offer",
    "OfferState",
    "RequestState",
    "Requirement",
    "Role",
    "Setting",
    "WantedTime",
]
