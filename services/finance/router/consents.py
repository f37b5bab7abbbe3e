"""授权: given, taken back and looked at."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.finance import problems as p
from services.finance.router.addresses import Agent, ConsentId, Institution, Party, PartyToConsent, Uscc
from services.finance.schemas import consents as s
from services.finance.service import consents
from shared.edge import ONCE_PROBLEMS, Reading, Writing, WritingOnce
from shared.idempotency import IdempotentRoute
from shared.known import EnterpriseUnknown
from shared.pages import CursorOutdated, Cursors, InvalidCursor, PageQuery, place
from shared.problems import problems

router = APIRouter(tags=["consents"], route_class=IdempotentRoute)
PAGED = (InvalidCursor, CursorOutdated)


@router.get("/consent-texts/current", summary="现行授权书")
async def read_consent_text(tx: Reading, caller: Party) -> s.ConsentTextOut:
    """Who consents names its digest, and so says which words were read."""
    return s.ConsentTextOut.of(consents.current_text(tx.today))


@router.post(
    "/enterprises/{uscc}/consents", status_code=201, summary="授权金融机构查询数据",
    responses=problems(EnterpriseUnknown, p.ConsentRefused, p.ConsentTextOutdated, *ONCE_PROBLEMS),
)  # fmt: skip
async def grant_consent(
    request: Request, tx: WritingOnce, owner: Agent, uscc: Uscc, body: s.ConsentIn, response: Response
) -> s.ConsentOut:
    """By the enterprise's owner, to one institution, for one purpose. It can be taken back at any time."""
    longest: int = request.app.state.settings.consent_max_days
    made = await consents.grant(tx, owner, uscc, body.to(), body.wish(), body.text_digest, longest)
    response.headers["Location"] = f"/finance/v1/consents/{made.row.consent_id}"
    return s.ConsentOut.of(made)


@router.get("/enterprises/{uscc}/consents", summary="企业的授权", responses=problems(EnterpriseUnknown, *PAGED))
async def list_consents(
    request: Request, tx: Reading, caller: PartyToConsent, uscc: Uscc, query: Annotated[PageQuery, Query()]
) -> s.ConsentPage:
    """Newest first, those that are over too."""
    cursors: Cursors = request.app.state.cursors
    before = place(cursors.read(query.cursor, "consents", caller.actor, {"uscc": uscc}), datetime.fromisoformat)
    found = await consents.of_enterprise(tx, caller, uscc, before, query.limit)
    last = f"{found[-1].row.granted_at.isoformat()} {found[-1].row.consent_id}" if len(found) == query.limit else None
    cursor = cursors.write("consents", caller.actor, {"uscc": uscc}, last) if last else None
    return s.ConsentPage(items=[s.ConsentOut.of(one) for one in found], next_cursor=cursor)


@router.get("/consents", summary="本机构获得的授权", responses=problems(*PAGED))
async def list_given_consents(
    request: Request, tx: Reading, caller: Institution, query: Annotated[PageQuery, Query()]
) -> s.GivenConsentPage:
    """What enterprises gave to the caller's institution, newest first, those that are over too."""
    cursors: Cursors = request.app.state.cursors
    of = {"institution": caller.institution}
    before = place(cursors.read(query.cursor, "given-consents", caller.actor, of), datetime.fromisoformat)
    found = await consents.of_institution(tx, caller, before, query.limit)
    row = found[-1][0].row if len(found) == query.limit else None
    last = f"{row.granted_at.isoformat()} {row.consent_id}" if row else None
    cursor = cursors.write("given-consents", caller.actor, of, last) if last else None
    return s.GivenConsentPage(items=[s.GivenConsent.of(one, uscc=uscc) for one, uscc in found], next_cursor=cursor)


@router.get("/consents/{consent_id}", summary="查看授权", responses=problems(p.ConsentNotFound))
async def read_consent(tx: Reading, caller: Party, consent_id: ConsentId) -> s.ConsentOut:
    return s.ConsentOut.of(await consents.get(tx, caller, consent_id))


@router.get("/consents/{consent_id}/text", summary="当时同意的授权书", responses=problems(p.ConsentNotFound))
async def read_agreed_text(tx: Reading, caller: Party, consent_id: ConsentId) -> s.ConsentTextOut:
    """The words that were agreed to, kept with the consent, whatever the texts say today."""
    return s.ConsentTextOut.of(await consents.text_of(tx, caller, consent_id))


@router.put("/consents/{consent_id}/withdrawal", summary="撤回授权", responses=problems(p.ConsentNotFound))
async def withdraw_consent(tx: Writing, owner: Agent, consent_id: ConsentId) -> s.ConsentOut:
    """Works at once, without a reason. Doing it again changes nothing."""
    return s.ConsentOut.of(await consents.withdraw(tx, owner, consent_id))


@router.get("/consents/{consent_id}/queries", summary="授权下的查询记录", responses=problems(p.ConsentNotFound, *PAGED))
async def list_consent_queries(
    request: Request, tx: Reading, caller: Party, consent_id: ConsentId, query: Annotated[PageQuery, Query()]
) -> s.ConsentQueryPage:
    """Every query made under it, newest first: who, what, what for, when."""
    cursors: Cursors = request.app.state.cursors
    of = {"consent_id": consent_id}
    after = cursors.read(query.cursor, "consent-queries", caller.actor, of)
    consent, rows = await consents.queries(tx, caller, consent_id, None if after is None else int(after), query.limit)
    names = caller.kind == "auditor"
    items = [s.ConsentQueryOut.of(consent, row, names_accounts=names) for row in rows]
    more = len(items) == query.limit and items[-1].number > 1
    cursor = cursors.write("consent-queries", caller.actor, of, str(items[-1].number)) if more else None
    return s.ConsentQueryPage(items=items, next_cursor=cursor)
