"""What an institution is shown under a consent."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from services.finance import problems as p
from services.finance.router.addresses import ConsentId, Institution
from services.finance.schemas.consented_data import ConsentedData, ConsentedDataQuery
from services.finance.service import consented_data
from shared.edge import Enquiring
from shared.problems import problems

router = APIRouter(prefix="/consented-data", tags=["consents"])
READ = problems(p.ConsentNotFound, p.RegistryAway)
Reference = Annotated[
    str,
    Path(
        max_length=36,
        description="扫企业码所得的 reference（registry 的 POST /v1/code-scans）",
        examples=["6a3d1b0e-2f64-4a59-8c1d-57f1c3f9e402"],
    ),
]


@router.get("/code-references/{reference}", summary="凭扫码凭据查询已授权的数据", responses=READ)
async def read_consented_data_by_code(
    request: Request, enquiry: Enquiring, caller: Institution, reference: Reference,
    query: Annotated[ConsentedDataQuery, Query()], response: Response,
) -> ConsentedData:  # fmt: skip
    """Of the enterprise whose code this institution scanned, under the consent that shows most of what is asked."""
    response.headers["Cache-Control"] = "no-store"
    registry = request.app.state.peers["registry"]
    return ConsentedData.of(await consented_data.by_code(enquiry, registry, caller, reference, query.asked()))


@router.get("/{consent_id}", summary="查询已授权的数据", responses=READ)
async def read_consented_data(
    request: Request, enquiry: Enquiring, caller: Institution, consent_id: ConsentId,
    query: Annotated[ConsentedDataQuery, Query()], response: Response,
) -> ConsentedData:  # fmt: skip
    """As of now. Each query is written down before it is answered, and the enterprise reads that record."""
    response.headers["Cache-Control"] = "no-store"
    registry = request.app.state.peers["registry"]
    return ConsentedData.of(await consented_data.under_consent(enquiry, registry, caller, consent_id, query.asked()))
