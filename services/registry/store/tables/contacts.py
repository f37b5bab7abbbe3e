"""Contacts: personal data, apart from everything else so that they can be deleted when their purpose has ended."""

from datetime import date, datetime

from sqlmodel import Field

from services.registry.store.tables.metadata import Base
from shared.tables import Instant


class ContactRow(Base, table=True):
    """联系人; leaves masked unless somebody states why not."""

    __tablename__ = "contact"
    contact_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id", max_length=36, index=True)
    role: str = Field(max_length=24)
    name: str = Field(max_length=120)
    phone: str = Field(max_length=20)
    email: str | None = Field(default=None, max_length=120)
    source: str = Field(max_length=20)
    stated_on: date


class ContactDisclosureRow(Base, table=True):
    """查看明文: who saw a contact unmasked, when and why; only ever added, and it outlives the contact."""

    __tablename__ = "contact_disclosure"
    disclosure_id: str = Field(primary_key=True, max_length=36)
    contact_id: str = Field(max_length=36)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id", max_length=36, index=True)
    actor: str = Field(max_length=200)
    department: str | None = Field(default=None, max_length=60)
    """An officer's, as it was called then: what the enterprise reads instead of a name"""
    reason: str = Field(max_length=500)
    disclosed_at: datetime = Field(sa_type=Instant)
