from champions.models.blocks import BlockedPair
from champions.models.champions import Availability, Champion, ChampionState, Setting, TravelsBy
from champions.models.concerns import Concern, ConcernAbout, ConcernNote, ConcernOutcome, ConcernState, Stop
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
    "BlockedPair",
    "Champion",
    "ChampionRequirement",
    "ChampionState",
    "Concern",
    "ConcernAbout",
    "ConcernNote",
    "ConcernOutcome",
    "ConcernState",
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
    "Stop",
    "TravelsBy",
    "Turn",
    "WantedTime",
]
