"""The registry's tables, by noun."""

from services.registry.store.tables.applications import ApplicationRow, ApplicationStepRow, ObjectionRow, QuotaRow
from services.registry.store.tables.codes import CodeRow, CodeScanRow, CodeSuspensionRow
from services.registry.store.tables.duties import DutyRoundRow, DutyRow, MajorChangeRow
from services.registry.store.tables.enterprises import AnnualFiguresRow, EnterpriseRow, UsccRow
from services.registry.store.tables.identities import IdentityChangeRow, MergerRow
from services.registry.store.tables.metadata import FLOOR, METADATA, Base
from services.registry.store.tables.misconduct import (
    MisconductDisclosureRow,
    MisconductReporterRow,
    MisconductReportRow,
)
from services.registry.store.tables.titles import ChangeRow, ConsequenceRow, TitleRow, TitleSuspensionRow

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
    "DutyRoundRow",
    "DutyRow",
    "EnterpriseRow",
    "IdentityChangeRow",
    "MajorChangeRow",
    "MergerRow",
    "MisconductDisclosureRow",
    "MisconductReportRow",
    "MisconductReporterRow",
    "ObjectionRow",
    "QuotaRow",
    "TitleRow",
    "TitleSuspensionRow",
    "UsccRow",
]
