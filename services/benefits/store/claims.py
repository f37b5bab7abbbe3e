"""Queries about claims and their history."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import and_, func, or_, select, update
from sqlmodel import col

from services.benefits.domain.claims import Acts, Claim, Desk, Seat, State, Step, Way
from services.benefits.store.enterprises import usccs_of
from services.benefits.store.tables import KNOWN, ClaimRow, ClaimStepRow
from shared.db import Tx
from shared.values import Certainty, Tier

NO_DEADLINE: Final = date(9999, 12, 31)
RECEIVED: Final = (State.PAID, State.CLAWBACK)
_TABLE: Final = ClaimRow.__table__  # type: ignore[attr-defined]  # SQLModel does not type it
_OF_THE_ENTERPRISE: Final = ("uscc", "usccs", "name")
_KEY: Final = ("claim_id", "enterprise_id", "benefit_code", "way", "claimed_at")
"""What no step changes"""


@dataclass(frozen=True)
class Queue:
    """What lies at the desks of somebody: how much, and how much of it is late."""

    total: int
    overdue: int


def _question() -> Any:
    known = KNOWN.enterprise.c
    return select(_TABLE, known.uscc, known.name).join(
        KNOWN.enterprise, known.enterprise_id == col(ClaimRow.enterprise_id)
    )


async def _claims(tx: Tx, question: Any) -> list[Claim]:
    rows = (await tx.execute(question)).mappings().all()
    usccs = await usccs_of(tx, {row[name] for row in rows for name in ("enterprise_id", "legal_person_id")})
    return [_claim(row, usccs) for row in rows]


def _claim(row: Mapping[Any, Any], usccs: Mapping[str, tuple[str, ...]]) -> Claim:
    both = (*usccs.get(row["enterprise_id"], ()), *usccs.get(row["legal_person_id"], ()))
    read = {name: row[name] for name in Claim.__dataclass_fields__ if name in row}
    return Claim(
        **read
        | {
            "usccs": tuple(dict.fromkeys(both)),
            "way": Way(row["way"]),
            "state": State(row["state"]),
            "certainty": Certainty(row["certainty"]),
            "tier": Tier(row["tier"]),
            "evidence": tuple(row["evidence"].split()),
            "to_mend": tuple(row["to_mend"].split(",")) if row["to_mend"] else (),
            "due_on": None if row["due_on"] == NO_DEADLINE else row["due_on"],
        }
    )


def _row(claim: Claim) -> dict[str, Any]:
    values = {name: value for name, value in asdict(claim).items() if name not in _OF_THE_ENTERPRISE}
    return values | {
        "live": claim.live,
        "seat": claim.seat,
        "evidence": " ".join(claim.evidence),
        "to_mend": ",".join(claim.to_mend),
        "due_on": claim.due_on or NO_DEADLINE,
    }


async def add(tx: Tx, claim: Claim) -> None:
    await tx.insert(ClaimRow, [_row(claim)])


async def save(tx: Tx, claim: Claim, expected: int) -> bool:
    """Compare and set: no, when it is no longer the version the step was decided on."""
    values = {name: value for name, value in _row(claim).items() if name not in _KEY}
    here = and_(col(ClaimRow.claim_id) == claim.claim_id, col(ClaimRow.version) == expected)
    question = update(ClaimRow).where(here).values(values).returning(col(ClaimRow.claim_id))
    return (await tx.execute(question)).scalar_one_or_none() is not None


async def find(tx: Tx, claim_id: str) -> Claim | None:
    return next(iter(await _claims(tx, _question().where(col(ClaimRow.claim_id) == claim_id))), None)


async def lock(tx: Tx, claim_id: str) -> Claim | None:
    question = _question().where(col(ClaimRow.claim_id) == claim_id).with_for_update(of=ClaimRow)
    return next(iter(await _claims(tx, question)), None)


async def of_legal_person(tx: Tx, legal_person_id: str, *, locked: bool = True) -> list[Claim]:
    """All, oldest first; locked where a step is to follow: then its legal person is locked before."""
    question = _question().where(col(ClaimRow.legal_person_id) == legal_person_id)
    question = question.order_by(col(ClaimRow.claimed_at), col(ClaimRow.claim_id))
    return await _claims(tx, question.with_for_update(of=ClaimRow) if locked else question)


async def live_of(tx: Tx, enterprise_ids: Collection[str]) -> list[Claim]:
    """Those that titles told now may put in doubt."""
    question = _question().where(tx.among(col(ClaimRow.enterprise_id), sorted(enterprise_ids)), col(ClaimRow.live))
    return await _claims(tx, question.order_by(col(ClaimRow.claim_id)).with_for_update(of=ClaimRow))


async def received(tx: Tx, legal_person_id: str) -> list[tuple[str, str, int]]:
    """Benefit code, reference and fen of all that was paid and is not recovered."""
    code, ref = col(ClaimRow.benefit_code), col(ClaimRow.ref)
    question = (
        select(code, ref, func.sum(col(ClaimRow.amount_fen)).label("fen"))
        .where(col(ClaimRow.legal_person_id) == legal_person_id, col(ClaimRow.state).in_(RECEIVED))
        .group_by(code, ref)
        .order_by(code, ref)
    )
    return [(row.benefit_code, row.ref, int(row.fen)) for row in await tx.execute(question)]


async def page_of(
    tx: Tx, enterprise_id: str, district: str | None, before: tuple[datetime, str] | None, limit: int
) -> list[Claim]:
    """Of an enterprise, and those it goes on with after a merger; newest first."""
    made, id_ = col(ClaimRow.claimed_at), col(ClaimRow.claim_id)
    its = or_(col(ClaimRow.enterprise_id) == enterprise_id, col(ClaimRow.legal_person_id) == enterprise_id)
    question = _question().where(its)
    if district is not None:
        question = question.where(col(ClaimRow.district) == district)
    if before is not None:
        question = question.where(or_(made < before[0], and_(made == before[0], id_ < before[1])))
    return await _claims(tx, question.order_by(made.desc(), id_.desc()).limit(limit))


# ---- the worklist ---------------------------------------------------------------------------------


def _at_desks(district: str | None, states: Collection[str]) -> list[Any]:
    wanted = [col(ClaimRow.seat) == Seat.OFFICE]
    if district is not None:
        wanted.append(col(ClaimRow.district) == district)
    if states:
        wanted.append(col(ClaimRow.state).in_(sorted(states)))
    return wanted


async def worklist(
    tx: Tx, district: str | None, states: Collection[str], after: tuple[date, str] | None, limit: int
) -> list[Claim]:
    """By deadline, so the overdue come first; those without a deadline come last."""
    due, id_ = col(ClaimRow.due_on), col(ClaimRow.claim_id)
    question = _question().where(*_at_desks(district, states))
    if after is not None:
        question = question.where(or_(due > after[0], and_(due == after[0], id_ > after[1])))
    return await _claims(tx, question.order_by(due, id_).limit(limit))


def worklist_key(claim: Claim) -> str:
    return f"{claim.due_on or NO_DEADLINE} {claim.claim_id}"


async def queue(tx: Tx, district: str | None, states: Collection[str], today: date) -> Queue:
    late = func.count().filter(col(ClaimRow.due_on) < today)
    question = select(func.count().label("total"), late.label("overdue")).select_from(ClaimRow)
    row = (await tx.execute(question.where(*_at_desks(district, states)))).one()
    return Queue(row.total, row.overdue)


async def by_state(tx: Tx) -> dict[State, int]:
    """How many lie where."""
    question = select(col(ClaimRow.state), func.count()).group_by(col(ClaimRow.state))
    return {State(state): count for state, count in await tx.execute(question)}


# ---- the history ----------------------------------------------------------------------------------


async def add_step(tx: Tx, row: Mapping[str, Any]) -> None:
    await tx.insert(ClaimStepRow, [row])


async def history(tx: Tx, claim_id: str) -> Sequence[ClaimStepRow]:
    question = select(ClaimStepRow).where(col(ClaimStepRow.claim_id) == claim_id)
    return (await tx.execute(question.order_by(col(ClaimStepRow.version)))).scalars().all()


def acts(history: Sequence[ClaimStepRow], round_: int) -> Acts:
    """Who acted where so far, and who approved in this round."""
    desks: dict[str, set[Desk]] = {}
    for row in history:
        desks.setdefault(row.actor, set()).add(Desk(row.desk))
    approved = frozenset(row.actor for row in history if row.step == Step.APPROVE and row.round == round_)
    return Acts({actor: frozenset(one) for actor, one in desks.items()}, approved)


async def known_causes(tx: Tx, cause_ids: Collection[str]) -> frozenset[tuple[str, str]]:
    """Claim and fact of steps taken because of these facts: a replay takes none again."""
    question = select(col(ClaimStepRow.claim_id), col(ClaimStepRow.cause_id)).where(
        tx.among(col(ClaimStepRow.cause_id), sorted(cause_ids))
    )
    return frozenset((row.claim_id, row.cause_id) for row in await tx.execute(question))


async def rekey(tx: Tx, claim_ids: Collection[str], legal_person_id: str) -> None:
    """They are this legal person's from now on, whoever made them."""
    here = tx.among(col(ClaimRow.claim_id), sorted(claim_ids))
    await tx.execute(update(ClaimRow).where(here).values(legal_person_id=legal_person_id))
