"""Verdicts with everything they were made from."""

from datetime import date, datetime

from sqlalchemy import Index, Text
from sqlmodel import Field

from services.registry.store.tables.metadata import Base
from shared.tables import Instant


class RuleTextRow(Base, table=True):
    """A document of rules that made some verdict, once, by the SHA-256 of its text; only ever added."""

    __tablename__ = "rule_text"
    digest: str = Field(primary_key=True, max_length=64)
    name: str = Field(max_length=40)
    text: str = Field(sa_type=Text)


class AssessmentRow(Base, table=True):
    """测评: a receipt; with the two texts enough to make the result again. Only ever added (a trigger says so)."""

    __tablename__ = "assessment"
    __table_args__ = (Index(None, "enterprise_id", "assessed_at", "assessment_id"),)
    assessment_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id", max_length=36)
    application_id: str | None = Field(default=None, foreign_key="application.application_id", max_length=36)
    """The application at whose submission it was made"""
    questionnaire_id: str | None = Field(default=None, max_length=36)
    """The questionnaire it finished, whose answers it was made from"""
    ruleset: str = Field(max_length=40)
    tier: str = Field(max_length=20)
    occasion: str = Field(max_length=10)
    judged_on: date
    """The day the rules were asked about"""
    verdict: str = Field(max_length=10)
    rules: str = Field(foreign_key="rule_text.digest", max_length=64)
    sizes: str = Field(foreign_key="rule_text.digest", max_length=64)
    inputs: str = Field(sa_type=Text)
    """Canonical JSON, as is `result`"""
    result: str = Field(sa_type=Text)
    assessed_at: datetime = Field(sa_type=Instant)
