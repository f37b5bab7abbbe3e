"""Alembic's entry: the migrations of finance."""

from services.finance.store import Base
from shared.migrations import run_env

run_env(Base.metadata)
