"""Code lists: what a tag or a credential may be called, from when to when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class Code:
    list: str
    code: str
    label: str
    position: int
    valid_from: date
    basis: str
    valid_until: date | None = None
    """The last day it may be given to somebody; who has it keeps it."""
    version: int = 1

    def in_use(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


@dataclass(frozen=True, slots=True)
class CodeList:
    name: str
    title: str
    tags: bool
    """Its codes are given to enterprises as tags."""
    basis: str
    codes: Mapping[str, Code]

    def edited(self, edits: Iterable[Code]) -> "CodeList":
        """With what the city changed and added, in the order shown."""
        codes = {**self.codes, **{one.code: one for one in edits}}
        in_order = sorted(codes.values(), key=lambda one: (one.position, one.code))
        return replace(self, codes={one.code: one for one in in_order})
