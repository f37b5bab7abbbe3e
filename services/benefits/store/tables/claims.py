"""Claims (兑付申请), their history, and the credit checks they wait for."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, Text, text
from sqlmodel import Field

from services.benefits.store.tables.metadata import Base
from shared.tables import Instant

_LIVE = text("live")


class ClaimRow(Base, table=True):
    """One yes to one benefit on one occasion. Of those of a key that are live there is one, ever (a partial index)."""

    __tablename__ = "claim"
    __table_args__ = (
        Index(
            "uq_claim_live", "legal_person_id", "benefit_code", "occasion", unique=True,
            postgresql_where=_LIVE, sqlite_where=_LIVE,
        ),
        Index(None, "seat", "due_on", "claim_id"),
        Index(None, "legal_person_id", "claimed_at"),
        Index(None, "enterprise_id", "claimed_at"),
    )  # fmt: skip
    claim_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(max_length=36)
    """Who made it: stays, also where it was absorbed since"""
    legal_person_id: str = Field(max_length=36)
    """Whose occasion it takes: after a merger, that of whoever goes on"""
    benefit_code: str = Field(max_length=60)
    occasion: str = Field(max_length=120)
    live: bool
    """Whether the occasion is taken by it; derived from the state"""
    ref: str = Field(max_length=40)
    """Of the product, loan, platform or deal; empty: of the enterprise itself"""
    way: str = Field(max_length=12)
    policy_set: str = Field(max_length=40)
    clause: str = Field(max_length=12)
    label: str = Field(max_length=200)
    district: str = Field(max_length=6)
    state: str = Field(max_length=12)
    seat: str = Field(max_length=12)
    """Whose turn it is, derived from the state: what a worklist asks"""
    version: int = Field(sa_type=BigInteger)
    round: int
    """One more each time it begins anew (returned, held, appealed): approvals count in their own round only"""
    amount_fen: int = Field(sa_type=BigInteger)
    certainty: str = Field(max_length=20)
    receipt_id: str = Field(foreign_key="calculation_receipt.receipt_id", max_length=36)
    approvals_needed: int
    account_id: str = Field(max_length=36)
    given: str = Field(sa_type=Text)
    """What the enterprise said of the case, as canonical JSON"""
    statement: str | None = Field(default=None, max_length=500)
    evidence: str = Field(sa_type=Text)
    """Ids with spaces between"""
    tier: str = Field(max_length=20)
    titles_version: int = Field(sa_type=BigInteger)
    """The tier and the version of the titles it was made under"""
    claimed_on: date
    claimed_at: datetime = Field(sa_type=Instant)
    due_on: date
    """The last day of the payment clock; NO_DEADLINE where the measure sets none, so that it sorts behind all others"""
    to_mend: str = Field(max_length=120)
    """Names with commas between"""
    doubt: str | None = Field(default=None, max_length=500)
    """What became known while the payment was under way: acted on when the bank has answered"""
    refused_on: date | None = Field(default=None)
    appealed: bool
    rating: int | None = Field(default=None)
    rating_words: str | None = Field(default=None, max_length=500)


class ClaimStepRow(Base, table=True):
    """办理记录: one row per version of a claim, only ever added (a trigger says so)."""

    __tablename__ = "claim_step"
    __table_args__ = (
        Index(
            "uq_claim_step_cause", "claim_id", "cause_id", unique=True,
            postgresql_where=text("cause_id IS NOT NULL"), sqlite_where=text("cause_id IS NOT NULL"),
        ),
    )  # fmt: skip
    claim_id: str = Field(primary_key=True, foreign_key="claim.claim_id", max_length=36)
    version: int = Field(primary_key=True, sa_type=BigInteger)
    at: datetime = Field(sa_type=Instant)
    actor: str = Field(max_length=200)
    desk: str = Field(max_length=12)
    step: str = Field(max_length=16)
    state: str = Field(max_length=12)
    """After the step"""
    round: int
    words: str | None = Field(default=None, max_length=500)
    cause_id: str | None = Field(default=None, max_length=36)
    """The fact that made it, where one did: it makes it once"""


class CreditCheckRow(Base, table=True):
    """信用核查 a claim waits for: leased by a worker, asked outside any transaction."""

    __tablename__ = "credit_check"
    __table_args__ = (
        Index(
            "ix_credit_check_open", "next_at",
            postgresql_where=text("answered_at IS NULL"), sqlite_where=text("answered_at IS NULL"),
        ),
    )  # fmt: skip
    claim_id: str = Field(primary_key=True, foreign_key="claim.claim_id", max_length=36)
    round: int = Field(primary_key=True)
    asked_at: datetime = Field(sa_type=Instant)
    next_at: datetime = Field(sa_type=Instant)
    """Real time: not before this a worker takes it (again)"""
    attempts: int
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    listed: str | None = Field(default=None, max_length=200)
    """On which lists it stands, in words; empty: on none"""
    source: str | None = Field(default=None, max_length=60)
