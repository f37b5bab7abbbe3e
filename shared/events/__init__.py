"""The published language: frozen, versioned facts and the CloudEvents 1.0 envelope they travel in.

A fact carries the full relevant state after the change, never a table row and never a difference, so a listener
that has not seen the one before loses nothing. Fields are only ever added inside a version.
"""

from typing import Final

from shared.events.applications import (
    ApplicationAdvanced,
    ApplicationOccasion,
    ApplicationState,
    ApplicationStep,
    FieldToMend,
    NoticePeriod,
)
from shared.events.claims import ClaimAdvanced, ClaimState, ClaimStep
from shared.events.consents import ConsentGranted, ConsentTold, ConsentWithdrawn
from shared.events.consequences import ConsequenceRecorded, Item
from shared.events.duties import DutyDone, DutyDue, DutyKind
from shared.events.enterprises import (
    AnnualFigures,
    ChangeReason,
    EnterpriseDeregistered,
    EnterpriseMerged,
    EnterpriseRegistered,
    EnterpriseState,
    EnterpriseUpdated,
    TierChanged,
    TitleChanged,
    TitlesChanged,
)
from shared.events.envelope import NAMESPACE, Event, Origin, UnknownFact, fact_type, open_envelope, parse_batch, seal
from shared.events.fact import AnyFact, Fact, Value
from shared.events.financing import FinancingAdvanced, OfferTold
from shared.events.listings import ListingCompleted
from shared.events.loans import LoanDisbursed, LoanInterestPaid, LoanRepaid, LoanTold
from shared.events.measures import (
    ChangedFact,
    EntitlementClosed,
    MatchOccasion,
    MeasureMatched,
    MeasurePublished,
    MeasureWithdrawn,
)
from shared.events.messages import MessageDelivered, MessageRead, MessageSent
from shared.events.notices import NoticeMatched, NoticePublished, NoticeWithdrawn
from shared.events.people import ActingChanged, OfficerChanged
from shared.events.providers import ProviderListed, VoucherSettled
from shared.events.quotas import QuotaAdvanced, QuotaStep
from shared.events.rights import RightAdvanced, RightState, RightStep
from shared.events.titles import Standing, Suspension, Title, TitleStatus, counting_on, tier_on

PUBLISHES: Final[dict[str, tuple[type[AnyFact], ...]]] = {
    "registry": (
        EnterpriseRegistered,
        EnterpriseUpdated,
        EnterpriseMerged,
        EnterpriseDeregistered,
        TierChanged,
        TitleChanged,
        DutyDue,
        DutyDone,
        ApplicationAdvanced,
        ActingChanged,
        OfficerChanged,
    ),
    "benefits": (
        ConsequenceRecorded,
        MeasurePublished,
        MeasureWithdrawn,
        MeasureMatched,
        NoticeMatched,
        NoticePublished,
        NoticeWithdrawn,
        EntitlementClosed,
        ClaimAdvanced,
        QuotaAdvanced,
        RightAdvanced,
        VoucherSettled,
    ),
    "finance": (
        ConsequenceRecorded,
        ConsentGranted,
        ConsentWithdrawn,
        FinancingAdvanced,
        LoanDisbursed,
        LoanInterestPaid,
        LoanRepaid,
        ListingCompleted,
    ),
    "notifications": (ConsequenceRecorded, MessageDelivered, MessageRead, MessageSent, ProviderListed),
}
"""Which service says what; the AsyncAPI document and the schema snapshots are made from it."""
FACTS: Final[dict[str, type[AnyFact]]] = {cls.kind: cls for told in PUBLISHES.values() for cls in told}

__all__ = [
    "FACTS",
    "NAMESPACE",
    "PUBLISHES",
    "ActingChanged",
    "AnnualFigures",
    "AnyFact",
    "ApplicationAdvanced",
    "ApplicationOccasion",
    "ApplicationState",
    "ApplicationStep",
    "ChangeReason",
    "ChangedFact",
    "ClaimAdvanced",
    "ClaimState",
    "ClaimStep",
    "ConsentGranted",
    "ConsentTold",
    "ConsentWithdrawn",
    "ConsequenceRecorded",
    "DutyDone",
    "DutyDue",
    "DutyKind",
    "EnterpriseDeregistered",
    "EnterpriseMerged",
    "EnterpriseRegistered",
    "EnterpriseState",
    "EnterpriseUpdated",
    "EntitlementClosed",
    "Event",
    "Fact",
    "FieldToMend",
    "FinancingAdvanced",
    "Item",
    "ListingCompleted",
    "LoanDisbursed",
    "LoanInterestPaid",
    "LoanRepaid",
    "LoanTold",
    "MatchOccasion",
    "MeasureMatched",
    "MeasurePublished",
    "MeasureWithdrawn",
    "MessageDelivered",
    "MessageRead",
    "MessageSent",
    "NoticeMatched",
    "NoticePeriod",
    "NoticePublished",
    "NoticeWithdrawn",
    "OfferTold",
    "OfficerChanged",
    "Origin",
    "ProviderListed",
    "QuotaAdvanced",
    "QuotaStep",
    "RightAdvanced",
    "RightState",
    "RightStep",
    "Standing",
    "Suspension",
    "TierChanged",
    "Title",
    "TitleChanged",
    "TitleStatus",
    "TitlesChanged",
    "UnknownFact",
    "Value",
    "VoucherSettled",
    "counting_on",
    "fact_type",
    "open_envelope",
    "parse_batch",
    "seal",
    "tier_on",
]
