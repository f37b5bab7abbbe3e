"""What is posted, edited, submitted and looked at before anybody may answer."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from services.notifications import store
from services.notifications.domain.postings import Direction, Kind, Poster, PostingState, PostingStep, Refusal, rules
from services.notifications.posting_data import kinds
from services.notifications.service.enterprises import visible
from services.notifications.service.postings.files import (
    File,
    PostingRefused,
    Terms,
    held,
    not_found,
    opened,
    record,
    refused,
    step_row,
)
from services.notifications.store.tables import PostingRow
from shared.callers import Caller
from shared.db import Tx
from shared.edge import require_version
from shared.permissions import Matter, decide
from shared.problems import Forbidden, Unprocessable
from shared.values import CITY
from shared.working_days.published import calendar


class PostingUnfit(Unprocessable):
    code, title = "POSTING_UNFIT", "对接信息填写不符合要求"


async def draft_own(tx: Tx, caller: Caller, uscc: str, terms: Terms) -> File:
    enterprise = await visible(tx, caller, uscc, "posting.write")
    if enterprise.ended_on is not None:
        raise PostingRefused("企业已终止，不能发布对接信息")
    return await _draft(tx, caller, terms, Poster.ENTERPRISE, enterprise.district, enterprise.name, enterprise)


async def draft_programme(tx: Tx, caller: Caller, issuer: str, terms: Terms) -> File:
    """Of the officer's district, or of the city."""
    seat = caller.district or ""
    if not decide(caller, "programme.write", Matter(district=seat)):
        raise Forbidden("只有审核、审批人员可以发布对接信息")
    return await _draft(tx, caller, terms, Poster.OFFICER, seat, issuer, None)


async def _draft(tx: Tx, caller: Caller, terms: Terms, poster: Poster, seat: str, name: str, enterprise: Any) -> File:
    kind = _kind(tx, terms, poster, seat)
    posting_id = str(uuid4())
    own = None if enterprise is None else enterprise.enterprise_id
    row = {
        **await _columns(terms, kind),
        "posting_id": posting_id,
        "enterprise_id": own,
        "seat": seat,
        "poster_name": name,
        "state": PostingState.DRAFT,
        "version": 1,
        "created_at": tx.now,
        "changed_at": tx.now,
    }
    step = step_row(posting_id, 1, tx, PostingStep.DRAFT, None, PostingState.DRAFT, caller.actor)
    await store.postings.add(tx, row, await _invited(tx, terms, own), step)
    return await held(tx, posting_id)


async def edit(tx: Tx, caller: Caller, posting_id: str, if_match: str | None, terms: Terms) -> File:
    """The whole of it, while it is a draft or was returned."""
    file = await managed(tx, caller, posting_id)
    require_version(if_match, file.row.version)
    poster = Poster.OFFICER if file.row.enterprise_id is None else Poster.ENTERPRISE
    kind = _kind(tx, terms, poster, file.row.seat)
    try:
        after = rules.stepped(file.posting, PostingStep.EDIT)
    except Refusal as refusal:
        raise refused(refusal) from refusal
    await store.postings.invite(tx, posting_id, await _invited(tx, terms, file.row.enterprise_id))
    columns = await _columns(terms, kind)
    return await opened(tx, await record(tx, file, after, PostingStep.EDIT, caller.actor, **columns))


async def submit(tx: Tx, caller: Caller, posting_id: str) -> File:
    """To an officer of its district, where the kind asks for that; else it is open."""
    file = await managed(tx, caller, posting_id)
    kind = kinds(tx.today).get(file.row.kind)
    if kind is None:
        raise PostingRefused("该类对接已停止办理；请撤回后按现行种类发布")
    reviewed = kind.reviewed and file.row.enterprise_id is not None
    step = PostingStep.SUBMIT if reviewed else PostingStep.PUBLISH
    return await _published(tx, file, step, caller)


async def review(tx: Tx, caller: Caller, posting_id: str, step: PostingStep, reason: str | None) -> File:
    file = await held(tx, posting_id)
    if file.row.state == PostingState.DRAFT or not decide(caller, "posting.review", Matter(district=file.row.seat)):
        raise not_found()
    if step is PostingStep.APPROVE:
        return await _published(tx, file, step, caller)
    try:
        after = rules.stepped(file.posting, step)
    except Refusal as refusal:
        raise refused(refusal) from refusal
    return await opened(tx, await record(tx, file, after, step, caller.actor, reason))


async def _published(tx: Tx, file: File, step: PostingStep, caller: Caller) -> File:
    try:
        after = rules.published(file.posting, step, tx.today)
    except Refusal as refusal:
        raise refused(refusal) from refusal
    return await opened(tx, await record(tx, file, after, step, caller.actor))


async def managed(tx: Tx, caller: Caller, posting_id: str) -> File:
    """Held, and the caller's own: of the enterprise that posted it, or of the officers of its seat."""
    file = await held(tx, posting_id)
    if not await manages(tx, caller, file.row):
        raise not_found()
    return file


async def manages(tx: Tx, caller: Caller, row: PostingRow) -> bool:
    if row.enterprise_id is None:
        return decide(caller, "programme.write", Matter(district=row.seat))
    return decide(caller, "posting.write", Matter(usccs=await store.KNOWN.usccs(tx, row.enterprise_id)))


# ---- what was filled in -----------------------------------------------------------------------------


def _kind(tx: Tx, terms: Terms, poster: Poster, seat: str) -> Kind:
    kind = kinds(tx.today).get(terms.kind)
    if kind is None:
        raise PostingUnfit("没有这种对接；种类见 /notifications/v1/posting-kinds")
    if poster not in kind.posted_by:
        raise PostingUnfit(f"“{kind.label}”不由{poster.label}发布")
    if Direction(terms.direction) not in kind.directions:
        raise PostingUnfit(f"“{kind.label}”只发布{'、'.join(one.label for one in sorted(kind.directions))}")
    if terms.open_until < tx.today:
        raise PostingUnfit("征集截止日不得早于今天")
    if terms.place is not None and seat not in (terms.place, CITY):
        raise PostingUnfit("只能面向本区、县（市）或全市征集")
    return kind


async def _columns(terms: Terms, kind: Kind) -> dict[str, Any]:
    same = ("kind", "direction", "title", "words", "industry", "budget_fen", "open_until", "place", "audience")
    return {
        **{name: getattr(terms, name) for name in (*same, "contact_name", "contact_phone")},
        "tiers": f" {' '.join(terms.tiers)} " if terms.tiers else "",
        "chooses": kind.chooses,
        "choose_until": rules.choice_until(terms.open_until, kind.choice_working_days, calendar()),
    }


async def _invited(tx: Tx, terms: Terms, own: str | None) -> Sequence[str]:
    """By id. Raises PostingUnfit for one that is not in the zone."""
    found = {uscc: await store.KNOWN.find_successor(tx, uscc) for uscc in terms.invited}
    strange = [place for place, one in enumerate(found.values(), 1) if one is None or one.ended_on is not None]
    if strange:
        raise PostingUnfit(f"受邀企业第 {'、'.join(map(str, strange))} 家未在专区登记或已终止；请核对代码")
    return sorted({one.enterprise_id for one in found.values() if one is not None} - {own})
