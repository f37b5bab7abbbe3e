"""Which tier an enterprise has now, as the registry's facts say."""

from sqlmodel import Field

from services.notifications.store.tables.metadata import Base


class KnownTierRow(Base, table=True):
    """Of enterprises that ever had a title."""

    __tablename__ = "known_tier"
    enterprise_id: str = Field(primary_key=True, max_length=36)
    tier: str = Field(max_length=20, index=True)
