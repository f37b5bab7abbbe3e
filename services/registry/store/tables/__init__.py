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
from services.registry.store.tables.code_lists import CodeListEntryRow
from services.registry.store.tables.codes import CodeRow, CodeScanRow, CodeSuspensionRow
from services.registry.store.tables.contacts import ContactDisclosureRow, ContactRow
from services.registry.store.tables.enterprises import EnterpriseRow, UsccRow
from services.registry.store.tables.holdings import (
    CredentialRow,
    EquityRoundRow,
    InstitutionRow,
    ProductRow,
    SectionRow,
    TagRow,
)
from services.registry.store.tables.metadata import FLOOR, METADATA, Base
from services.registry.store.tables.profiles import AnnualReportRow, AnswerRow, IntellectualPropertyRow
from services.registry.store.tables.source_checks import SourceAnswerRow, SourceCheckRow
from services.registry.store.tables.titles import ChangeRow, ConsequenceRow, TitleRow

__all__ = [
    "FLOOR",
    "METADATA",
    "AnnualReportRow",
    "AnswerRow",
    "ApplicationRow",
    "ApplicationStepRow",
    "Base",
    "ChangeRow",
    "CodeListEntryRow",
    "CodeRow",
    "CodeScanRow",
    "CodeSuspensionRow",
    "ConsequenceRow",
    "ContactDisclosureRow",
    "ContactRow",
    "CredentialRow",
    "DiagnosisRow",
    "EnterpriseRow",
    "EquityRoundRow",
    "GoalEntryRow",
    "GoalEntryVersionRow",
    "InstitutionRow",
    "IntellectualPropertyRow",
    "ObjectionRow",
    "ParkDecisionRow",
    "ParkRow",
    "ProductRow",
    "QuotaRow",
    "SectionRow",
    "ServiceAssignmentRow",
    "ServiceAssignmentVersionRow",
    "ServiceOfficerRow",
    "SourceAnswerRow",
    "SourceCheckRow",
    "TagRow",
    "TenancyRow",
    "TitleRow",
    "UsccRow",
]
