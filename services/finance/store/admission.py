"""Whether an institution is admitted now: one condition, for statements of its own and for those of others."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import bindparam, select

from services.finance.domain.institutions import ADMITTED
from services.finance.store.tables import METADATA
from shared.callers import Caller
from shared.db import Tx
from shared.scopes import Scope
from shared.tables import Instant


def admitted() -> Any:
    """Its state, its end, and that its token is not of before a suspension, a narrower grant or a lost key."""
    institution = METADATA.tables["institution"].c
    since = institution.tokens_since
    return (
        institution.state.in_(sorted(ADMITTED))
        & (institution.valid_until >= bindparam("admitted_on"))
        & (since.is_(None) | (since <= bindparam("issued_at", type_=Instant)))
    )


def let_in(today: date) -> Any:
    """Of an institution that others ask about, by no token of its own."""
    institution = METADATA.tables["institution"].c
    return institution.state.in_(sorted(ADMITTED)) & (institution.valid_until >= today)


def said_of(tx: Tx, caller: Caller) -> dict[str, Any]:
    """What `admitted` compares with."""
    return {"admitted_on": tx.today, "issued_at": datetime.fromtimestamp(caller.issued_at, UTC)}


_INSTITUTION = METADATA.tables["institution"]
_STANDING = select(_INSTITUTION.c.scopes).where(_INSTITUTION.c.institution_id == bindparam("institution"), admitted())


async def scopes(tx: Tx, caller: Caller) -> frozenset[str] | None:
    """What the institution may do now; None: nothing."""
    row = (await tx.execute(_STANDING, {"institution": caller.institution} | said_of(tx, caller))).first()
    return None if row is None else frozenset(row.scopes.split())


async def granted(tx: Tx, institution_id: str) -> frozenset[str]:
    """What an institution may do now that asks nothing itself: one that is told of changes."""
    question = select(_INSTITUTION.c.scopes).where(_INSTITUTION.c.institution_id == institution_id, let_in(tx.today))
    row = (await tx.execute(question)).first()
    return frozenset() if row is None else frozenset(row.scopes.split())


async def holding(tx: Tx, scope: Scope) -> frozenset[str]:
    """The institutions that are let in today and may do that."""
    question = select(_INSTITUTION.c.institution_id, _INSTITUTION.c.scopes).where(let_in(tx.today))
    return frozenset(row.institution_id for row in await tx.execute(question) if scope in row.scopes.split())
