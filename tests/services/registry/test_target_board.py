"""The board and the cliff over a whole city, on both databases: equal to counting its firms one by one, on any day."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import event, text

from services.demo.city import draw
from services.demo.firm import Firm, FirmTitle
from services.demo.loading import load
from tests.applications import at_notice, set_quota
from tests.input.applicants import at_work
from tests.services.registry.test_identities import record, taken
from tests.services.registry.test_suspensions import resume, suspend
from tests.zone import BINJIANG, YUHANG, RunningZone

PROVINCIAL = {"specialised", "hidden_champion", "little_giant"}
Held = Callable[[Firm, date], bool]
HELD: dict[str, Held] = {
    "innovative": lambda firm, day: any(t.tier == "innovative" and t.recognised_on <= day for t in firm.titles),
    "specialised": lambda firm, day: any(t.tier in PROVINCIAL and t.valid_on(day) for t in firm.titles),
    "hidden_champion": lambda firm, day: any(t.tier == "hidden_champion" and t.valid_on(day) for t in firm.titles),
    "little_giant": lambda firm, day: any(t.tier == "little_giant" and t.valid_on(day) for t in firm.titles),
}
"""How each goal is counted, one firm at a time: 累计 for innovative, valid for the others."""


@dataclass(frozen=True, slots=True)
class Suspended(FirmTitle):
    """A title with one suspension; `until` is the first day it counts again."""

    since: date
    until: date | None

    def valid_on(self, day: date) -> bool:
        return FirmTitle.valid_on(self, day) and not self.suspended_on(day)

    def suspended_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


def counted(firms: Iterable[Firm], goal: str, day: date) -> Counter[str]:
    return Counter(firm.district for firm in firms if HELD[goal](firm, day))


async def board(zone: RunningZone, year: int, as_of: date | None = None) -> dict[str, Any]:
    params = {"year": year} | ({"as_of": as_of.isoformat()} if as_of else {})
    answer = await zone.officer().get("/v1/target-board", params=params)
    assert answer.status_code == 200, answer.text
    return {one["goal"]: one for one in answer.json()["goals"]}


async def test_a_city_is_counted_as_one_by_one_on_every_day_asked(empty_zone: RunningZone) -> None:
    today = empty_zone.today
    firms = draw(400, 7, today).firms
    async for _ in load(empty_zone.db("registry"), firms):
        pass
    firms = await _some_are_suspended(empty_zone, firms)
    for back in (0, 200, 700, 1_300):
        day = today - timedelta(days=back)
        shown, opening = await board(empty_zone, day.year, day), date(day.year - 1, 12, 31)
        for goal in HELD:
            now, before = counted(firms, goal, day), counted(firms, goal, opening)
            lines = {one["district"]: one for one in shown[goal]["districts"]}
            assert {d: one["actual"] for d, one in lines.items() if one["actual"]} == now, (goal, day)
            assert {d: one["gained"] for d, one in lines.items()} == {d: now[d] - before[d] for d in lines}
            assert shown[goal]["city"]["actual"] == now.total()
    await _cliff_is_counted_one_by_one(empty_zone, firms)
    await _a_handful_of_statements(empty_zone)


async def _some_are_suspended(zone: RunningZone, firms: tuple[Firm, ...]) -> tuple[Firm, ...]:
    """Of every other firm the newest of its highest titles: in turns still suspended, and resumed since."""
    since, until = zone.today - timedelta(days=400), zone.today - timedelta(days=100)
    changed: list[Firm] = []
    resumed = Counter[bool]()
    for firm in firms:
        newest = max(firm.titles, key=lambda title: (title.tier.rank, title.recognised_on), default=None)
        if newest is None or newest.tier not in PROVINCIAL or not newest.valid_on(since) or len(firm.name) % 2:
            changed.append(firm)
            continue
        again = resumed[True] <= resumed[False]
        resumed[again] += 1
        titles = (await zone.profile(firm.uscc))["titles"]
        key = (newest.number, newest.recognised_on.isoformat())
        (title_id,) = [one["title_id"] for one in titles if (one["number"], one["recognised_on"]) == key]
        assert (await suspend(zone, title_id, since)).status_code == 201
        if again:
            assert (await resume(zone, title_id, until)).status_code == 201
        known = {field.name: getattr(newest, field.name) for field in fields(FirmTitle)}
        other = Suspended(**known, since=since, until=until if again else None)
        changed.append(replace(firm, titles=tuple(other if one is newest else one for one in firm.titles)))
    assert min(resumed[True], resumed[False]) >= 5
    await zone.settle()
    return tuple(changed)


async def _cliff_is_counted_one_by_one(zone: RunningZone, firms: tuple[Firm, ...]) -> None:
    """A title that goes on in another of its tier is not at the edge."""

    def goes_on(firm: Firm, title: FirmTitle) -> bool:
        return any(t.tier == title.tier and t.valid_until > title.valid_until for t in firm.titles)

    def is_suspended(title: FirmTitle, day: date) -> bool:
        return isinstance(title, Suspended) and title.suspended_on(day)

    for back in (0, 200, 500):
        day = zone.today - timedelta(days=back)
        shown = (await zone.officer().get("/v1/expiry-cliff", params={"as_of": day.isoformat()})).json()
        first, last = date.fromisoformat(shown["first_day"]), date.fromisoformat(shown["last_day"])
        expected = Counter(
            (firm.district, title.tier.value, title.valid_until.isoformat()[:7])
            for firm in firms
            for title in firm.titles
            if first <= title.valid_until <= last and not goes_on(firm, title) and not is_suspended(title, first)
        )
        found = {
            (one["district"], one["tier"], month): count
            for one in shown["items"]
            for month, count in zip(shown["months"], one["by_month"], strict=True)
            if count
        }
        assert found == expected
        assert shown["total"] == expected.total() > 0
        listed = await _all_endings(zone, as_of=day.isoformat())
        keys = [(one["district"], one["tier"], one["valid_until"][:7]) for one in listed]
        assert Counter(keys) == expected
        assert [one["valid_until"] for one in listed] == sorted(one["valid_until"] for one in listed)


async def _all_endings(zone: RunningZone, **params: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    officer, cursor = zone.officer(), None
    while True:
        more = {"cursor": cursor} if cursor else {}
        answer = await officer.get("/v1/expiring-titles", params={"limit": 40, **params, **more})
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += page["items"]
        if (cursor := page["next_cursor"]) is None:
            return found


async def _a_handful_of_statements(zone: RunningZone) -> None:
    """The board asks a handful of statements, however many firms there are."""
    asked: list[tuple[str, Any]] = []
    engine, ours = zone.db("registry")._reader.sync_engine, asyncio.current_task()

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_more: Any) -> None:
        if asyncio.current_task() is ours:  # the zone's jobs read, too
            asked.append((statement, values))

    event.listen(engine, "before_cursor_execute", note)
    await board(zone, zone.today.year)
    selects = [one for one in asked if one[0].lstrip().upper().startswith("SELECT")]
    assert 4 <= len(selects) <= 10
    if engine.dialect.name == "postgresql":
        (holders,) = [one for one in selects if "max(CASE" in one[0]]
        await _titles_are_counted_in_the_index(zone, *holders)


async def _titles_are_counted_in_the_index(zone: RunningZone, statement: str, values: Any) -> None:
    """All that is asked of a title lies there: the planner goes to the table for nothing."""
    async with zone.db("registry").reading() as tx:
        await tx.execute(text("VACUUM ANALYZE title"))
        connection: Any = (await (await tx.connection()).get_raw_connection()).driver_connection
        async with connection.transaction():  # a table of a few hundred rows is read whole, given the choice
            await connection.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
            plan = "\n".join(row[0] for row in await connection.fetch(f"EXPLAIN {statement}", *values))
    assert "Index Only Scan using ix_title_counting on title" in plan, plan


async def test_who_is_in_notice_counts_in_addition_once_and_only_until_recognised(empty_zone: RunningZone) -> None:
    zone = empty_zone
    await at_work(zone)
    assert (await set_quota(zone, 10)).status_code == 200
    await at_notice(zone)
    uscc, _ = await at_notice(zone)
    lines = await board(zone, zone.today.year)
    assert lines["specialised"]["city"]["in_notice"] == 2
    assert lines["little_giant"]["city"]["in_notice"] == 0
    await zone.recognise(uscc, "hidden_champion")
    after = (await board(zone, zone.today.year))["specialised"]["city"]
    assert (after["actual"], after["in_notice"], after["gained"]) == (1, 1, 1)
    assert after["projected_with_notice"] >= after["projected"] >= 1
    yesterday = zone.today - timedelta(days=1)
    before = (await board(zone, yesterday.year, yesterday))["specialised"]["city"]
    assert (before["actual"], before["in_notice"]) == (0, 0)
    await zone.move_clock(timedelta(days=30))
    ended = (await board(zone, zone.today.year))["specialised"]["city"]
    assert (ended["in_notice"], ended["awaiting_recognition"]) == (0, 1), "its notice is over, as the public ones say"
    notices = await zone.officer().get("/v1/public/notices", params={"tier": "specialised"})
    assert notices.json()["items"] == []


async def test_renewed_revoked_and_ever_recognised_count_as_the_plan_says(empty_zone: RunningZone) -> None:
    zone, today = empty_zone, empty_zone.today
    long_ago = today - timedelta(days=1_500)
    expired = await zone.register(district=BINJIANG)
    await zone.recognise(expired, "innovative", long_ago)
    revoked = await zone.register(district=YUHANG)
    changed = await zone.recognise(revoked, "innovative", today - timedelta(days=400))
    await zone.revoke(changed["titles"][0]["title_id"])
    champion = await zone.register(district=YUHANG)
    last_days = today - timedelta(days=1_060)
    for tier in ("specialised", "hidden_champion", "little_giant"):
        held = await zone.recognise(champion, tier, last_days)
    lines = await board(zone, today.year)
    assert {goal: lines[goal]["city"]["actual"] for goal in HELD} == {
        "innovative": 2,
        "specialised": 1,
        "hidden_champion": 1,
        "little_giant": 1,
    }
    cliff = (await zone.officer().get("/v1/expiry-cliff")).json()
    assert cliff["total"] == 3
    await zone.renew(next(one["title_id"] for one in held["titles"] if one["tier"] == "little_giant"))
    cliff = (await zone.officer().get("/v1/expiry-cliff")).json()
    assert {one["tier"]: one["total"] for one in cliff["items"] if one["total"]} == {
        "specialised": 1,
        "hidden_champion": 1,
    }


async def test_a_period_that_was_ended_carries_no_title_over_the_edge(empty_zone: RunningZone) -> None:
    zone, day = empty_zone, empty_zone.today - timedelta(days=200)
    uscc = await zone.register()
    held = await zone.recognise(uscc, "specialised", zone.today - timedelta(days=1_150))
    renewed = zone.today - timedelta(days=100)
    await zone.renew(held["titles"][0]["title_id"], renewed)
    params = {"as_of": day.isoformat()}
    assert (await zone.officer().get("/v1/expiry-cliff", params=params)).json()["total"] == 0
    taken(await record(zone, uscc, "deregistrations"))
    assert (await zone.officer().get("/v1/expiry-cliff", params=params)).json()["total"] == 1
