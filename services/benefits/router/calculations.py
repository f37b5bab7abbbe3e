"""政策计算器: what a case would get, where an answer changes, and receipts that can be checked."""

from fastapi import APIRouter, Response

from services.benefits import problems as p
from services.benefits.router.addresses import Anyone, Keeper, ReceiptId, Visitor
from services.benefits.schemas.calculations import TrialOut
from services.benefits.schemas.questions import CalculationIn
from services.benefits.schemas.receipts import ReceiptOut, VerificationOut
from services.benefits.schemas.sweeps import SweepIn, SweepOut
from services.benefits.service import calculations
from shared.auth import WITHOUT_LOGIN
from shared.edge import ONCE_PROBLEMS, Reading, WritingOnce
from shared.idempotency import IdempotentRoute
from shared.known import EnterpriseUnknown
from shared.problems import problems

router = APIRouter(route_class=IdempotentRoute, tags=["calculations"])
ASKED = (p.PolicySetNotFound, p.CalculationRefused, EnterpriseUnknown)


@router.post("/calculations", summary="政策计算", openapi_extra=WITHOUT_LOGIN, responses=problems(*ASKED))
async def calculate(tx: Reading, caller: Visitor, body: CalculationIn) -> TrialOut:
    """Every measure with verdict, reason, amount and steps, for a made-up subject without login, or for a registered
    enterprise whoever may see it, with what the suppositions change. Nothing is kept."""
    return TrialOut.of(await calculations.calculate(tx, caller, body.asked()))


@router.post("/calculation-sweeps", summary="一个数从低到高", openapi_extra=WITHOUT_LOGIN, responses=problems(*ASKED))
async def sweep(tx: Reading, caller: Visitor, body: SweepIn) -> SweepOut:
    """What the measures that ask this figure answer on the way, and exactly where an answer changes."""
    return SweepOut.of(await calculations.find_thresholds(tx, caller, body.asked(), body.sweep.asked()))


@router.post(
    "/calculation-receipts", status_code=201, summary="政策计算并留存回执",
    responses=problems(*ASKED, *ONCE_PROBLEMS),
)  # fmt: skip
async def keep_calculation(tx: WritingOnce, caller: Keeper, body: CalculationIn, response: Response) -> ReceiptOut:
    """Kept with its inputs and the texts of the rules, so that anybody can check it later."""
    row = await calculations.keep(tx, caller, body.asked())
    response.headers["Location"] = f"/benefits/v1/calculation-receipts/{row.receipt_id}"
    return ReceiptOut.of_row(row)


@router.get("/calculation-receipts/{receipt_id}", summary="计算回执", responses=problems(p.ReceiptNotFound))
async def read_receipt(tx: Reading, caller: Anyone, receipt_id: ReceiptId) -> ReceiptOut:
    """As it was kept: later figures and later rules do not touch it."""
    return ReceiptOut.of_row(await calculations.receipt(tx, caller, receipt_id))


@router.get(
    "/calculation-receipts/{receipt_id}/verification", summary="按留存的数据与条款重算",
    responses=problems(p.ReceiptNotFound),
)  # fmt: skip
async def verify_receipt(tx: Reading, caller: Anyone, receipt_id: ReceiptId) -> VerificationOut:
    """Makes the result again and compares it to the byte; with the inputs, to check by hand."""
    return VerificationOut.of(await calculations.verify(tx, caller, receipt_id))
