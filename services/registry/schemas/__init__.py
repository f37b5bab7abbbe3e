"""Shapes of the registry that cross HTTP. Money in yuan strings; never a table."""

from services.registry.schemas.changes import ChangeOut, ChangePage, ItemOut, ServiceConsequence
from services.registry.schemas.enterprises import (
    EnterpriseIn,
    EnterpriseOut,
    EnterprisePage,
    EnterprisePatch,
    EnterpriseQuery,
    FiguresIn,
    FiguresOut,
    ListedEnterprise,
    ProfileOut,
)
from services.registry.schemas.titles import (
    ChangedOut,
    ImportReport,
    RecognitionIn,
    RenewalIn,
    RevocationIn,
    RowErrorOut,
    TierOut,
)

__all__ = [
    "ChangeOut",
    "ChangePage",
    "ChangedOut",
    "EnterpriseIn",
    "EnterpriseOut",
    "EnterprisePage",
    "EnterprisePatch",
    "EnterpriseQuery",
    "FiguresIn",
    "FiguresOut",
    "ImportReport",
    "ItemOut",
    "ListedEnterprise",
    "ProfileOut",
    "RecognitionIn",
    "RenewalIn",
    "RevocationIn",
    "RowErrorOut",
    "ServiceConsequence",
    "TierOut",
]
