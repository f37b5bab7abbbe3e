"""触达: how far a measure came with those it is for, and what was sent for nothing."""

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update
from sqlmodel import col

from services.benefits import store
from services.benefits.domain.evaluation import Period, ReachCell, Reached, together, wasted_percent
from services.benefits.measures import SEED
from services.benefits.store.scope import Scope
from services.benefits.store.tables import SentRow, ToldRow
from tests.services.benefits.publishing import award, code_of, officer, publish, told_of, withdraw
from tests.zone import RunningZone

CHUNAN = "330127"
COUNTS = st.fixed_dictionaries({one: st.integers(0, 9) for one in Reached})


@given(st.lists(COUNTS, max_size=5))
def test_several_groups_together_are_the_sum_of_each(counts: list[dict[Reached, int]]) -> None:
    whole = together([ReachCell("code", "330108", "none", one) for one in counts])
    assert whole == {name: sum(one[name] for one in counts) for name in Reached}
    assert (wasted_percent(whole) is None) is (whole[Reached.DELIVERED] == 0)


async def test_reach_tells_sent_read_and_wasted_by_district_and_tier(zone: RunningZone) -> None:
    firms = [await zone.register(district=CHUNAN, industry="A01") for _ in range(4)]
    await zone.settle()
    code = code_of(CHUNAN)
    audience = {"fact": "industry", "any_of": ["A01"]}
    version = await publish(zone, award(code, automatic=False, audience=audience, label="触达示例"), CHUNAN)
    in_time, late, never, _ = firms
    await _reads(zone, in_time)
    ids = {uscc: await _id(zone, uscc) for uscc in firms}
    async with zone.db("benefits").transaction() as tx:  # one waits for weeks; two were sent, one of them in vain
        unread = update(ToldRow).where(col(ToldRow.enterprise_id) == ids[never], col(ToldRow.benefit_code) == code)
        await tx.execute(unread.values(told_on=tx.today - timedelta(days=20)))
        sent = {"benefit_code": code, "channel": "email", "sent_on": tx.today, "delivered_on": None, "bounced_on": None}
        rows = [
            {**sent, "enterprise_id": ids[in_time], "delivered_on": tx.today},
            {**sent, "enterprise_id": ids[late], "bounced_on": tx.today},
        ]
        await tx.insert(SentRow, rows)
    params: dict[str, Any] = {"year": zone.today.year, "benefit_code": code}
    answer = await officer(zone, "author", CHUNAN).get("/v1/evaluation/reach", params=params)
    assert answer.status_code == 200, answer.text
    [one] = answer.json()["items"]
    assert {name: number for name, number in one["counts"].items() if number} == {
        "matched": 4, "sent": 2, "arrived": 1, "bounced": 1, "delivered": 4, "read": 1, "unread": 1,
        "wasted_percent": "25.0",
    }  # fmt: skip
    assert [(part["district"], part["counts"]["matched"]) for part in one["districts"]] == [(CHUNAN, 4)]
    assert [(part["tier"], part["counts"]["matched"]) for part in one["tiers"]] == [("none", 4)]
    assert (one["median_days_to_read"], one["measured"]) == ("0.0", 1)

    await withdraw(zone, version["version_id"], CHUNAN)
    await _reads(zone, late)
    of_year = Scope(Period(zone.today.replace(month=1, day=1), zone.today), SEED, {code}, frozenset())
    async with zone.db("benefits").reading() as tx:
        after = together(await store.reach.cells(tx, of_year))
    assert (after[Reached.READ], after[Reached.TOO_LATE], after[Reached.UNREAD]) == (2, 2, 1), "by days"


async def _reads(zone: RunningZone, uscc: str) -> None:
    [message] = await told_of(zone, uscc)
    path = f"/v1/enterprises/{uscc}/messages/{message['message_id']}/read"
    assert (await zone.enterprise(uscc, "notifications").put(path)).status_code == 200
    await zone.settle()


async def _id(zone: RunningZone, uscc: str) -> str:
    async with zone.db("benefits").reading() as tx:
        found = await store.KNOWN.find(tx, uscc)
    assert found is not None
    return str(found.enterprise_id)
