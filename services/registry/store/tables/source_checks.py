"""What authorities were asked, and what they answered."""

from datetime import datetime

from sqlalchemy import Index, Text, text
from sqlmodel import Field

from services.registry.store.tables.metadata import Base
from shared.tables import Instant


class SourceCheckRow(Base, table=True):
    """数据核验: one enterprise, asked of all authorities at once by the worker, outside any transaction."""

    __tablename__ = "source_check"
    __table_args__ = (
        Index(
            "ix_source_check_open",
            "asked_at",
            postgresql_where=text("answered_at IS NULL"),
            sqlite_where=text("answered_at IS NULL"),
        ),
    )
    check_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id", max_length=36, index=True)
    asked_by: str = Field(max_length=200)
    asked_at: datetime = Field(sa_type=Instant)
    leased_until: datetime | None = Field(default=None, sa_type=Instant)
    """Real time: a worker is at it, until then."""
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    outcome: str | None = Field(default=None, sa_type=Text)
    """What came of it, as JSON"""


class SourceAnswerRow(Base, table=True):
    """When each authority last answered for an enterprise."""

    __tablename__ = "source_answer"
    enterprise_id: str = Field(primary_key=True, foreign_key="enterprise.enterprise_id", max_length=36)
    source: str = Field(primary_key=True, max_length=20)
    answered_at: datetime = Field(sa_type=Instant)
