"""A value as JSON that is the same to the byte every time: what a kept result is compared with (decisions 0010)."""

import json
from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol, runtime_checkable

from pydantic import BaseModel


@runtime_checkable
class Formed(Protocol):
    """What says itself how it is written down."""

    def canonical_form(self) -> Any: ...


def canonical(value: Any) -> bytes:
    """Keys sorted, no spaces, UTF-8, no floats."""
    return json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def plain(value: Any) -> Any:
    """The JSON values of a domain value. Raises TypeError for what has none."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Formed):
        return plain(value.canonical_form())
    if isinstance(value, date | Decimal):
        return str(value)
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, Set):
        return sorted(plain(inner) for inner in value)
    if isinstance(value, tuple | list):
        return [plain(inner) for inner in value]
    raise TypeError(f"{type(value).__name__} has no canonical form")
