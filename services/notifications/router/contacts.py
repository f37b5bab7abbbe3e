"""联系方式: where an enterprise wants to be reached outside the inbox."""

from fastapi import APIRouter, Request, Response

from services.notifications import problems as p
from services.notifications.router.addresses import ContactId, EnterprisesOwn, Uscc
from services.notifications.schemas import contacts as s
from services.notifications.service.deliveries import contacts
from shared.edge import ONCE_PROBLEMS, Reading, Writing, WritingOnce
from shared.idempotency import IdempotentRoute, withhold
from shared.known import EnterpriseUnknown
from shared.problems import problems

router = APIRouter(prefix="/enterprises/{uscc}/contacts", route_class=IdempotentRoute, tags=["contacts"])
_ONE = (EnterpriseUnknown, p.ContactNotFound)


@router.get("", summary="企业接收消息的联系方式", responses=problems(EnterpriseUnknown))
async def list_contacts(tx: Reading, caller: EnterprisesOwn, uscc: Uscc) -> s.ContactList:
    """Masked: nobody sees an address in full again, whoever gave it."""
    return s.ContactList(items=[s.ContactOut.of(one) for one in await contacts.contacts(tx, caller, uscc)])


@router.post(
    "", status_code=201, summary="添加联系方式",
    responses=problems(EnterpriseUnknown, p.AddressInvalid, p.TooManyContacts, *ONCE_PROBLEMS),
)  # fmt: skip
async def give_contact(
    request: Request, tx: WritingOnce, caller: EnterprisesOwn, uscc: Uscc, body: s.ContactIn, response: Response
) -> s.ContactGiven:
    """A code follows to the address; an enterprise's own system is called with a challenge, and must echo it.

    The address of that channel in use before stays so until this one is verified.
    """
    withhold(request, "secret")
    given = await contacts.give(tx, caller, uscc, body.to_channel(), body.address, request.app.state.deliveries)
    response.headers["Location"] = f"/notifications/v1/enterprises/{uscc}/contacts/{given.row.contact_id}"
    return s.ContactGiven.shown(given)


@router.post(
    "/{address_id}/codes", status_code=202, summary="重新发送验证码",
    responses=problems(*_ONE, p.ContactVerified, p.CodeTooSoon, p.CodeOutdated, *ONCE_PROBLEMS),
)  # fmt: skip
async def send_contact_code(
    request: Request, tx: WritingOnce, caller: EnterprisesOwn, uscc: Uscc, address_id: ContactId
) -> s.ContactOut:
    """The code before it counts no more. A dead address is verified again this way."""
    return s.ContactOut.of(await contacts.send_again(tx, caller, uscc, address_id, request.app.state.deliveries))


@router.put(
    "/{address_id}/verification", summary="验证联系方式",
    responses=problems(*_ONE, p.ContactVerified, p.CodeOutdated),
)  # fmt: skip
async def verify_contact(
    request: Request, tx: Writing, caller: EnterprisesOwn, uscc: Uscc, address_id: ContactId, body: s.CodeIn
) -> s.VerificationOut:
    """A wrong code is answered with `accepted: false`, and counted."""
    desk = request.app.state.deliveries
    return s.VerificationOut.said(*await contacts.verify(tx, caller, uscc, address_id, body.code, desk))


@router.delete("/{address_id}", status_code=204, summary="删除联系方式", responses=problems(*_ONE))
async def forget_contact(tx: Writing, caller: EnterprisesOwn, uscc: Uscc, address_id: ContactId) -> None:
    """Nothing of it is kept, and nothing that waits goes there."""
    await contacts.forget(tx, caller, uscc, address_id)
