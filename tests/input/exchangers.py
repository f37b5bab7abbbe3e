"""What addresses about tickets, postings, needs of talents and leads name."""

from dataclasses import replace
from typing import Any, Final

from tests.input.firm import Firm
from tests.leads import LEAD
from tests.postings import REPLY, acts, answered, drafted, made, posted, terms
from tests.talent_needs import declared, said
from tests.tickets import QUESTION, asked
from tests.zone import BINJIANG, YUHANG, RunningZone

ADDRESSED: Final = ("{ticket_id}", "{posting_id}", "{lead_id}")
"""What somebody else than its enterprise changes"""


async def make_exchange(zone: RunningZone, uscc: str, district: str = BINJIANG) -> dict[str, str]:
    """Of a title holder: a ticket, a draft, its answer to a programme of its district, a need, an edition, a lead."""
    ticket = await asked(zone, uscc)
    officer = zone.officer(district, "notifications")
    programme = await made(officer, "postings", terms(zone, place=district) | {"issuer": "示例局"})
    await made(officer, f"postings/{programme['posting_id']}/submissions")
    need = await declared(zone, uscc, may_be_named=True)
    return {
        "ticket_id": ticket["ticket_id"],
        "posting_id": await drafted(zone, uscc, place=district),
        "answer_id": (await answered(zone, programme["posting_id"], uscc))["answer_id"],
        "need_id": need["need_id"],
        "catalogue_id": await edition(zone),
        "lead_id": (await made(acts(zone, uscc), f"enterprises/{uscc}/leads", LEAD))["lead_id"],
    }


async def edition(zone: RunningZone) -> str:
    """The first there is, made of what there is."""
    city = zone.officer(service="notifications")
    there = (await city.get("/v1/talent-catalogues")).json()["items"]
    one = there[-1] if there else await made(city, "talent-catalogues", {"title": "示例目录"})
    return str(one["catalogue_id"])


async def with_exchange(zone: RunningZone, firm: Firm) -> Firm:
    return replace(firm, **await make_exchange(zone, firm.uscc))


async def with_something(zone: RunningZone, firm: Firm, path: str) -> Firm:
    """With what that address names, new: others have changed theirs."""
    if "{ticket_id}" in path:
        return replace(firm, ticket_id=(await asked(zone, firm.uscc))["ticket_id"])
    if "{posting_id}" in path:
        return replace(firm, posting_id=await posted(zone, firm.uscc))
    await zone.settle()
    lead = await made(acts(zone, firm.uscc), f"enterprises/{firm.uscc}/leads", LEAD)
    return replace(firm, lead_id=lead["lead_id"])


def requests_of_exchange(zone: RunningZone) -> dict[str, dict[str, Any]]:
    """What makes each operation succeed, where it can."""
    own, any_version = "/notifications/v1", {"If-Match": "*"}
    ticket, posting = f"{own}/tickets/{{ticket_id}}", f"{own}/postings/{{posting_id}}"
    bodies: dict[str, Any] = {
        f"POST {own}/enterprises/{{uscc}}/tickets": QUESTION,
        f"POST {ticket}/supplements": {"words": "示例"},
        f"POST {ticket}/answers": {"step": "answer", "words": "示例"},
        f"POST {ticket}/transfers": {"district": YUHANG, "reason": "示例"},
        f"POST {ticket}/ratings": {"stars": 5},
        f"POST {own}/enterprises/{{uscc}}/postings": terms(zone),
        f"POST {own}/postings": terms(zone) | {"issuer": "示例局"},
        f"PUT {posting}": terms(zone),
        f"POST {posting}/reviews": {"step": "approve"},
        f"POST {posting}/answers": REPLY,
        f"POST {posting}/choices": {"answer_ids": ["示例"]},
        f"POST {posting}/disclosures": {"reason": "示例"},
        f"POST {posting}/endings": {"step": "withdraw"},
        f"PUT {own}/posting-answers/{{answer_id}}": REPLY,
        f"POST {own}/enterprises/{{uscc}}/talent-needs": said(zone),
        f"PUT {own}/talent-needs/{{need_id}}": said(zone, may_be_named=True),
        f"POST {own}/talent-needs/{{need_id}}/endings": {"step": "fill"},
        f"POST {own}/talent-catalogues": {"title": "示例目录"},
        f"POST {own}/leads": LEAD,
        f"POST {own}/enterprises/{{uscc}}/leads": LEAD,
        f"POST {own}/leads/{{lead_id}}/steps": {"step": "drop", "words": "示例"},
        f"POST {own}/leads/{{lead_id}}/disclosures": {"reason": "示例"},
    }
    return {
        name: {"json": body} | ({"headers": any_version} if name.startswith("PUT") else {})
        for name, body in bodies.items()
    }
