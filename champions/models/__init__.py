from champions.models.champions import Availability, Champion, ChampionState, Setting, TravelsBy
from champions.models.conduct import Conduct
from champions.models.drafts import ApplicationDraft
from champions.models.help import HelpRequest, HelpSession, Offer, OfferState, RequestState, WantedTime
from champions.models.holidays import Holiday
from champions.models.references import Reference, ReferenceState
from champions.models.roles import ChampionRequirement, Decision, Requirement, Role

__all__ = [
    "ApplicationDraft",
    "Availability",
    "Champion",
    "ChampionRequirement",
    "ChampionState",
    "Conduct",
    "Decision",
    "HelpRequest",
    "HelpSession",
    "Holiday",
    "Offer",
    "OfferState",
    "Reference",
    "ReferenceState",
    "RequestState",
    "Requirement",
    "Role",
    "Setting",
    "TravelsBy",
    "WantedTime",
]
