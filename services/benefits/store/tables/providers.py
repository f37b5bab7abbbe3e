"""The directory of providers (专属工具箱), as notifications tells it."""

from sqlmodel import Field

from services.benefits.store.tables.metadata import Base


class ListedProviderRow(Base, table=True):
    """A provider that vouchers may be spent with, or that was suspended."""

    __tablename__ = "listed_provider"
    provider_id: str = Field(primary_key=True, max_length=36)
    name: str = Field(max_length=120)
    benefit_codes: str = Field(max_length=200)
    """Whose vouchers it accepts, between spaces"""
    suspended: bool
