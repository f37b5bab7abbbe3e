"""Who the list and everything else here is shared with."""

from typing import Final

from sqlmodel import Field

from services.finance.store.tables.metadata import Base

DEMONSTRATION_BANK: Final = "demo-bank"


class InstitutionRow(Base, table=True):
    """金融机构: bank, insurer or guarantor."""

    __tablename__ = "institution"
    institution_id: str = Field(primary_key=True, max_length=40)
    name: str = Field(max_length=120)
    kind: str = Field(max_length=20)
    active: bool = Field(default=True)
