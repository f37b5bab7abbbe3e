"""An edit of a profile: locked, at the version that was read, said by somebody, and one version further after it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from services.registry import store
from services.registry.domain.answers import Unreadable
from services.registry.domain.holdings import Refused
from services.registry.domain.profile import Provenance, Source
from services.registry.problems import ProfileRefused
from services.registry.service import enterprises
from services.registry.store.profiles import Rows
from shared.callers import Caller
from shared.db import Tx
from shared.edge import require_version
from shared.values import EnterpriseId

_SOURCES: Final = {"enterprise": Source.ENTERPRISE, "officer": Source.OFFICER}
"""Whose word it is when a caller of this kind says something."""


@dataclass(frozen=True)
class Edit:
    """An enterprise nobody else can change now, and whose word is being taken."""

    enterprise_id: EnterpriseId
    uscc: str
    version: int
    """Before the edit"""
    origin: Provenance

    @property
    def stated(self) -> dict[str, object]:
        """The columns that say whose word it is."""
        return {"source": self.origin.source, "stated_on": self.origin.on}


async def begin(tx: Tx, caller: Caller, uscc: str) -> Edit:
    """For adding something new. An enterprise writes its own profile, an officer those of the district."""
    found = await enterprises.get(tx, caller, uscc, "profile.write")
    enterprise_id = EnterpriseId(found.enterprise_id)
    enterprise = (await store.enterprises.lock(tx, [enterprise_id]))[enterprise_id].enterprise
    return Edit(enterprise_id, enterprise.uscc, enterprise.version, Provenance(_SOURCES[caller.kind], tx.today))


async def begin_at(tx: Tx, caller: Caller, uscc: str, if_match: str | None) -> Edit:
    """For changing what is there: at the version that was read."""
    edit = await begin(tx, caller, uscc)
    require_version(if_match, edit.version)
    return edit


async def said_before(tx: Tx, edit: Edit, rows: Rows, **which: Any) -> Mapping[str, Any]:
    """What the same side last said there; empty where it said nothing yet."""
    there = [dict(row._mapping) for row in await store.profiles.rows_of(tx, rows, [edit.enterprise_id])]
    same = [row for row in there if {"source": edit.origin.source, **which}.items() <= row.items()]
    return max(same, key=lambda row: row["stated_on"], default={})


async def end(tx: Tx, edit: Edit) -> int:
    """The version after the edit. Nobody outside hears of it: what others hear did not change."""
    await store.profiles.move_version(tx, edit.enterprise_id, edit.version + 1)
    return edit.version + 1


@contextmanager
def refusing() -> Iterator[None]:
    """A rule's no, as the answer to the request."""
    try:
        yield
    except (Refused, Unreadable) as refusal:
        raise ProfileRefused(str(refusal)) from refusal
