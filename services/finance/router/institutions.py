"""Institutions: onboarded, granted, suspended and revoked by officers; read by the institution itself."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from services.finance import problems as p
from services.finance.schemas import institutions as s
from services.finance.schemas.own_institution import OwnInstitutionOut, UsageOut
from services.finance.service import institutions
from services.finance.service.gate import windows_of
from shared.auth import caller_of
from shared.callers import Caller
from shared.edge import ONCE_PROBLEMS, IfMatch, Reading, Writing, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.pages import CursorOutdated, Cursors, InvalidCursor
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(prefix="/institutions", route_class=IdempotentRoute, tags=["institutions"])
own = APIRouter(prefix="/institution", tags=["institutions"])
Looker = Annotated[Caller, caller_of("officer", "auditor")]
Officer = Annotated[Caller, caller_of("officer")]
Itself = Annotated[Caller, caller_of("institution")]
KeyKeeper = Annotated[Caller, caller_of("institution", scope="keys:write")]
InstitutionId = Annotated[
    str, Path(max_length=40, description="机构编号", examples=["5f8c2f6a-7f7b-4c60-9b52-1f0a7a3f7d11"])
]
_EDITED = (p.InstitutionNotFound, p.InstitutionRefused, PreconditionFailed, PreconditionRequired)


@router.get("", summary="机构名册", responses=problems(InvalidCursor, CursorOutdated))
async def list_institutions(
    request: Request, tx: Reading, caller: Looker, query: Annotated[s.InstitutionQuery, Query()]
) -> s.InstitutionPage:
    """For officers of the city and auditors; `ending_within` finds whose grant ends soon."""
    cursors: Cursors = request.app.state.cursors
    after = cursors.read(query.cursor, "institutions", caller.actor, query.filters())
    found = await institutions.list_page(tx, caller, query.wanted(tx.today), after, query.limit)
    more = len(found) == query.limit
    last = cursors.write("institutions", caller.actor, query.filters(), found[-1].institution_id) if more else None
    return s.InstitutionPage(items=[s.InstitutionOut.of(one, tx.today) for one in found], next_cursor=last)


@router.post(
    "", status_code=201, summary="登记机构", responses=problems(p.InstitutionRefused, p.KeysRefused, *ONCE_PROBLEMS)
)
async def onboard_institution(
    tx: WritingOnce, officer: Officer, body: s.InstitutionIn, response: Response
) -> s.InstitutionFileOut:
    """With what it is to be granted; nothing is open to it until a second officer agrees."""
    keys, ground = body.to_keys(tx.today), body.to_ground()
    file = await institutions.onboard(tx, officer, body.to_details(), body.grant.to_grant(), keys, ground)
    tag(response, file.institution.version)
    response.headers["Location"] = f"/finance/v1/institutions/{file.institution.institution_id}"
    return s.InstitutionFileOut.of_file(file, tx.today)


@router.get("/{institution_id}", summary="机构与办理记录", responses=problems(p.InstitutionNotFound))
async def read_institution(
    tx: Reading, caller: Looker, institution_id: InstitutionId, response: Response
) -> s.InstitutionFileOut:
    file = await institutions.get(tx, caller, institution_id)
    tag(response, file.institution.version)
    return s.InstitutionFileOut.of_file(file, tx.today)


@router.patch("/{institution_id}", summary="拟定新的授权", responses=problems(*_EDITED))
async def propose_grant(
    tx: Writing, officer: Officer, institution_id: InstitutionId, body: s.GrantPatch,
    response: Response, if_match: IfMatch = None,
) -> s.InstitutionFileOut:  # fmt: skip
    """Scopes, end, quotas: in force once a second officer agrees; what is in force stays so until then."""
    file = await institutions.propose(tx, officer, institution_id, if_match, body.values(), body.to_ground())
    tag(response, file.institution.version)
    return s.InstitutionFileOut.of_file(file, tx.today)


@router.post(
    "/{institution_id}/activations", status_code=201, summary="批准授权",
    responses=problems(*_EDITED, *ONCE_PROBLEMS),
)  # fmt: skip
async def activate_institution(
    tx: WritingOnce, officer: Officer, institution_id: InstitutionId, body: s.GroundIn, if_match: IfMatch = None
) -> s.InstitutionFileOut:
    """By another officer than who proposed it, of the version that was read."""
    file = await institutions.activate(tx, officer, institution_id, if_match, body.to_ground())
    return s.InstitutionFileOut.of_file(file, tx.today)


@router.post(
    "/{institution_id}/suspensions", status_code=201, summary="暂停机构",
    responses=problems(p.InstitutionNotFound, p.InstitutionRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def suspend_institution(
    tx: WritingOnce, officer: Officer, institution_id: InstitutionId, body: s.GroundIn
) -> s.InstitutionFileOut:
    """From the next request on its tokens open nothing. To let it in again takes an activation by another officer."""
    return s.InstitutionFileOut.of_file(
        await institutions.suspend(tx, officer, institution_id, body.to_ground()), tx.today
    )


@router.post(
    "/{institution_id}/revocations", status_code=201, summary="撤销机构",
    responses=problems(p.InstitutionNotFound, p.InstitutionRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def revoke_institution(
    tx: WritingOnce, officer: Officer, institution_id: InstitutionId, body: s.GroundIn
) -> s.InstitutionFileOut:
    """For good."""
    return s.InstitutionFileOut.of_file(
        await institutions.revoke(tx, officer, institution_id, body.to_ground()), tx.today
    )


@router.put("/{institution_id}/keys", summary="代为更换公钥", responses=problems(*_EDITED, p.KeysRefused))
async def replace_institution_keys(
    tx: Writing, officer: Officer, institution_id: InstitutionId, body: s.OfficerKeysIn,
    response: Response, if_match: IfMatch = None,
) -> s.InstitutionFileOut:  # fmt: skip
    """Of an institution that is not let in now: who has the keys could act as it, so a second officer agrees."""
    keys = body.to_keys(tx.today)
    file = await institutions.change_keys(tx, officer, institution_id, if_match, keys, body.to_ground())
    tag(response, file.institution.version)
    return s.InstitutionFileOut.of_file(file, tx.today)


@router.get("/{institution_id}/usage", summary="机构的调用量", responses=problems(p.InstitutionNotFound))
async def read_institution_usage(
    tx: Reading, caller: Looker, institution_id: InstitutionId, query: Annotated[s.UsageQuery, Query()]
) -> UsageOut:
    days = query.days(institutions.real_today())
    return UsageOut.of(days, await institutions.used_by(tx, caller, institution_id, *days))


# ---- the institution itself ----------------------------------------------------------------------


@own.get("", summary="本机构可以做什么、到何时", responses=problems(p.InstitutionNotFound))
async def read_own_institution(request: Request, tx: Reading, caller: Itself, response: Response) -> OwnInstitutionOut:
    """Scopes, end, keys, what ends soon with the days left, and what is left of the quotas."""
    one = await institutions.own(tx, caller)
    tag(response, one.version)
    windows = windows_of(request.app.state.gate, one.institution_id)
    return OwnInstitutionOut.of_own(one, tx.today, caller.scopes, windows)


@own.put(
    "/keys", summary="更换本机构公钥",
    responses=problems(
        p.InstitutionNotFound, p.InstitutionRefused, p.KeysRefused, PreconditionFailed, PreconditionRequired
    ),
)  # fmt: skip
async def replace_own_keys(
    tx: Writing, caller: KeyKeeper, body: s.KeysIn, response: Response, if_match: IfMatch = None
) -> s.InstitutionOut:
    """All keys from now on. Add the new one first; who drops one loses the tokens issued before, at once."""
    file = await institutions.change_own_keys(tx, caller, if_match, body.to_keys(tx.today))
    tag(response, file.institution.version)
    return s.InstitutionOut.of(file.institution, tx.today)


@own.get("/usage", summary="本机构的调用量")
async def read_own_usage(tx: Reading, caller: Itself, query: Annotated[s.UsageQuery, Query()]) -> UsageOut:
    """By operation and purpose."""
    days = query.days(institutions.real_today())
    return UsageOut.of(days, await institutions.own_use(tx, caller, *days))
