"""One legal person, one history: renames, new USCCs, mergers and ends."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field

from services.registry.store.tables.metadata import Base
from shared.tables import Instant


class IdentityChangeRow(Base, table=True):
    """What became of a legal person, with the document that says so; only ever added (a trigger says so)."""

    __tablename__ = "identity_change"
    __table_args__ = (Index(None, "enterprise_id", "changed_on", "identity_change_id"),)
    identity_change_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id", max_length=36)
    kind: str = Field(max_length=16)
    before: str = Field(max_length=120)
    """The name or USCC it had; of a merger the USCC of the other one, and what it was called in `after`"""
    after: str = Field(max_length=120)
    changed_on: date
    document: str = Field(max_length=120)
    recorded_at: datetime = Field(sa_type=Instant)


class MergerRow(Base, table=True):
    """吸收合并: who was absorbed by whom; nobody is absorbed twice."""

    __tablename__ = "enterprise_merger"
    absorbed_id: str = Field(primary_key=True, foreign_key="enterprise.enterprise_id", max_length=36)
    survivor_id: str = Field(foreign_key="enterprise.enterprise_id", max_length=36, index=True)
    merged_on: date
    document: str = Field(max_length=120)
    recorded_at: datetime = Field(sa_type=Instant)
