"""The registry's tables, by noun."""

from services.registry.store.tables.applications import ApplicationRow, ApplicationStepRow, ObjectionRow, QuotaRow
from services.registry.store.tables.city import (
    DiagnosisRow,
    GoalEntryRow,
    GoalEntryVersionRow,
    ParkDecisionRow,
    ParkRow,
    ServiceAssignmentRow,
    ServiceAssignmentVersionRow,
    ServiceOfficerRow,
    TenancyRow,
)
from services.registry.store.tables.codes import CodeRow, CodeScanRow, CodeSuspensionRow
from services.registry.store.tables.enterprises import AnnualFiguresRow, EnterpriseRow, UsccRow
from services.registry.store.tables.metadata import FLOOR, METADATA, Base
from services.registry.store.tables.names import NameGramRow, SearchedNameRow
from services.registry.store.tables.people import (
    InvitationRow,
    OfficerChangeRow,
    OfficerRow,
    PersonChangeRow,
    PersonRow,
)
from services.registry.store.tables.titles import ChangeRow, ConsequenceRow, TitleRow

__all__ = [
    "FLOOR",
    "METADATA",
    "AnnualFiguresRow",
    "ApplicationRow",
    "ApplicationStepRow",
    "Base",
    "ChangeRow",
    "CodeRow",
    "CodeScanRow",
    "CodeSuspensionRow",
    "ConsequenceRow",
    "DiagnosisRow",
    "EnterpriseRow",
    "GoalEntryRow",
    "GoalEntryVersionRow",
    "InvitationRow",
    "NameGramRow",
    "ObjectionRow",
    "OfficerChangeRow",
    "OfficerRow",
    "ParkDecisionRow",
    "ParkRow",
    "PersonChangeRow",
    "PersonRow",
    "QuotaRow",
    "SearchedNameRow",
    "ServiceAssignmentRow",
    "ServiceAssignmentVersionRow",
    "ServiceOfficerRow",
    "TenancyRow",
    "TitleRow",
    "UsccRow",
]
