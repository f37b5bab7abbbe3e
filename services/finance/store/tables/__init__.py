"""The tables of finance, by noun."""

from services.finance.store.tables.consents import ConsentQueryRow, ConsentRow, ConsentTextRow
from services.finance.store.tables.financing import FinancingOfferRow, FinancingPartRow, FinancingRow, FinancingStepRow
from services.finance.store.tables.institutions import (
    DEMONSTRATION_BANK,
    InstitutionRow,
    InstitutionStepRow,
    MeterRow,
    UsageRow,
    UsedOnceRow,
)
from services.finance.store.tables.listing import ListingStepRow, RoadRow
from services.finance.store.tables.loans import LoanEntryRow, LoanRow
from services.finance.store.tables.metadata import ACTING, FLOOR, KNOWN, METADATA, TOLD, Base
from services.finance.store.tables.products import ProductRow, ProductVersionRow
from services.finance.store.tables.shared_list import ChangeRow, EntryRow, HeadRow, ListSuspensionRow, ListTitleRow
from services.finance.store.tables.webhooks import AttemptRow, DeliveryRow, EndpointRow, RemovalRow

__all__ = [
    "ACTING",
    "DEMONSTRATION_BANK",
    "FLOOR",
    "KNOWN",
    "METADATA",
    "TOLD",
    "AttemptRow",
    "Base",
    "ChangeRow",
    "ConsentQueryRow",
    "ConsentRow",
    "ConsentTextRow",
    "DeliveryRow",
    "EndpointRow",
    "EntryRow",
    "FinancingOfferRow",
    "FinancingPartRow",
    "FinancingRow",
    "FinancingStepRow",
    "HeadRow",
    "InstitutionRow",
    "InstitutionStepRow",
    "ListSuspensionRow",
    "ListTitleRow",
    "ListingStepRow",
    "LoanEntryRow",
    "LoanRow",
    "MeterRow",
    "ProductRow",
    "ProductVersionRow",
    "RemovalRow",
    "RoadRow",
    "UsageRow",
    "UsedOnceRow",
]
