"""Contacts: personal data, masked; unmasked for a reason that is kept."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from services.registry import problems as p
from services.registry.router.addresses import EnterpriseOrOfficer, Reader, Uscc
from services.registry.router.holdings import ADDED, CHANGED
from services.registry.schemas.holdings import ContactIn, ContactOut, DisclosureList, DisclosureOut
from services.registry.schemas.people import DisclosureIn
from services.registry.schemas.profiles import ProfileVersionOut
from services.registry.service import contacts, holdings
from services.registry.service.holdings import Section
from shared.edge import IfMatch, Reading, Unmasking, Writing, WritingOnce, tag
from shared.idempotency import IdempotentRoute
from shared.problems import problems

router = APIRouter(route_class=IdempotentRoute, tags=["profile"])
ContactId = Annotated[
    str, Path(max_length=36, description="联系人编号", examples=["0b9e8f10-52a4-4ea0-9a0c-3b1f5f6a7d05"])
]


@router.post("/enterprises/{uscc}/contacts", status_code=201, summary="增加联系人", responses=ADDED)
async def add_contact(
    tx: WritingOnce, caller: EnterpriseOrOfficer, uscc: Uscc, body: ContactIn, response: Response
) -> ContactOut:
    added = await holdings.add(tx, caller, uscc, Section.CONTACTS, body.values())
    tag(response, added.version)
    return ContactOut.of(added.entry)


@router.put("/enterprises/{uscc}/contacts/{contact_id}", summary="更改联系人", responses=CHANGED)
async def change_contact(
    tx: Writing, caller: EnterpriseOrOfficer, uscc: Uscc, contact_id: ContactId,
    body: ContactIn, response: Response, if_match: IfMatch = None,
) -> ContactOut:  # fmt: skip
    changed = await holdings.change(tx, caller, uscc, Section.CONTACTS, contact_id, if_match, body.values())
    tag(response, changed.version)
    return ContactOut.of(changed.entry)


@router.delete("/enterprises/{uscc}/contacts/{contact_id}", summary="删去联系人", responses=CHANGED)
async def remove_contact(
    tx: Writing,
    caller: EnterpriseOrOfficer,
    uscc: Uscc,
    contact_id: ContactId,
    response: Response,
    if_match: IfMatch = None,
) -> ProfileVersionOut:
    version = await holdings.remove(tx, caller, uscc, Section.CONTACTS, contact_id, if_match)
    tag(response, version)
    return ProfileVersionOut(version=version)


@router.post(
    "/enterprises/{uscc}/contacts/{contact_id}/disclosures", status_code=201, summary="查看联系人明文",
    responses=problems(p.EnterpriseNotFound, p.HoldingNotFound),
)  # fmt: skip
async def disclose_contact(
    tx: Unmasking, caller: EnterpriseOrOfficer, uscc: Uscc, contact_id: ContactId, body: DisclosureIn
) -> DisclosureOut:
    """For a stated reason; the enterprise's record of disclosures keeps who looked, and why."""
    return DisclosureOut.of(await contacts.disclose(tx, caller, uscc, contact_id, body.reason))


@router.get("/enterprises/{uscc}/contact-disclosures", summary="明文查看记录", responses=problems(p.EnterpriseNotFound))
async def list_disclosures(tx: Reading, caller: Reader, uscc: Uscc) -> DisclosureList:
    """Who saw contacts of the enterprise unmasked, when and why; the newest first."""
    return DisclosureList.of(await contacts.disclosures(tx, caller, uscc))
