"""The tables of the peers: SQLModel, as the tutorial has them."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from shared.values import Tier


class Outbox(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    message_id: str = Field(max_length=36, unique=True)
    routing_key: str
    body: str
    published_at: datetime | None = Field(default=None, index=True)


class Inbox(SQLModel, table=True):
    message_id: str = Field(primary_key=True, max_length=36)


class PeerFirm(SQLModel, table=True):
    uscc: str = Field(primary_key=True, max_length=18)
    name: str
    district: str
    industry: str
    tier: str
    version: int


class PeerTitle(SQLModel, table=True):
    title_id: str = Field(primary_key=True, max_length=36)
    uscc: str = Field(max_length=18, index=True)
    tier: Tier
    number: str
    authority: str
    document: str
    recognised_on: date
    valid_until: date


class PeerConsequence(SQLModel, table=True):
    change_id: str = Field(primary_key=True, max_length=36)
    service: str = Field(primary_key=True, max_length=20)
    record: str


class PeerEntitlement(SQLModel, table=True):
    uscc: str = Field(primary_key=True, max_length=18)
    benefit_code: str = Field(primary_key=True)
    occasion: str = Field(primary_key=True)
    status: str
    reason: str


class PeerEntry(SQLModel, table=True):
    uscc: str = Field(primary_key=True, max_length=18)
    tier: str
    document: str


class PeerMessage(SQLModel, table=True):
    message_id: str = Field(primary_key=True, max_length=36)
    uscc: str = Field(max_length=18, index=True)
    heading: str
    text: str


TABLES = (Outbox, Inbox, PeerFirm, PeerTitle, PeerConsequence, PeerEntitlement, PeerEntry, PeerMessage)
