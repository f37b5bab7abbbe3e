"""The routes of benefits: parse, call one function, return."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request

from services.benefits import schemas as s
from services.benefits import service
from services.benefits.measures import policy_sets
from shared.auth import caller_of
from shared.callers import Caller
from shared.edge import Reading
from shared.idempotency import IdempotentRoute
from shared.known import EnterpriseUnknown
from shared.pages import CursorOutdated, Cursors, InvalidCursor, place
from shared.problems import problems
from shared.values import CreditCode, Tier

router = APIRouter(prefix="/v1", route_class=IdempotentRoute)
Reader = Annotated[Caller, caller_of("enterprise", "officer", "auditor", "service")]
Anyone = Annotated[Caller, caller_of("enterprise", "institution", "officer", "auditor", "service")]
Uscc = Annotated[CreditCode, Path(description="统一社会信用代码，曾用的也可", examples=["91330108MAXB0012XH"])]
TierAsked = Annotated[Tier, Path(description="梯度", examples=["specialised"])]


@router.get("/policy-sets", tags=["measures"], summary="政策与条款")
async def list_policy_sets(caller: Anyone) -> s.PolicySets:
    """Every policy set with its measures, citations and legal status."""
    return s.PolicySets(items=[s.PolicySetOut.of(one) for one in policy_sets()])


@router.get("/tiers/{tier}/opens", tags=["entitlements"], summary="某一梯度开启哪些政策")
async def read_tier_opens(tx: Reading, caller: Anyone, tier: TierAsked) -> s.OutlookOut:
    """For an enterprise that holds nothing yet."""
    return s.OutlookOut.of(service.tier_opens(tx, tier))


@router.get(
    "/enterprises/{uscc}/entitlements",
    tags=["entitlements"],
    summary="企业的享受资格",
    responses=problems(EnterpriseUnknown, InvalidCursor, CursorOutdated),
)
async def list_entitlements(
    request: Request, tx: Reading, caller: Reader, uscc: Uscc, query: Annotated[s.EntitlementQuery, Query()]
) -> s.EntitlementPage:
    """Open and closed, each with amount, certainty, reason and legal status."""
    cursors: Cursors = request.app.state.cursors
    filters = {**query.filters(), "uscc": uscc}
    after = place(cursors.read(query.cursor, "entitlements", caller.actor, filters), str)
    rows = await service.list_entitlements(tx, caller, uscc, query.status, after, query.limit)
    more = len(rows) == query.limit
    last = f"{rows[-1].benefit_code} {rows[-1].occasion}" if more else ""
    next_cursor = cursors.write("entitlements", caller.actor, filters, last) if more else None
    return s.EntitlementPage(items=[s.EntitlementOut.of(row) for row in rows], next_cursor=next_cursor)


@router.get(
    "/enterprises/{uscc}/outlook/{tier}",
    tags=["entitlements"],
    summary="达到某一梯度将为企业新开启什么",
    responses=problems(EnterpriseUnknown),
)
async def read_outlook(tx: Reading, caller: Reader, uscc: Uscc, tier: TierAsked) -> s.OutlookOut:
    """Beyond what is open today; a first time already spent opens nothing."""
    return s.OutlookOut.of(await service.outlook(tx, caller, uscc, tier))
