"""Self-assessment questionnaires, filled in bit by bit."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, Text
from sqlmodel import Field

from services.registry.store.tables.metadata import Base
from shared.tables import Instant


class QuestionnaireRow(Base, table=True):
    """自评问卷 of one enterprise for one tier; finished, it has its receipt and stays as it is."""

    __tablename__ = "questionnaire"
    __table_args__ = (Index(None, "enterprise_id", "begun_at", "questionnaire_id"),)
    questionnaire_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id", max_length=36)
    tier: str = Field(max_length=20)
    occasion: str = Field(max_length=10)
    ruleset: str = Field(max_length=40)
    """The one in force on the day it was begun"""
    begun_on: date
    answers: str = Field(sa_type=Text)
    """Canonical JSON, by the name of the item"""
    version: int = Field(sa_type=BigInteger)
    begun_at: datetime = Field(sa_type=Instant)
    saved_at: datetime = Field(sa_type=Instant)
    assessment_id: str | None = Field(default=None, max_length=36)
    """The receipt it was finished with"""
