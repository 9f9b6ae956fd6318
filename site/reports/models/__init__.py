from reports.models.answers import LongAnswer
from reports.models.channels import UnitCosts
from reports.models.charter import Promised, ServiceStandard
from reports.models.equality import EqualityCount, Through, UsedEqualityForm
from reports.models.files import FileFormat, RowsFile
from reports.models.frozen import FrozenTable, ProgrammeReport
from reports.models.made_apart import UNDER_WAY, MakingState
from reports.models.members import MemberArea
from reports.models.sharing import ReportSubscription, SharedReport
from reports.models.yardsticks import Yardstick

__all__ = [
    "UNDER_WAY",
    "EqualityCount",
    "FileFormat",
    "FrozenTable",
    "LongAnswer",
    "MakingState",
    "MemberArea",
    "ProgrammeReport",
    "Promised",
    "ReportSubscription",
    "RowsFile",
    "ServiceStandard",
    "SharedReport",
    "Through",
    "UnitCosts",
    "UsedEqualityForm",
    "Yardstick",
]
