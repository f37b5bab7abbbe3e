"""What addresses about claims and evidence name, and the requests that succeed for whoever may make them."""

from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any, Final

from tests.claims import AWARD, budgeted, claimed, credit
from tests.proofs import PDF, bring, send
from tests.zone import RunningZone

ADDRESSED: Final = ("{claim_id}", "{evidence_id}")
_ANY_VERSION: Final = {"headers": {"If-Match": "*"}}


@dataclass(frozen=True)
class Claiming:
    """The ids of one of each, of one enterprise."""

    claim_id: str
    evidence_id: str
    sha256: str


async def make_claiming(zone: RunningZone, uscc: str) -> Claiming:
    """A claim at an approver's desk, and evidence with a file that waits to be verified; it holds a title for it."""
    credit(zone)
    await budgeted(zone, AWARD)
    made = await claimed(zone, uscc)
    brought = await bring(zone, uscc)
    assert brought.status_code == 201, brought.text
    evidence_id = str(brought.json()["evidence_id"])
    assert (await send(zone.enterprise(uscc, "benefits"), evidence_id, PDF)).status_code == 200
    return Claiming(str(made["claim_id"]), evidence_id, sha256(PDF).hexdigest())


def requests_of_claims(zone: RunningZone, account_id: str) -> dict[str, dict[str, Any]]:
    today = zone.today.isoformat()
    evidence = {
        "kind": "first_set_certificate",
        "issuer": "示例经信部门",
        "number": "示例〔2026〕1号",
        "issued_on": today,
    }
    return {
        "POST /benefits/v1/enterprises/{uscc}/claims": {"json": {"benefit_code": AWARD, "account_id": account_id}},
        "PATCH /benefits/v1/claims/{claim_id}": {"json": {"statement": "示例说明"}, **_ANY_VERSION},
        "POST /benefits/v1/claims/{claim_id}/withdrawals": {"json": {}, **_ANY_VERSION},
        "POST /benefits/v1/claims/{claim_id}/appeals": {"json": {"words": "示例理由"}, **_ANY_VERSION},
        "POST /benefits/v1/claims/{claim_id}/ratings": {"json": {"rating": 5}, **_ANY_VERSION},
        "POST /benefits/v1/claims/{claim_id}/reviews": {"json": {"step": "approve"}, **_ANY_VERSION},
        "POST /benefits/v1/claims/{claim_id}/payments": _ANY_VERSION,
        "POST /benefits/v1/enterprises/{uscc}/evidence": {
            "json": {**evidence, "ref": "传感器", "product": {"first_set_level": "domestic"}}
        },
        "POST /benefits/v1/evidence/{evidence_id}/decisions": {"json": {"decision": "verified"}, **_ANY_VERSION},
        "POST /benefits/v1/evidence/{evidence_id}/withdrawals": _ANY_VERSION,
        "PUT /benefits/v1/evidence/{evidence_id}/files/{sha256}": {"files": {"file": ("示例.pdf", PDF)}},
    }


def names_of(claiming: Claiming) -> dict[str, str]:
    return asdict(claiming)
