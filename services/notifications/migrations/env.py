"""Alembic's entry: the migrations of notifications."""

from services.notifications.store import Base
from shared.migrations import run_env

run_env(Base.metadata)
