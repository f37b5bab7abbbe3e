"""Whether an institution is admitted now: what the table says of it, and what it says of the token it comes with."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import bindparam, literal, select

from services.finance.domain.institutions import ADMITTED
from services.finance.store.tables import METADATA
from shared.callers import Caller
from shared.db import Tx
from shared.scopes import Scope


def let_in(today: Any) -> Any:
    """Its state and its end: of an institution that others ask about, by no token of its own, this is all.

    The states are parameters, each by itself: a list of values would be written into the statement at every look.
    """
    institution = METADATA.tables["institution"].c
    states = [literal(state, institution.state.type) for state in sorted(ADMITTED)]
    return institution.state.in_(states) & (institution.valid_until >= today)


def counts(tokens_since: datetime | None, caller: Caller) -> bool:
    """Whether its token is not of before a suspension, a narrower grant or a lost key."""
    return tokens_since is None or tokens_since <= datetime.fromtimestamp(caller.issued_at, UTC)


_INSTITUTION = METADATA.tables["institution"]
_STANDING = select(_INSTITUTION.c.scopes, _INSTITUTION.c.tokens_since).where(
    _INSTITUTION.c.institution_id == bindparam("institution"), let_in(bindparam("today"))
)


async def scopes(tx: Tx, caller: Caller) -> frozenset[str] | None:
    """What the institution may do now; None: nothing."""
    row = (await tx.execute(_STANDING, {"institution": caller.institution, "today": tx.today})).first()
    return None if row is None or not counts(row.tokens_since, caller) else frozenset(row.scopes.split())


async def granted(tx: Tx, institution_id: str) -> frozenset[str]:
    """What an institution may do now that asks nothing itself: one that is told of changes."""
    row = (await tx.execute(_STANDING, {"institution": institution_id, "today": tx.today})).first()
    return frozenset() if row is None else frozenset(row.scopes.split())


async def holding(tx: Tx, scope: Scope) -> frozenset[str]:
    """The institutions that are let in today and may do that."""
    question = select(_INSTITUTION.c.institution_id, _INSTITUTION.c.scopes).where(let_in(tx.today))
    return frozenset(row.institution_id for row in await tx.execute(question) if scope in row.scopes.split())
