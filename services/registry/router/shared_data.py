"""What finance asks for under a consent."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from services.registry import problems as p
from services.registry.router.addresses import Uscc
from services.registry.schemas.shared_data import SharedDataOut, SharedDataQuery
from services.registry.service import shared_data
from shared.auth import caller_of
from shared.callers import Caller
from shared.edge import Reading
from shared.problems import problems

router = APIRouter(tags=["profile"])
Peer = Annotated[Caller, caller_of("service")]


@router.get(
    "/enterprises/{uscc}/shared-data", summary="经企业授权向金融机构提供的数据",
    responses=problems(p.EnterpriseNotFound),
)  # fmt: skip
async def read_shared_data(
    tx: Reading, peer: Peer, uscc: Uscc, query: Annotated[SharedDataQuery, Query()], response: Response
) -> SharedDataOut:
    """For finance, which checks the consent and keeps the record. Only the parts asked for are read."""
    response.headers["Cache-Control"] = "no-store"
    return SharedDataOut.of(await shared_data.of(tx, peer, uscc, query.parts), tx.today)
