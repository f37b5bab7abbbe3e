"""What all tables of the registry derive from."""

from sqlalchemy import MetaData
from sqlalchemy.orm import registry
from sqlmodel import SQLModel

from shared.tables import NAMING, floor_tables

METADATA = MetaData(naming_convention=NAMING)


class Base(SQLModel, registry=registry(metadata=METADATA)):
    metadata = METADATA


FLOOR = floor_tables(METADATA)
