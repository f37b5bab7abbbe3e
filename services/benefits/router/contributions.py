"""贡献系数 of an enterprise."""

from fastapi import APIRouter

from services.benefits.router.addresses import Observer, Officer, Uscc
from services.benefits.schemas.contributions import ContributionIn, ContributionList, ContributionOut
from services.benefits.service import contributions
from shared.edge import ONCE_PROBLEMS, Reading, WritingOnce
from shared.idempotency import IdempotentRoute
from shared.known import EnterpriseUnknown
from shared.problems import problems

router = APIRouter(route_class=IdempotentRoute, tags=["contributions"])


@router.post(
    "/enterprises/{uscc}/contributions", status_code=201, summary="核定贡献系数",
    responses=problems(EnterpriseUnknown, *ONCE_PROBLEMS),
)  # fmt: skip
async def decide_contribution(tx: WritingOnce, caller: Officer, uscc: Uscc, body: ContributionIn) -> ContributionOut:
    """按照其贡献: the award is the coefficient times what the clause names; until it is set, what the clause names."""
    row = await contributions.decide_on(tx, caller, uscc, body.hundredths, body.from_on, body.reason, body.document)
    return ContributionOut.of(row)


@router.get("/enterprises/{uscc}/contributions", summary="贡献系数", responses=problems(EnterpriseUnknown))
async def list_contributions(tx: Reading, caller: Observer, uscc: Uscc) -> ContributionList:
    """Every one that was ever set, the newest first."""
    rows = await contributions.history(tx, caller, uscc)
    return ContributionList(items=[ContributionOut.of(row) for row in rows])
