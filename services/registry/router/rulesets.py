"""The catalogue of rulesets, open to anybody."""

from typing import Annotated, Final

from fastapi import APIRouter, Path, Query, Response

from services.registry import problems as p
from services.registry.router.addresses import Visitor
from services.registry.schemas.rulesets import RulesetList, RulesetOut, RulesetQuery
from services.registry.service import catalogue
from shared.auth import WITHOUT_LOGIN
from shared.idempotency import IdempotentRoute
from shared.problems import problems

router = APIRouter(route_class=IdempotentRoute, tags=["rulesets"])
Name = Annotated[str, Path(max_length=40, description="标准编号 ruleset", examples=["MIIT-2026-02"])]
FRESH: Final = "public, max-age=3600"
"""The law changes with a release of this service."""


@router.get("/rulesets", summary="认定标准目录", openapi_extra=WITHOUT_LOGIN)
async def list_rulesets(caller: Visitor, query: Annotated[RulesetQuery, Query()], response: Response) -> RulesetList:
    """Every document with its validity and the tiers it has standards for, oldest first."""
    response.headers["Cache-Control"] = FRESH
    return RulesetList.of(catalogue.every(query.on))


@router.get(
    "/rulesets/{ruleset}", summary="认定标准全文", openapi_extra=WITHOUT_LOGIN, responses=problems(p.RulesetNotFound)
)  # fmt: skip
async def read_ruleset(caller: Visitor, ruleset: Name, response: Response) -> RulesetOut:
    """Every criterion with its clause, what is needed and the evidence to bring."""
    response.headers["Cache-Control"] = FRESH
    return RulesetOut.of_whole(catalogue.get(ruleset))
