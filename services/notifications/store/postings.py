"""Queries about postings and the answers to them; whoever changes one holds the posting's row."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import and_, case, delete, exists, or_, select
from sqlmodel import col

from services.notifications.domain.postings import OPEN, AnswerState, PostingState
from services.notifications.domain.postings.kinds import Audience
from services.notifications.store.tables import (
    KNOWN,
    KnownTierRow,
    PostingAnswerRow,
    PostingInvitedRow,
    PostingRow,
    PostingStepRow,
)
from shared.db import Tx
from shared.values import Tier

_AS_IT_IS: Final = {"populate_existing": True}
Place = tuple[datetime, str]
TITLED: Final = tuple(one.value for one in Tier if one is not Tier.NONE)
"""Lowest first; who holds a title is public"""


class Wanted(NamedTuple):
    """What a list shows; None asks nothing."""

    kind: str | None = None
    direction: str | None = None
    state: str | None = None
    place: str | None = None


class Viewer(NamedTuple):
    """An enterprise, as far as it decides what it may see."""

    enterprise_id: str
    district: str
    industry: str
    tier: Tier


async def find(tx: Tx, posting_id: str) -> PostingRow | None:
    question = select(PostingRow).where(col(PostingRow.posting_id) == posting_id)
    return (await tx.execute(question, execution_options=_AS_IT_IS)).scalar_one_or_none()


async def lock(tx: Tx, posting_id: str) -> PostingRow | None:
    """Choices, answers, withdrawals and time come one after the other."""
    question = select(PostingRow).where(col(PostingRow.posting_id) == posting_id).with_for_update()
    return (await tx.execute(question, execution_options=_AS_IT_IS)).scalar_one_or_none()


async def steps(tx: Tx, posting_id: str) -> Sequence[PostingStepRow]:
    """In order."""
    question = select(PostingStepRow).where(col(PostingStepRow.posting_id) == posting_id)
    return (await tx.execute(question.order_by(col(PostingStepRow.number)))).scalars().all()


async def invited(tx: Tx, posting_id: str) -> list[str]:
    """The ids of enterprises."""
    id_ = col(PostingInvitedRow.enterprise_id)
    question = select(id_).where(col(PostingInvitedRow.posting_id) == posting_id).order_by(id_)
    return list((await tx.execute(question)).scalars())


async def add(tx: Tx, posting: Mapping[str, Any], invited: Collection[str], step: Mapping[str, Any]) -> None:
    await tx.insert(PostingRow, [posting])
    await invite(tx, posting["posting_id"], invited)
    await tx.insert(PostingStepRow, [step])


async def invite(tx: Tx, posting_id: str, enterprise_ids: Collection[str]) -> None:
    """All there are; they are invited while it is edited, and never after."""
    await tx.execute(delete(PostingInvitedRow).where(col(PostingInvitedRow.posting_id) == posting_id))
    rows = [{"posting_id": posting_id, "enterprise_id": id_} for id_ in enterprise_ids]
    await tx.insert(PostingInvitedRow, rows)


async def save(
    tx: Tx, posting: Mapping[str, Any], answers: Sequence[Mapping[str, Any]], step: Mapping[str, Any]
) -> None:
    await tx.update(PostingRow, [posting])
    await tx.update(PostingAnswerRow, answers)
    await tx.insert(PostingStepRow, [step])


async def add_answer(tx: Tx, answer: Mapping[str, Any]) -> None:
    """One that was withdrawn is given anew, in its place."""
    await tx.upsert(PostingAnswerRow, [answer])


async def save_answer(tx: Tx, answer: Mapping[str, Any]) -> None:
    await tx.update(PostingAnswerRow, [answer])


# ---- who sees what ----------------------------------------------------------------------------------


def _open_to(viewer: Viewer) -> Any:
    """Open, in its district, and for it."""
    its = col(PostingRow.posting_id) == col(PostingInvitedRow.posting_id)
    is_invited = exists().where(its, col(PostingInvitedRow.enterprise_id) == viewer.enterprise_id)
    audience = col(PostingRow.audience)
    return and_(
        col(PostingRow.state).in_(sorted(OPEN)),
        or_(col(PostingRow.place).is_(None), col(PostingRow.place) == viewer.district),
        or_(
            audience == Audience.ZONE,
            and_(audience == Audience.TIERS, col(PostingRow.tiers).contains(f" {viewer.tier} ", autoescape=True)),
            and_(audience == Audience.INVITED, is_invited),
        ),
    )


async def is_open_to(tx: Tx, posting_id: str, viewer: Viewer) -> bool:
    question = select(col(PostingRow.posting_id)).where(col(PostingRow.posting_id) == posting_id, _open_to(viewer))
    return (await tx.execute(question)).first() is not None


def _filtered(question: Any, wanted: Wanted) -> Any:
    for name, value in wanted._asdict().items():
        if value is not None:
            question = question.where(col(getattr(PostingRow, name)) == value)
    return question


async def _page(tx: Tx, question: Any, before: Place | None, limit: int) -> Sequence[PostingRow]:
    """Newest first."""
    at, id_ = col(PostingRow.created_at), col(PostingRow.posting_id)
    if before is not None:
        question = question.where(or_(at < before[0], and_(at == before[0], id_ < before[1])))
    rows: Sequence[PostingRow] = (
        (await tx.execute(question.order_by(at.desc(), id_.desc()).limit(limit))).scalars().all()
    )
    return rows


async def open_to(
    tx: Tx, viewer: Viewer, wanted: Wanted, before: Place | None, limit: int, *, suited: bool
) -> Sequence[PostingRow]:
    """Of others. `suited`: that look for its industry, or for any."""
    others = or_(col(PostingRow.enterprise_id).is_(None), col(PostingRow.enterprise_id) != viewer.enterprise_id)
    question = _filtered(select(PostingRow).where(_open_to(viewer), others), wanted)
    if suited:
        industry = col(PostingRow.industry)
        question = question.where(or_(industry.is_(None), industry.in_([viewer.industry, viewer.industry[:1]])))
    return await _page(tx, question, before, limit)


async def of_enterprise(tx: Tx, enterprise_id: str, before: Place | None, limit: int) -> Sequence[PostingRow]:
    return await _page(tx, select(PostingRow).where(col(PostingRow.enterprise_id) == enterprise_id), before, limit)


async def overseen(tx: Tx, seat: str | None, wanted: Wanted, before: Place | None, limit: int) -> Sequence[PostingRow]:
    """All that a district's officers are in charge of, drafts of enterprises excepted; None: the whole city."""
    draft = and_(col(PostingRow.state) == PostingState.DRAFT, col(PostingRow.enterprise_id).is_not(None))
    question = _filtered(select(PostingRow).where(~draft), wanted)
    if seat is not None:
        question = question.where(col(PostingRow.seat) == seat)
    return await _page(tx, question, before, limit)


# ---- answers ----------------------------------------------------------------------------------------


async def answers(tx: Tx, posting_id: str) -> Sequence[PostingAnswerRow]:
    """Oldest first."""
    question = select(PostingAnswerRow).where(col(PostingAnswerRow.posting_id) == posting_id)
    question = question.order_by(col(PostingAnswerRow.given_at), col(PostingAnswerRow.answer_id))
    return (await tx.execute(question, execution_options=_AS_IT_IS)).scalars().all()


async def answer(tx: Tx, answer_id: str) -> PostingAnswerRow | None:
    question = select(PostingAnswerRow).where(col(PostingAnswerRow.answer_id) == answer_id)
    return (await tx.execute(question, execution_options=_AS_IT_IS)).scalar_one_or_none()


async def answers_of(
    tx: Tx, enterprise_id: str, before: Place | None, limit: int
) -> list[tuple[PostingAnswerRow, PostingRow]]:
    """Of an enterprise, each with what it answers; newest first."""
    at, id_ = col(PostingAnswerRow.given_at), col(PostingAnswerRow.answer_id)
    question = (
        select(PostingAnswerRow, PostingRow)
        .join(PostingRow, col(PostingRow.posting_id) == col(PostingAnswerRow.posting_id))
        .where(col(PostingAnswerRow.enterprise_id) == enterprise_id)
    )
    if before is not None:
        question = question.where(or_(at < before[0], and_(at == before[0], id_ < before[1])))
    return [(row[0], row[1]) for row in await tx.execute(question.order_by(at.desc(), id_.desc()).limit(limit))]


# ---- who could answer, and what has ended -----------------------------------------------------------


async def could_answer(tx: Tx, posting: PostingRow, limit: int) -> Sequence[Any]:
    """Enterprises with a title, which everybody may know, of that district, industry and tiers; the highest first.

    Not its poster, nor who answered already.
    """
    known, tier = KNOWN.enterprise, col(KnownTierRow.tier)
    mine = and_(
        col(PostingAnswerRow.posting_id) == posting.posting_id,
        col(PostingAnswerRow.enterprise_id) == known.c.enterprise_id,
        col(PostingAnswerRow.state) != AnswerState.WITHDRAWN,
    )
    tiers = posting.tiers.split() or list(TITLED)
    rank = _rank(tier)
    question = (
        select(known, tier.label("tier"))
        .join(KnownTierRow, col(KnownTierRow.enterprise_id) == known.c.enterprise_id)
        .where(tier.in_(tiers), known.c.ended_on.is_(None), ~exists().where(mine))
    )
    if posting.enterprise_id is not None:
        question = question.where(known.c.enterprise_id != posting.enterprise_id)
    if posting.place is not None:
        question = question.where(known.c.district == posting.place)
    if posting.industry is not None:
        question = question.where(known.c.industry.startswith(posting.industry))
    return (await tx.execute(question.order_by(rank.desc(), known.c.enterprise_id).limit(limit))).all()


def _rank(tier: Any) -> Any:
    return case({one: place for place, one in enumerate(TITLED)}, value=tier)


async def past(tx: Tx, limit: int) -> Sequence[str]:
    """Those that expire today, and those whose poster is no legal person any more."""
    ended = exists().where(
        KNOWN.enterprise.c.enterprise_id == col(PostingRow.enterprise_id), KNOWN.enterprise.c.ended_on.is_not(None)
    )
    state = col(PostingRow.state)
    unanswered = and_(
        state.in_([PostingState.OPEN, PostingState.REVIEW, PostingState.RETURNED]),
        or_(col(PostingRow.open_until) < tx.today, ended),
    )
    unchosen = and_(state == PostingState.ANSWERED, or_(col(PostingRow.choose_until) < tx.today, ended))
    unfinished = and_(state == PostingState.MATCHED, ended)
    question = select(col(PostingRow.posting_id)).where(or_(unanswered, unchosen, unfinished))
    return (await tx.execute(question.order_by(col(PostingRow.posting_id)).limit(limit))).scalars().all()
