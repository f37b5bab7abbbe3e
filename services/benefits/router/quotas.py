"""额度 of an enterprise's own, and the city's fund of service vouchers."""

from fastapi import APIRouter, Response

from services.benefits import problems as p
from services.benefits.router.addresses import Anyone, FundYear, Officer, QuotaId, Reader, Uscc
from services.benefits.schemas import quotas as s
from services.benefits.service import funds, quotas
from shared.edge import ONCE_PROBLEMS, IfMatch, Reading, Writing, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.known import EnterpriseUnknown
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(route_class=IdempotentRoute, tags=["quotas"])


@router.post(
    "/enterprises/{uscc}/quotas", status_code=201, summary="核定企业当年的额度",
    responses=problems(EnterpriseUnknown, p.MeasureNotFound, p.QuotaTaken, p.QuotaRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def grant_quota(
    tx: WritingOnce, officer: Officer, uscc: Uscc, body: s.QuotaGrantIn, response: Response
) -> s.QuotaOut:
    """By a department the clause names, to a holder of the title it asks for, up to the bound of the clause."""
    quota = await quotas.grant(tx, officer, uscc, body.to_grant())
    response.headers["Location"] = f"/benefits/v1/quotas/{quota.row.budget_id}"
    tag(response, quota.row.version)
    return s.QuotaOut.of(quota)


@router.get("/enterprises/{uscc}/quotas", summary="企业的额度", responses=problems(EnterpriseUnknown))
async def list_quotas(tx: Reading, caller: Reader, uscc: Uscc) -> s.QuotaList:
    """Of every year, the newest first."""
    return s.QuotaList(items=[s.QuotaOut.of(one) for one in await quotas.of_enterprise(tx, caller, uscc)])


@router.get("/quotas/{quota_id}", summary="一项额度", responses=problems(p.QuotaNotFound))
async def read_quota(tx: Reading, caller: Reader, quota_id: QuotaId, response: Response) -> s.QuotaOut:
    quota = await quotas.get(tx, caller, quota_id)
    tag(response, quota.row.version)
    return s.QuotaOut.of(quota)


@router.put(
    "/quotas/{quota_id}/limit", summary="调整额度",
    responses=problems(p.QuotaNotFound, p.QuotaRefused, PreconditionFailed, PreconditionRequired),
)  # fmt: skip
async def set_quota_limit(
    tx: Writing, officer: Officer, quota_id: QuotaId, body: s.QuotaLimitIn, response: Response, if_match: IfMatch = None
) -> s.QuotaOut:
    """Within the bound of the clause, never below what is reserved and used."""
    quota = await quotas.set_limit(tx, officer, quota_id, if_match, body.to_stated())
    tag(response, quota.row.version)
    return s.QuotaOut.of(quota)


@router.get("/quotas/{quota_id}/versions", summary="历次核定的额度", responses=problems(p.QuotaNotFound))
async def list_quota_versions(tx: Reading, caller: Reader, quota_id: QuotaId) -> s.QuotaVersionList:
    return s.QuotaVersionList.of(await quotas.history(tx, caller, quota_id), names_people=caller.kind != "enterprise")


@router.get("/voucher-funds/{year}", summary="服务券资金")
async def read_voucher_fund(tx: Reading, caller: Anyone, year: FundYear) -> s.VoucherFundOut:
    """What the city set aside and what of it is left; a year below the floor of the clause is flagged."""
    return s.VoucherFundOut.of(await funds.of_year(tx, year))
