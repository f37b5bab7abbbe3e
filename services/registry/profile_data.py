"""What profiles need of `parameters/`: the first state of the code lists, and how old a figure may be."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field

from services.registry.domain.code_lists import Code, CodeList
from services.registry.domain.freshness import FreshnessRules

FOLDER: Final = Path(__file__).parent / "parameters"


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _CodeListData(_Data):
    list: Annotated[str, Field(pattern=r"^[a-z-]{1,20}$")]
    title: str
    tags: bool
    valid_from: date
    basis: Annotated[str, Field(max_length=500)]
    codes: dict[Annotated[str, Field(pattern=r"^[a-z0-9_]{1,40}$")], Annotated[str, Field(max_length=120)]]

    def to_domain(self) -> CodeList:
        codes = {
            code: Code(self.list, code, label, position, self.valid_from, self.basis)
            for position, (code, label) in enumerate(self.codes.items(), 1)
        }
        return CodeList(self.list, self.title, self.tags, self.basis, codes)


class _FreshnessData(_Data):
    id: str
    valid_from: date
    basis: str
    otherwise_days: Annotated[int, Field(ge=1)]
    days: dict[str, Annotated[int, Field(ge=1)]]


@cache
def code_lists() -> Mapping[str, CodeList]:
    """As they are before the city edits them, by name."""
    files = sorted((FOLDER / "code-lists").glob("*.yaml"))
    read = [_CodeListData.model_validate(yaml.safe_load(file.read_text("utf-8"))) for file in files]
    return {one.list: one.to_domain() for one in read}


@cache
def _freshness() -> tuple[_FreshnessData, ...]:
    files = (FOLDER / "freshness").glob("*.yaml")
    read = [_FreshnessData.model_validate(yaml.safe_load(file.read_text("utf-8"))) for file in files]
    return tuple(sorted(read, key=lambda one: one.valid_from))


def freshness(on: date) -> FreshnessRules:
    """Those in force on a day; before the first, the first."""
    in_force = [one for one in _freshness() if one.valid_from <= on]
    found = (in_force or _freshness()[:1])[-1]
    return FreshnessRules(found.id, found.days, found.otherwise_days)
