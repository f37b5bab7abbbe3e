"""The registry's tables, by noun."""

from services.registry.store.tables.applications import ApplicationRow, ApplicationStepRow, ObjectionRow, QuotaRow
from services.registry.store.tables.assessments import AssessmentRow, RuleTextRow
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
from services.registry.store.tables.confirmations import ConfirmationRow
from services.registry.store.tables.contacts import ContactDisclosureRow, ContactRow
from services.registry.store.tables.duties import DutyRoundRow, DutyRow, MajorChangeRow
from services.registry.store.tables.enterprises import EnterpriseRow, UsccRow
from services.registry.store.tables.holdings import (
    CredentialRow,
    EquityRoundRow,
    InstitutionRow,
    ProductRow,
    SectionRow,
    TagRow,
)
from services.registry.store.tables.identities import IdentityChangeRow, MergerRow
from services.registry.store.tables.metadata import FLOOR, METADATA, Base
from services.registry.store.tables.misconduct import (
    MisconductDisclosureRow,
    MisconductReporterRow,
    MisconductReportRow,
)
from services.registry.store.tables.monitoring import FindingRow, WatchRow
from services.registry.store.tables.names import NameGramRow, SearchedNameRow
from services.registry.store.tables.people import (
    InvitationRow,
    OfficerChangeRow,
    OfficerRow,
    PersonChangeRow,
    PersonRow,
)
from services.registry.store.tables.profiles import AnnualReportRow, AnswerRow, IntellectualPropertyRow
from services.registry.store.tables.questionnaires import QuestionnaireRow
from services.registry.store.tables.source_checks import SourceAnswerRow, SourceCheckRow
from services.registry.store.tables.titles import ChangeRow, ConsequenceRow, TitleRow, TitleSuspensionRow

__all__ = [
    "FLOOR",
    "METADATA",
    "AnnualReportRow",
    "AnswerRow",
    "ApplicationRow",
    "ApplicationStepRow",
    "AssessmentRow",
    "Base",
    "ChangeRow",
    "CodeListEntryRow",
    "CodeRow",
    "CodeScanRow",
    "CodeSuspensionRow",
    "ConfirmationRow",
    "ConsequenceRow",
    "ContactDisclosureRow",
    "ContactRow",
    "CredentialRow",
    "DiagnosisRow",
    "DutyRoundRow",
    "DutyRow",
    "EnterpriseRow",
    "EquityRoundRow",
    "FindingRow",
    "GoalEntryRow",
    "GoalEntryVersionRow",
    "IdentityChangeRow",
    "InstitutionRow",
    "IntellectualPropertyRow",
    "InvitationRow",
    "MajorChangeRow",
    "MergerRow",
    "MisconductDisclosureRow",
    "MisconductReportRow",
    "MisconductReporterRow",
    "NameGramRow",
    "ObjectionRow",
    "OfficerChangeRow",
    "OfficerRow",
    "ParkDecisionRow",
    "ParkRow",
    "PersonChangeRow",
    "PersonRow",
    "ProductRow",
    "QuestionnaireRow",
    "QuotaRow",
    "RuleTextRow",
    "SearchedNameRow",
    "SectionRow",
    "ServiceAssignmentRow",
    "ServiceAssignmentVersionRow",
    "ServiceOfficerRow",
    "SourceAnswerRow",
    "SourceCheckRow",
    "TagRow",
    "TenancyRow",
    "TitleRow",
    "TitleSuspensionRow",
    "UsccRow",
    "WatchRow",
]
