"""What sources say of an enterprise, one row a word. Nothing here overwrites another source, or an older day."""

from datetime import date

from sqlalchemy import BigInteger
from sqlmodel import Field

from services.registry.store.tables.metadata import Base


class AnnualReportRow(Base, table=True):
    """年报 of one calendar year as one source states it on a day; money in fen, null: it does not say."""

    __tablename__ = "annual_report"
    enterprise_id: str = Field(primary_key=True, foreign_key="enterprise.enterprise_id", max_length=36)
    year: int = Field(primary_key=True)
    source: str = Field(primary_key=True, max_length=20)
    stated_on: date = Field(primary_key=True)
    staff: int | None = Field(default=None)
    revenue_fen: int | None = Field(default=None, sa_type=BigInteger)
    main_revenue_fen: int | None = Field(default=None, sa_type=BigInteger)
    rd_expense_fen: int | None = Field(default=None, sa_type=BigInteger)
    rd_staff: int | None = Field(default=None)
    net_profit_fen: int | None = Field(default=None, sa_type=BigInteger)
    total_assets_fen: int | None = Field(default=None, sa_type=BigInteger)
    total_debt_fen: int | None = Field(default=None, sa_type=BigInteger)


class IntellectualPropertyRow(Base, table=True):
    """知识产权 of the main product by class (工信部企业〔2022〕63号 附件4), as one source counts it on a day."""

    __tablename__ = "intellectual_property"
    enterprise_id: str = Field(primary_key=True, foreign_key="enterprise.enterprise_id", max_length=36)
    source: str = Field(primary_key=True, max_length=20)
    stated_on: date = Field(primary_key=True)
    i_high_value: int
    i_own: int
    i: int
    ii: int


class AnswerRow(Base, table=True):
    """One further fact of a named kind (`domain.answers`); no value: the source takes its word back."""

    __tablename__ = "profile_answer"
    enterprise_id: str = Field(primary_key=True, foreign_key="enterprise.enterprise_id", max_length=36)
    name: str = Field(primary_key=True, max_length=40)
    source: str = Field(primary_key=True, max_length=20)
    stated_on: date = Field(primary_key=True)
    value: str | None = Field(default=None, max_length=200)
