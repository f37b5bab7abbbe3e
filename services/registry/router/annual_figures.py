"""Annual figures: reported by the enterprise itself or by an officer."""

from fastapi import APIRouter, Response

from services.registry import problems as p
from services.registry.router.addresses import EnterpriseOrOfficer, Uscc, Year
from services.registry.schemas.enterprises import EnterpriseOut, FiguresIn
from services.registry.service import annual_reports
from shared.edge import IfMatch, Writing, tag
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(tags=["profile"])
EDITED = problems(p.EnterpriseNotFound, PreconditionFailed, PreconditionRequired)


@router.put(
    "/enterprises/{uscc}/annual-figures/{year}", summary="填报年度数据",
    responses=EDITED | problems(p.FiguresRefused),
)  # fmt: skip
async def report_figures(
    tx: Writing, caller: EnterpriseOrOfficer, uscc: Uscc, year: Year,
    body: FiguresIn, response: Response, if_match: IfMatch = None,
) -> EnterpriseOut:  # fmt: skip
    """The word of the caller's side on a year; reporting again replaces it, and leaves what others said alone."""
    enterprise = await annual_reports.report(tx, caller, uscc, if_match, body.to_figures(year))
    tag(response, enterprise.version)
    return EnterpriseOut.of(enterprise)
