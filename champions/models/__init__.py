from champions.models.champions import Availability, Champion, ChampionState, Setting, TravelsBy
from champions.models.conduct import Conduct
from champions.models.drafts import ApplicationDraft
from champions.models.help import (
    OPEN_STATES,
    WITH_SOMEBODY,
    HelpRequest,
    HelpSession,
    Offer,
    OfferState,
    RequestState,
    WantedTime,
)
from champions.models.helped import DidItHelp, HelpFeedback
from champions.models.holidays import Holiday
from champions.models.references import Reference, ReferenceState
from champions.models.roles import ChampionRequirement, Decision, Requirement, Role
from champions.models.turns import Turn
from champions.models.weights import MatchWeights

__all__ = [
    "OPEN_STATES",
    "WITH_SOMEBODY",
    "ApplicationDraft",
    "Availability",
    "Champion",
    "ChampionRequirement",
    "ChampionState",
    "Conduct",
    "Decision",
    "DidItHelp",
    "HelpFeedback",
    "HelpRequest",
    "HelpSession",
    "Holiday",
    "MatchWeights",
    "Offer",
    "OfferState",
    "Reference",
    "ReferenceState",
    "RequestState",
    "Requirement",
    "Role",
    "Setting",
    "TravelsBy",
    "Turn",
    "WantedTime",
]
