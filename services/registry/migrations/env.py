"""Alembic's entry: the migrations of registry."""

from services.registry.store import Base
from shared.migrations import run_env

run_env(Base.metadata)
