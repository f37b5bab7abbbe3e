"""What an enterprise has, each an object of its own: institutions, credentials, equity rounds, products, tags."""

from datetime import date

from sqlalchemy import BigInteger
from sqlmodel import Field

from services.registry.store.tables.metadata import Base


class InstitutionRow(Base, table=True):
    """研发机构"""

    __tablename__ = "research_institution"
    institution_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id", max_length=36, index=True)
    name: str = Field(max_length=120)
    level: str = Field(max_length=12)
    document: str | None = Field(default=None, max_length=120)
    recognised_on: date | None = Field(default=None)
    source: str = Field(max_length=20)
    stated_on: date


class CredentialRow(Base, table=True):
    """资质、认证、奖励: its kind is a code of the list `credential-kinds`."""

    __tablename__ = "credential"
    credential_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id", max_length=36, index=True)
    kind: str = Field(max_length=40)
    number: str | None = Field(default=None, max_length=120)
    awarded_on: date
    valid_until: date | None = Field(default=None)
    rank: int | None = Field(default=None)
    source: str = Field(max_length=20)
    stated_on: date


class EquityRoundRow(Base, table=True):
    """股权融资 as paid in"""

    __tablename__ = "equity_round"
    round_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id", max_length=36, index=True)
    paid_on: date
    amount_fen: int = Field(sa_type=BigInteger)
    qualified: bool
    """By 合格机构投资者"""
    investor: str | None = Field(default=None, max_length=120)
    source: str = Field(max_length=20)
    stated_on: date


class ProductRow(Base, table=True):
    """产品"""

    __tablename__ = "product"
    product_id: str = Field(primary_key=True, max_length=36)
    enterprise_id: str = Field(foreign_key="enterprise.enterprise_id", max_length=36, index=True)
    name: str = Field(max_length=120)
    main: bool
    """主导产品"""
    niche: str | None = Field(default=None, max_length=120)
    """细分市场"""
    niche_since: date | None = Field(default=None)
    source: str = Field(max_length=20)
    stated_on: date


class TagRow(Base, table=True):
    """产业链、行业标签: a code of one of the tag lists."""

    __tablename__ = "enterprise_tag"
    enterprise_id: str = Field(primary_key=True, foreign_key="enterprise.enterprise_id", max_length=36)
    list: str = Field(primary_key=True, max_length=20)
    code: str = Field(primary_key=True, max_length=40)
    source: str = Field(max_length=20)
    stated_on: date


class SectionRow(Base, table=True):
    """Somebody said that a section of the profile is complete as it stands: what is not in it, there is not."""

    __tablename__ = "profile_section"
    enterprise_id: str = Field(primary_key=True, foreign_key="enterprise.enterprise_id", max_length=36)
    section: str = Field(primary_key=True, max_length=20)
    source: str = Field(max_length=20)
    stated_on: date
