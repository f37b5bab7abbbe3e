"""What an enterprise has: institutions, credentials, equity rounds, products, entry by entry."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from services.registry import problems as p
from services.registry.router.addresses import EnterpriseOrOfficer, Uscc
from services.registry.schemas.holdings import (
    CredentialIn,
    CredentialOut,
    EquityRoundIn,
    EquityRoundOut,
    InstitutionIn,
    InstitutionOut,
    ProductIn,
    ProductOut,
)
from services.registry.schemas.profiles import ProfileVersionOut
from services.registry.service import holdings
from services.registry.service.holdings import Section
from shared.edge import ONCE_PROBLEMS, IfMatch, Writing, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(route_class=IdempotentRoute, tags=["profile"])
ADDED = problems(p.EnterpriseNotFound, p.ProfileRefused, *ONCE_PROBLEMS)
CHANGED = problems(p.EnterpriseNotFound, p.HoldingNotFound, p.ProfileRefused, PreconditionFailed, PreconditionRequired)
SectionName = Annotated[Section, Path(description="栏", examples=["credentials"])]
InstitutionId = Annotated[
    str, Path(max_length=36, description="研发机构编号", examples=["0b9e8f10-52a4-4ea0-9a0c-3b1f5f6a7d01"])
]
CredentialId = Annotated[
    str, Path(max_length=36, description="资质与奖励编号", examples=["0b9e8f10-52a4-4ea0-9a0c-3b1f5f6a7d02"])
]
EquityRoundId = Annotated[
    str, Path(max_length=36, description="股权融资编号", examples=["0b9e8f10-52a4-4ea0-9a0c-3b1f5f6a7d03"])
]
ProductId = Annotated[
    str, Path(max_length=36, description="产品编号", examples=["0b9e8f10-52a4-4ea0-9a0c-3b1f5f6a7d04"])
]


@router.post("/enterprises/{uscc}/institutions", status_code=201, summary="增加研发机构", responses=ADDED)
async def add_institution(
    tx: WritingOnce, caller: EnterpriseOrOfficer, uscc: Uscc, body: InstitutionIn, response: Response
) -> InstitutionOut:
    added = await holdings.add(tx, caller, uscc, Section.INSTITUTIONS, body.values())
    tag(response, added.version)
    return InstitutionOut.of(added.entry)


@router.put("/enterprises/{uscc}/institutions/{institution_id}", summary="更改研发机构", responses=CHANGED)
async def change_institution(
    tx: Writing, caller: EnterpriseOrOfficer, uscc: Uscc, institution_id: InstitutionId,
    body: InstitutionIn, response: Response, if_match: IfMatch = None,
) -> InstitutionOut:  # fmt: skip
    changed = await holdings.change(tx, caller, uscc, Section.INSTITUTIONS, institution_id, if_match, body.values())
    tag(response, changed.version)
    return InstitutionOut.of(changed.entry)


@router.delete("/enterprises/{uscc}/institutions/{institution_id}", summary="删去研发机构", responses=CHANGED)
async def remove_institution(
    tx: Writing,
    caller: EnterpriseOrOfficer,
    uscc: Uscc,
    institution_id: InstitutionId,
    response: Response,
    if_match: IfMatch = None,
) -> ProfileVersionOut:
    version = await holdings.remove(tx, caller, uscc, Section.INSTITUTIONS, institution_id, if_match)
    tag(response, version)
    return ProfileVersionOut(version=version)


@router.post("/enterprises/{uscc}/credentials", status_code=201, summary="增加资质与奖励", responses=ADDED)
async def add_credential(
    tx: WritingOnce, caller: EnterpriseOrOfficer, uscc: Uscc, body: CredentialIn, response: Response
) -> CredentialOut:
    added = await holdings.add(tx, caller, uscc, Section.CREDENTIALS, body.values())
    tag(response, added.version)
    return CredentialOut.of(added.entry)


@router.put("/enterprises/{uscc}/credentials/{credential_id}", summary="更改资质与奖励", responses=CHANGED)
async def change_credential(
    tx: Writing, caller: EnterpriseOrOfficer, uscc: Uscc, credential_id: CredentialId,
    body: CredentialIn, response: Response, if_match: IfMatch = None,
) -> CredentialOut:  # fmt: skip
    changed = await holdings.change(tx, caller, uscc, Section.CREDENTIALS, credential_id, if_match, body.values())
    tag(response, changed.version)
    return CredentialOut.of(changed.entry)


@router.delete("/enterprises/{uscc}/credentials/{credential_id}", summary="删去资质与奖励", responses=CHANGED)
async def remove_credential(
    tx: Writing,
    caller: EnterpriseOrOfficer,
    uscc: Uscc,
    credential_id: CredentialId,
    response: Response,
    if_match: IfMatch = None,
) -> ProfileVersionOut:
    version = await holdings.remove(tx, caller, uscc, Section.CREDENTIALS, credential_id, if_match)
    tag(response, version)
    return ProfileVersionOut(version=version)


@router.post("/enterprises/{uscc}/equity-rounds", status_code=201, summary="增加股权融资", responses=ADDED)
async def add_equity_round(
    tx: WritingOnce, caller: EnterpriseOrOfficer, uscc: Uscc, body: EquityRoundIn, response: Response
) -> EquityRoundOut:
    added = await holdings.add(tx, caller, uscc, Section.EQUITY_ROUNDS, body.values())
    tag(response, added.version)
    return EquityRoundOut.of(added.entry)


@router.put("/enterprises/{uscc}/equity-rounds/{round_id}", summary="更改股权融资", responses=CHANGED)
async def change_equity_round(
    tx: Writing, caller: EnterpriseOrOfficer, uscc: Uscc, round_id: EquityRoundId,
    body: EquityRoundIn, response: Response, if_match: IfMatch = None,
) -> EquityRoundOut:  # fmt: skip
    changed = await holdings.change(tx, caller, uscc, Section.EQUITY_ROUNDS, round_id, if_match, body.values())
    tag(response, changed.version)
    return EquityRoundOut.of(changed.entry)


@router.delete("/enterprises/{uscc}/equity-rounds/{round_id}", summary="删去股权融资", responses=CHANGED)
async def remove_equity_round(
    tx: Writing,
    caller: EnterpriseOrOfficer,
    uscc: Uscc,
    round_id: EquityRoundId,
    response: Response,
    if_match: IfMatch = None,
) -> ProfileVersionOut:
    version = await holdings.remove(tx, caller, uscc, Section.EQUITY_ROUNDS, round_id, if_match)
    tag(response, version)
    return ProfileVersionOut(version=version)


@router.post("/enterprises/{uscc}/products", status_code=201, summary="增加产品", responses=ADDED)
async def add_product(
    tx: WritingOnce, caller: EnterpriseOrOfficer, uscc: Uscc, body: ProductIn, response: Response
) -> ProductOut:
    added = await holdings.add(tx, caller, uscc, Section.PRODUCTS, body.values())
    tag(response, added.version)
    return ProductOut.of(added.entry)


@router.put("/enterprises/{uscc}/products/{product_id}", summary="更改产品", responses=CHANGED)
async def change_product(
    tx: Writing, caller: EnterpriseOrOfficer, uscc: Uscc, product_id: ProductId,
    body: ProductIn, response: Response, if_match: IfMatch = None,
) -> ProductOut:  # fmt: skip
    changed = await holdings.change(tx, caller, uscc, Section.PRODUCTS, product_id, if_match, body.values())
    tag(response, changed.version)
    return ProductOut.of(changed.entry)


@router.delete("/enterprises/{uscc}/products/{product_id}", summary="删去产品", responses=CHANGED)
async def remove_product(
    tx: Writing,
    caller: EnterpriseOrOfficer,
    uscc: Uscc,
    product_id: ProductId,
    response: Response,
    if_match: IfMatch = None,
) -> ProfileVersionOut:
    version = await holdings.remove(tx, caller, uscc, Section.PRODUCTS, product_id, if_match)
    tag(response, version)
    return ProfileVersionOut(version=version)


@router.put(
    "/enterprises/{uscc}/complete-sections/{section}", summary="申明本栏已填全",
    responses=problems(p.EnterpriseNotFound, p.ProfileRefused, PreconditionFailed, PreconditionRequired),
)  # fmt: skip
async def declare_complete(
    tx: Writing,
    caller: EnterpriseOrOfficer,
    uscc: Uscc,
    section: SectionName,
    response: Response,
    if_match: IfMatch = None,
) -> ProfileVersionOut:
    """What is not in it, there is not: an empty section then means none, not unknown."""
    version = await holdings.declare_complete(tx, caller, uscc, section, if_match)
    tag(response, version)
    return ProfileVersionOut(version=version)
