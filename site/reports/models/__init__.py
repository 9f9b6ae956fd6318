from reports.models.channels import UnitCosts
from reports.models.charter import Promised, ServiceStandard
from reports.models.equality import EqualityCount, Through, UsedEqualityForm
from reports.models.files import FileFormat, FileState, RowsFile
from reports.models.frozen import FrozenTable, ProgrammeReport
from reports.models.members import MemberArea
from reports.models.sharing import ReportSubscription, SharedReport
from reports.models.yardsticks import Yardstick

__all__ = [
    "EqualityCount",
    "FileFormat",
    "FileState",
    "FrozenTable",
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
