"""The registry's tables, by noun."""

from services.registry.store.tables.applications import ApplicationRow, ApplicationStepRow, ObjectionRow, QuotaRow
from services.registry.store.tables.codes import CodeRow, CodeScanRow, CodeSuspensionRow
from services.registry.store.tables.enterprises import AnnualFiguresRow, EnterpriseRow, UsccRow
from services.registry.store.tables.metadata import FLOOR, METADATA, Base
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
    "EnterpriseRow",
    "InvitationRow",
    "ObjectionRow",
    "OfficerChangeRow",
    "OfficerRow",
    "PersonChangeRow",
    "PersonRow",
    "QuotaRow",
    "TitleRow",
    "UsccRow",
]
