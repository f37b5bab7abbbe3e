"""What all tables of notifications derive from, and what it knows of enterprises and people."""

from sqlalchemy import MetaData
from sqlalchemy.orm import registry
from sqlmodel import SQLModel

from shared.acting import acting_tables
from shared.consequences import consequence_table
from shared.known import known_tables
from shared.tables import NAMING, floor_tables

METADATA = MetaData(naming_convention=NAMING)


class Base(SQLModel, registry=registry(metadata=METADATA)):
    metadata = METADATA


FLOOR = floor_tables(METADATA)
KNOWN = known_tables(METADATA)
ACTING = acting_tables(METADATA, KNOWN.uscc)
TOLD = consequence_table(METADATA)
