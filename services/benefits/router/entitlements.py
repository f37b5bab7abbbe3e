"""What is open for an enterprise, and what a tier would open."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request

from services.benefits.router.addresses import Anyone, Reader, Uscc
from services.benefits.schemas import entitlements as s
from services.benefits.schemas.allowances import AllowancesOut
from services.benefits.service import allowances, entitlements
from shared.edge import Reading
from shared.idempotency import IdempotentRoute
from shared.known import EnterpriseUnknown
from shared.pages import CursorOutdated, Cursors, InvalidCursor, place
from shared.problems import problems
from shared.values import Tier

router = APIRouter(route_class=IdempotentRoute)
TierAsked = Annotated[Tier, Path(description="梯度", examples=["specialised"])]


@router.get("/tiers/{tier}/opens", tags=["entitlements"], summary="某一梯度开启哪些政策")
async def read_tier_opens(tx: Reading, caller: Anyone, tier: TierAsked) -> s.OutlookOut:
    """For an enterprise that holds nothing yet."""
    return s.OutlookOut.of(await entitlements.tier_opens(tx, tier))


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
    rows = await entitlements.list_entitlements(tx, caller, uscc, query.status, after, query.limit)
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
    return s.OutlookOut.of(await entitlements.outlook(tx, caller, uscc, tier))


@router.get(
    "/enterprises/{uscc}/allowances", tags=["entitlements"], summary="额度账户", responses=problems(EnterpriseUnknown)
)
async def read_allowances(tx: Reading, caller: Reader, uscc: Uscc) -> AllowancesOut:
    """Of every benefit that is money: open, used, reserved and left, the last day to claim, and what excludes what."""
    return AllowancesOut.of(await allowances.of_enterprise(tx, caller, uscc))
