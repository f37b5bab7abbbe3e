"""Who acts for an enterprise: appointed by an officer, invited by an owner, given another role, removed."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from services.registry import problems as p
from services.registry.router.addresses import Agent, EnterpriseOrOfficer, Observer, Officer, PersonId, Uscc
from services.registry.schemas.people import (
    AppointmentIn,
    DisclosedOut,
    DisclosureIn,
    InvitationIn,
    InvitationOut,
    InvitationPage,
    InvitedOut,
    PeoplePage,
    PeopleQuery,
    PersonFileOut,
    PersonOut,
    RolePatch,
)
from services.registry.service import invitations, people
from shared.edge import ONCE_PROBLEMS, IfMatch, Reading, Unmasking, Writing, WritingOnce, tag
from shared.idempotency import IdempotentRoute, withhold
from shared.pages import CursorOutdated, Cursors, InvalidCursor, PageQuery, place
from shared.problems import PreconditionFailed, PreconditionRequired, problems

router = APIRouter(route_class=IdempotentRoute, tags=["people"])
InvitationId = Annotated[
    str, Path(max_length=36, description="邀请编号", examples=["5a0f3f5e-3b1b-47c6-8d0d-1f0b2f6f9c31"])
]
FOUND = (p.EnterpriseNotFound, p.PersonNotFound)


@router.get(
    "/enterprises/{uscc}/people", summary="企业经办人",
    responses=problems(p.EnterpriseNotFound, InvalidCursor, CursorOutdated),
)  # fmt: skip
async def list_people(
    request: Request, tx: Reading, caller: Observer, uscc: Uscc, query: Annotated[PeopleQuery, Query()]
) -> PeoplePage:
    """Those who act for it, in the order they came; with `removed`, those who no longer do."""
    cursors: Cursors = request.app.state.cursors
    filters = {**query.filters(), "uscc": uscc}
    after = place(cursors.read(query.cursor, "people", caller.actor, filters), datetime.fromisoformat)
    found = await people.list_page(tx, caller, uscc, after, query.limit, removed=query.removed)
    more = len(found) == query.limit
    last = f"{found[-1].since.isoformat()} {found[-1].person_id}" if more else ""
    next_cursor = cursors.write("people", caller.actor, filters, last) if more else None
    return PeoplePage(items=[PersonOut.of(one) for one in found], next_cursor=next_cursor)


@router.get("/enterprises/{uscc}/people/{person_id}", summary="经办人与变更记录", responses=problems(*FOUND))
async def read_person(
    tx: Reading, caller: Observer, uscc: Uscc, person_id: PersonId, response: Response
) -> PersonFileOut:
    file = await people.get(tx, caller, uscc, person_id)
    tag(response, file.person.version)
    return PersonFileOut.of_file(file)


@router.patch(
    "/enterprises/{uscc}/people/{person_id}", summary="变更经办人角色",
    responses=problems(*FOUND, p.PeopleRefused, PreconditionFailed, PreconditionRequired),
)  # fmt: skip
async def change_person(
    tx: Writing, owner: Agent, uscc: Uscc, person_id: PersonId, body: RolePatch,
    response: Response, if_match: IfMatch = None,
) -> PersonFileOut:  # fmt: skip
    """Works at once here, and in the other services as soon as they hear of it. One owner stays."""
    file = await people.change_role(tx, owner, uscc, person_id, if_match, body.role)
    tag(response, file.person.version)
    return PersonFileOut.of_file(file)


@router.delete(
    "/enterprises/{uscc}/people/{person_id}", status_code=204, summary="移除经办人",
    responses=problems(*FOUND, p.PeopleRefused),
)  # fmt: skip
async def remove_person(tx: Writing, owner: Agent, uscc: Uscc, person_id: PersonId) -> None:
    """The tokens the person still has open nothing more; open invitations it made are taken back."""
    await people.remove(tx, owner, uscc, person_id)


@router.post(
    "/enterprises/{uscc}/people/{person_id}/disclosures", status_code=201, summary="查看完整个人信息",
    responses=problems(*FOUND),
)  # fmt: skip
async def disclose_person(
    tx: Unmasking, caller: EnterpriseOrOfficer, uscc: Uscc, person_id: PersonId, body: DisclosureIn
) -> DisclosedOut:
    """For a stated reason; the person's record keeps who looked, and why."""
    return DisclosedOut.of(await people.disclose(tx, caller, uscc, person_id, body.reason))


@router.post(
    "/enterprises/{uscc}/owners", status_code=201, summary="指定或更换企业负责人",
    responses=problems(p.EnterpriseNotFound, p.PeopleRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def appoint_owner(
    tx: WritingOnce, officer: Officer, uscc: Uscc, body: AppointmentIn, response: Response
) -> PersonFileOut:
    """By an administrator of the city, on a document: the first owner, or one in the place of an owner who is lost."""
    file = await people.appoint_owner(tx, officer, uscc, body.to_appointment())
    tag(response, file.person.version)
    response.headers["Location"] = f"/registry/v1/enterprises/{uscc}/people/{file.person.person_id}"
    return PersonFileOut.of_file(file)


# ---- invitations ---------------------------------------------------------------------------------


@router.post(
    "/enterprises/{uscc}/invitations", status_code=201, summary="邀请经办人",
    responses=problems(p.EnterpriseNotFound, p.PeopleRefused, *ONCE_PROBLEMS),
)  # fmt: skip
async def invite_person(request: Request, tx: WritingOnce, owner: Agent, uscc: Uscc, body: InvitationIn) -> InvitedOut:
    """The token is shown once, to be passed on; whoever logged in accepts with it, once, within some days."""
    withhold(request, "token")
    days = request.app.state.settings.invitation_days
    return InvitedOut.of_new(await invitations.invite(tx, owner, uscc, body.role, days), tx.now)


@router.get(
    "/enterprises/{uscc}/invitations", summary="企业发出的邀请",
    responses=problems(p.EnterpriseNotFound, InvalidCursor, CursorOutdated),
)  # fmt: skip
async def list_invitations(
    request: Request, tx: Reading, owner: Agent, uscc: Uscc, query: Annotated[PageQuery, Query()]
) -> InvitationPage:
    """Newest first, with what became of them."""
    cursors: Cursors = request.app.state.cursors
    before = place(cursors.read(query.cursor, "invitations", owner.actor, {"uscc": uscc}), datetime.fromisoformat)
    rows = await invitations.list_page(tx, owner, uscc, before, query.limit)
    more = len(rows) == query.limit
    last = f"{rows[-1].invited_at.isoformat()} {rows[-1].invitation_id}" if more else ""
    next_cursor = cursors.write("invitations", owner.actor, {"uscc": uscc}, last) if more else None
    return InvitationPage(items=[InvitationOut.of(row, tx.now) for row in rows], next_cursor=next_cursor)


@router.delete(
    "/enterprises/{uscc}/invitations/{invitation_id}", status_code=204, summary="撤回邀请",
    responses=problems(p.EnterpriseNotFound, p.InvitationNotFound, p.InvitationUsed),
)  # fmt: skip
async def withdraw_invitation(tx: Writing, owner: Agent, uscc: Uscc, invitation_id: InvitationId) -> None:
    await invitations.withdraw(tx, owner, uscc, invitation_id)
