"""Enterprise codes and their scans."""

from datetime import datetime

from sqlalchemy import Index, Text
from sqlmodel import Field

from services.registry.store.tables.metadata import Base
from shared.tables import Instant


class CodeRow(Base, table=True):
    """An enterprise code (企业码) that was shown; forgotten an hour after its end."""

    __tablename__ = "code"
    code_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id", max_length=36, index=True)
    purpose: str = Field(max_length=20)
    expires_at: datetime = Field(sa_type=Instant, index=True)
    """Real time, like the token's own: a clock that was moved does not count."""
    used_at: datetime | None = Field(default=None, sa_type=Instant)


class CodeScanRow(Base, table=True):
    """The owner's ledger: one line for each code that was scanned, kept for good. No name of a private person."""

    __tablename__ = "code_scan"
    __table_args__ = (Index(None, "enterprise_id", "scanned_at", "scan_id"),)
    scan_id: str = Field(primary_key=True, max_length=36)
    code_id: str = Field(max_length=36, unique=True)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id", max_length=36)
    purpose: str = Field(max_length=20)
    kind: str = Field(max_length=12)
    """Of caller: public, enterprise, institution or officer"""
    institution: str | None = Field(default=None, max_length=120)
    district: str | None = Field(default=None, max_length=6)
    department: str | None = Field(default=None, max_length=120)
    officer: str | None = Field(default=None, max_length=150)
    view: str = Field(max_length=12)
    suspended: bool
    shown: str = Field(sa_type=Text)
    """Names of what was shown, JSON"""
    reference: str | None = Field(default=None, max_length=36, unique=True)
    scanned_at: datetime = Field(sa_type=Instant)


class CodeSuspensionRow(Base, table=True):
    """The owner suspended the code of this enterprise; resuming takes the row away."""

    __tablename__ = "code_suspension"
    enterprise_id: str = Field(primary_key=True, foreign_key="enterprise.enterprise_id", max_length=36)
    suspended_at: datetime = Field(sa_type=Instant)
