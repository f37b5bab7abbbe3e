"""金融产品: entered, approved, looked at, matched to an enterprise."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from services.finance import problems as p
from services.finance.router.addresses import (
    CityOrInstitution,
    Offerer,
    Officer,
    Overseer,
    ProductId,
    ProductParty,
    Uscc,
    Visitor,
    WhoeverIsMatched,
)
from services.finance.schemas import products as s
from services.finance.schemas.product_matches import MatchesOut, MatchQuery
from services.finance.service import product_matches, products
from shared.auth import WITHOUT_LOGIN
from shared.edge import ONCE_PROBLEMS, IfMatch, Reading, Writing, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.known import EnterpriseUnknown
from shared.pages import CursorOutdated, Cursors, InvalidCursor, PageQuery, place
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(tags=["products"], route_class=IdempotentRoute)
PAGED = (InvalidCursor, CursorOutdated)
EDITED = (p.ProductNotFound, PreconditionFailed, PreconditionRequired)


@router.get("/products", summary="金融产品目录", openapi_extra=WITHOUT_LOGIN, responses=problems(*PAGED))
async def list_products(
    request: Request, tx: Reading, caller: Visitor, query: Annotated[s.CatalogueQuery, Query()]
) -> s.ProductPage:
    """What the city approved and institutions have on offer, in a stable order."""
    cursors: Cursors = request.app.state.cursors
    after = cursors.read(query.cursor, "products", caller.actor, query.filters())
    found = await products.catalogue(tx, query.on, query.kind, after, query.limit)
    last = found[-1].row.product_id if len(found) == query.limit else None
    cursor = cursors.write("products", caller.actor, query.filters(), last) if last else None
    return s.ProductPage(items=[s.ProductOut.of(one) for one in found], next_cursor=cursor)


@router.get("/own-products", summary="本机构的产品", responses=problems(*PAGED))
async def list_own_products(
    request: Request, tx: Reading, caller: Offerer, query: Annotated[PageQuery, Query()]
) -> s.ProductPage:
    """The newest version of each, approved or not."""
    cursors: Cursors = request.app.state.cursors
    after = cursors.read(query.cursor, "own-products", caller.actor, {"institution": caller.institution})
    found = await products.own(tx, caller, after, query.limit)
    last = found[-1].row.product_id if len(found) == query.limit else None
    cursor = cursors.write("own-products", caller.actor, {"institution": caller.institution}, last) if last else None
    return s.ProductPage(items=[s.ProductOut.of(one) for one in found], next_cursor=cursor)


@router.get("/product-worklist", summary="待审核的产品", responses=problems(*PAGED))
async def list_waiting_products(
    request: Request, tx: Reading, caller: Overseer, query: Annotated[PageQuery, Query()]
) -> s.ProductPage:
    """What waits for the city's decision, the longest first."""
    cursors: Cursors = request.app.state.cursors
    after = place(cursors.read(query.cursor, "product-worklist", caller.actor, {}), datetime.fromisoformat)
    found = await products.waiting(tx, caller, after, query.limit)
    row = found[-1].row if len(found) == query.limit else None
    last = f"{row.entered_at.isoformat()} {row.product_id}" if row else None
    cursor = cursors.write("product-worklist", caller.actor, {}, last) if last else None
    return s.ProductPage(items=[s.ProductOut.of(one) for one in found], next_cursor=cursor)


@router.post("/products", status_code=201, summary="登记产品", responses=problems(*ONCE_PROBLEMS))
async def enter_product(tx: WritingOnce, caller: Offerer, body: s.ProductIn, response: Response) -> s.ProductOut:
    """By the institution whose product it is; seen by others once the city approved it."""
    made = await products.enter(tx, caller, body.terms())
    tag(response, made.version)
    response.headers["Location"] = f"/finance/v1/products/{made.row.product_id}"
    return s.ProductOut.of(made)


@router.get(
    "/products/{financial_product_id}", summary="产品条款", openapi_extra=WITHOUT_LOGIN,
    responses=problems(p.ProductNotFound),
)  # fmt: skip
async def read_product(
    tx: Reading, caller: Visitor, financial_product_id: ProductId, response: Response
) -> s.ProductOut:
    """The version that was approved; its institution, the city and auditors see the newest."""
    found = await products.get(tx, caller, financial_product_id)
    tag(response, found.version)
    return s.ProductOut.of(found)


@router.get(
    "/products/{financial_product_id}/versions", summary="产品的历次版本", responses=problems(p.ProductNotFound)
)
async def list_product_versions(
    tx: Reading, caller: ProductParty, financial_product_id: ProductId
) -> s.ProductVersions:
    """Every version there ever was, with who decided what when; newest first."""
    found = await products.history(tx, caller, financial_product_id)
    return s.ProductVersions(items=[s.ProductOut.of(one) for one in found])


@router.put("/products/{financial_product_id}", summary="更改产品", responses=problems(*EDITED))
async def revise_product(
    tx: Writing, caller: Offerer, financial_product_id: ProductId, body: s.ProductIn, response: Response,
    if_match: IfMatch = None,
) -> s.ProductOut:  # fmt: skip
    """Another version, for the city to approve; until then people see the one approved before."""
    made = await products.revise(tx, caller, financial_product_id, if_match, body.terms())
    tag(response, made.version)
    return s.ProductOut.of(made)


@router.post(
    "/products/{financial_product_id}/decisions", status_code=201, summary="审核产品",
    responses=problems(*EDITED, p.ProductRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def decide_product(
    tx: WritingOnce, officer: Officer, financial_product_id: ProductId, body: s.ProductDecisionIn, response: Response,
    if_match: IfMatch = None,
) -> s.ProductOut:  # fmt: skip
    """By an approver of the city: published at once, or refused with a reason."""
    decided = await products.decide_on(tx, officer, financial_product_id, if_match, body.decision, body.reason)
    tag(response, decided.version)
    return s.ProductOut.of(decided)


@router.post(
    "/products/{financial_product_id}/withdrawals", status_code=201, summary="下架产品",
    responses=problems(*EDITED, *ONCE_PROBLEMS),
)  # fmt: skip
async def withdraw_product(
    tx: WritingOnce, caller: CityOrInstitution, financial_product_id: ProductId, body: s.ProductWithdrawalIn,
    response: Response, if_match: IfMatch = None,
) -> s.ProductOut:  # fmt: skip
    """By its institution or by the city, with a reason; another version may be entered and approved later."""
    gone = await products.withdraw(tx, caller, financial_product_id, if_match, body.reason)
    tag(response, gone.version)
    return s.ProductOut.of(gone)


@router.get(
    "/enterprises/{uscc}/product-matches", summary="适合企业的产品与费用", responses=problems(EnterpriseUnknown)
)  # fmt: skip
async def match_products(
    request: Request, caller: WhoeverIsMatched, uscc: Uscc, query: Annotated[MatchQuery, Query()]
) -> MatchesOut:
    """Every product on offer with verdict and reasons, ranked by what it costs, guarantee fee in and interest subsidy
    off. The subsidy is asked of benefits; while it is away the answer says `unknown`."""
    state = request.app.state
    need = query.need(state.db.clock.today())
    found = await product_matches.find(state.db, state.peers["benefits"], caller, uscc, need, query.on)
    return MatchesOut.of(found)
