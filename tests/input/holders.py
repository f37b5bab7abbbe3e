"""Title holders for the table of who may do what: a major change to review, a report of misconduct to investigate."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from tests.zone import RunningZone, key, new_uscc

_ENTERPRISE: Final = "/registry/v1/enterprises/{uscc}"


@dataclass(frozen=True)
class Report:
    report_id: str
    receipt: str


async def change_of(zone: RunningZone, uscc: str) -> str:
    """The id of a major change that was reported and not reviewed yet."""
    body = {"kind": "restructuring", "occurred_on": zone.today.isoformat(), "statement": "示例"}
    answer = await zone.officer().post(f"/v1/enterprises/{uscc}/major-changes", json=body, headers=key())
    assert answer.status_code == 201, answer.text
    return str(answer.json()["major_change_id"])


async def report_about(zone: RunningZone, uscc: str) -> Report:
    """A report nobody began to investigate."""
    answer = await zone.officer().post("/v1/misconduct-reports", json=accusation(uscc), headers=key())
    assert answer.status_code == 201, answer.text
    lines = (await zone.officer().get("/v1/misconduct-reports", params={"limit": 1_000})).json()["items"]
    report_id = next(line["report_id"] for line in reversed(lines) if line["uscc"] == uscc)
    return Report(report_id, answer.json()["receipt"])


def accusation(uscc: str) -> dict[str, Any]:
    return {"uscc": uscc, "ground": "fraud", "statement": "示例", "name": "示例", "contact": "13800001234"}


def requests_of_holders(today: date, uscc: str) -> dict[str, dict[str, Any]]:
    """What makes each operation succeed, by its name; a firm does not merge with itself."""
    day = today.isoformat()
    proof = {"document": "示例文号", "changed_on": day}
    decided = {"document": "示例文号", "decided_on": day}
    bodies: dict[str, Any] = {
        "POST /registry/v1/titles/{title_id}/suspensions": {"ground": "fraud", **decided},
        "POST /registry/v1/titles/{title_id}/resumptions": decided,
        f"POST {_ENTERPRISE}/renames": {"name": f"示例{new_uscc()}有限公司", **proof},
        f"POST {_ENTERPRISE}/credit-codes": {"uscc": new_uscc(), **proof},
        f"POST {_ENTERPRISE}/mergers": {"absorbed_uscc": uscc, **proof},
        f"POST {_ENTERPRISE}/deregistrations": proof,
        f"POST {_ENTERPRISE}/major-changes": {"kind": "relocation", "occurred_on": day, "statement": "示例"},
        "POST /registry/v1/major-changes/{major_change_id}/reviews": {"outcome": "kept", **decided},
        "POST /registry/v1/misconduct-reports": accusation(uscc),
        "POST /registry/v1/misconduct-reports/{report_id}/disclosures": {"reason": "示例"},
    }
    bodies["POST /registry/v1/misconduct-reports/{report_id}/findings"] = {"to": "investigating"}
    return {operation: {"json": body} for operation, body in bodies.items()}
