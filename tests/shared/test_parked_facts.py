"""Whoever repairs by hand is written down."""

from tests.zone import RunningZone


async def test_a_retry_leaves_a_row_in_the_audit_trail(embedded: RunningZone) -> None:
    operator = embedded.client("finance", "service", "operator")
    assert (await operator.get("/v1/parked-facts")).json() == {"items": []}
    before = await embedded.count("finance", "audit")
    answer = await operator.post("/v1/parked-facts/retry", json={"source": "registry"})
    assert (answer.status_code, answer.json()) == (200, {"applied": 0, "still_parked": 0})
    (row,) = (await embedded.rows("finance", "audit"))[before:]
    assert (row["operation"], row["actor"]) == ("retry_parked_facts", "service:operator")
