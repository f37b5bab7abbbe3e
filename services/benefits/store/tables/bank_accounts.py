"""Bank accounts of enterprises: the number sealed, and who saw it open."""

from datetime import datetime

from sqlalchemy import Index, Text
from sqlmodel import Field

from services.benefits.store.tables.metadata import Base
from shared.tables import Instant


class BankAccountRow(Base, table=True):
    """收款账户. Its number never changes: another number is another account."""

    __tablename__ = "bank_account"
    __table_args__ = (Index(None, "enterprise_id", "entered_at"), Index(None, "state", "next_at"))
    account_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(max_length=36)
    holder: str = Field(max_length=120)
    bank_name: str = Field(max_length=120)
    number_sealed: str = Field(sa_type=Text)
    last_four: str = Field(max_length=4)
    state: str = Field(max_length=10)
    """entered, verified, refused or closed"""
    refusal: str | None = Field(default=None, max_length=500)
    """What the bank says against it"""
    entered_by: str = Field(max_length=200)
    entered_at: datetime = Field(sa_type=Instant)
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    next_at: datetime = Field(sa_type=Instant)
    """Real time: when a worker may take it next"""


class BankAccountDisclosureRow(Base, table=True):
    """查看明文: who saw a number, when and why; only ever added."""

    __tablename__ = "bank_account_disclosure"
    disclosure_id: str = Field(primary_key=True, max_length=36)
    account_id: str = Field(foreign_key="bank_account.account_id", max_length=36)
    enterprise_id: str = Field(max_length=36, index=True)
    actor: str = Field(max_length=200)
    reason: str = Field(max_length=500)
    disclosed_at: datetime = Field(sa_type=Instant)
