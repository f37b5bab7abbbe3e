"""The newest annual figures of an enterprise, as the registry told them."""

from sqlalchemy import BigInteger
from sqlmodel import Field

from services.benefits.store.tables.metadata import Base


class FiguresRow(Base, table=True):
    """Money in fen; what nobody told is None, never zero."""

    __tablename__ = "enterprise_figures"
    enterprise_id: str = Field(primary_key=True, max_length=36)
    year: int | None = None
    """None: told at registration, without a year"""
    staff: int | None = None
    revenue_fen: int | None = Field(default=None, sa_type=BigInteger)
    main_revenue_fen: int | None = Field(default=None, sa_type=BigInteger)
    rd_expense_fen: int | None = Field(default=None, sa_type=BigInteger)
