"""Alembic's entry: the migrations of benefits."""

from services.benefits.store import Base
from shared.migrations import run_env

run_env(Base.metadata)
