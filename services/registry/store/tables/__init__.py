"""The registry's tables, by noun."""

from services.registry.store.tables.applications import ApplicationRow, ApplicationStepRow, ObjectionRow, QuotaRow
from services.registry.store.tables.assessments import AssessmentRow, RuleTextRow
from services.registry.store.tables.codes import CodeRow, CodeScanRow, CodeSuspensionRow
from services.registry.store.tables.enterprises import AnnualFiguresRow, EnterpriseRow, UsccRow
from services.registry.store.tables.metadata import FLOOR, METADATA, Base
from services.registry.store.tables.titles import ChangeRow, ConsequenceRow, TitleRow

__all__ = [
    "FLOOR",
    "METADATA",
    "AnnualFiguresRow",
    "ApplicationRow",
    "ApplicationStepRow",
    "AssessmentRow",
    "Base",
    "ChangeRow",
    "CodeRow",
    "CodeScanRow",
    "CodeSuspensionRow",
    "ConsequenceRow",
    "EnterpriseRow",
    "ObjectionRow",
    "QuotaRow",
    "RuleTextRow",
    "TitleRow",
    "UsccRow",
]
