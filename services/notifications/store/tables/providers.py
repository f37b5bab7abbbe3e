"""专属工具箱: providers of professional services, and what enterprises had done by them with a voucher."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field

from services.notifications.store.tables.metadata import Base
from shared.tables import Instant


class ProviderRow(Base, table=True):
    """A provider in the directory, as the city let it in."""

    __tablename__ = "provider"
    __table_args__ = (UniqueConstraint("name_key"),)
    provider_id: str = Field(primary_key=True, max_length=36)
    version: int = Field(default=1, sa_type=BigInteger)
    name: str = Field(max_length=120)
    name_key: str = Field(max_length=400)
    """In one spelling: once in the directory"""
    region: str = Field(max_length=10)
    text: str = Field(sa_type=Text)
    services: str = Field(sa_type=Text)
    """JSON: what it offers, each with its kind"""
    vouchers: str = Field(max_length=200)
    """Codes of the benefits whose vouchers it accepts, each between spaces"""
    contact: str = Field(max_length=120)
    document: str = Field(max_length=120)
    """By which it was let in"""
    suspended: bool = Field(default=False)
    reason: str | None = Field(default=None, max_length=500)
    uses: int = Field(default=0)
    ratings: int = Field(default=0)
    stars: int = Field(default=0)
    """The sum of its ratings"""


class ProviderServiceRow(Base, table=True):
    """Which kinds a provider offers: what the directory is searched by."""

    __tablename__ = "provider_service"
    __table_args__ = (Index("ix_provider_service_kind", "kind", "provider_id"),)
    provider_id: str = Field(primary_key=True, foreign_key="provider.provider_id", max_length=36)
    kind: str = Field(primary_key=True, max_length=40)


class ProviderUseRow(Base, table=True):
    """A service done and settled by a voucher, as benefits told it."""

    __tablename__ = "provider_use"
    __table_args__ = (
        CheckConstraint("rating IS NULL OR (rating >= 1 AND rating <= 5)", name="rating"),
        Index("ix_provider_use_enterprise", "enterprise_id", "settled_at", "voucher_id"),
    )
    voucher_id: str = Field(primary_key=True, max_length=36)
    provider_id: str = Field(max_length=36, index=True)
    enterprise_id: str = Field(max_length=36)
    provider: str = Field(max_length=120)
    purpose: str = Field(max_length=500)
    used_fen: int = Field(sa_type=BigInteger)
    document: str = Field(max_length=120)
    settled_on: date
    settled_at: datetime = Field(sa_type=Instant)
    rating: int | None = Field(default=None)
    words: str | None = Field(default=None, max_length=500)
    rated_at: datetime | None = Field(default=None, sa_type=Instant)
