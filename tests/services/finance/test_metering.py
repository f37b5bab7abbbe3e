"""Quotas counted in memory: exact in one process, a second behind between several, and nothing lost on the way out."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from services.embedded import SERVICES
from services.finance.domain.quotas import day_of, headers, minute_of, windows
from services.finance.metering import Meter, usage_rows
from services.finance.service.gate import InstitutionGate
from services.finance.store import usage
from services.finance.store.usage import Counted, Limits
from shared.clock import Clock
from shared.db import Database
from tests.services.finance.banks import admitted
from tests.zone import RunningZone, running_zone, sqlite_copies

NOON = datetime(2026, 11, 28, 4, 0, 30, tzinfo=UTC).timestamp()
BANK = "a-bank"


def opened(per_minute: int = 10, per_day: int = 100, known: Counted | None = None) -> Meter:
    meter = Meter()
    meter.open(BANK, Limits(per_minute, per_day), known, NOON)
    return meter


def charge(meter: Meter, at: float = NOON) -> bool:
    return meter.charge(BANK, "read_list", "testing", at)[1]


@given(per_minute=st.integers(1, 8), per_day=st.integers(1, 12), seconds=st.lists(st.integers(0, 400), max_size=40))
def test_no_more_calls_pass_than_either_window_holds(per_minute: int, per_day: int, seconds: list[int]) -> None:
    meter = opened(per_minute, per_day)
    passed = [at for at in (NOON + one for one in sorted(seconds)) if charge(meter, at)]
    by_minute = [sum(minute_of(one) == minute for one in passed) for minute in {minute_of(one) for one in passed}]
    assert max(by_minute, default=0) <= per_minute
    assert len(passed) <= per_day
    refused = len(seconds) - len(passed)
    written = usage_rows(meter.take())
    assert sum(row["calls"] for row in written) == len(passed)
    assert sum(row["refused"] for row in written) == refused


def test_a_window_begins_anew_by_the_clock() -> None:
    meter = opened(per_minute=2, per_day=3)
    assert [charge(meter) for _ in range(3)] == [True, True, False]
    assert charge(meter, NOON + 30), "the next minute of the clock, not a minute later"
    assert not charge(meter, NOON + 300), "the day is full"
    assert charge(meter, NOON + 12 * 3600), "midnight in Shanghai"


def test_what_other_processes_have_counted_is_taken_off_once_it_is_known() -> None:
    meter = opened(per_minute=5)
    assert all(charge(meter) for _ in range(2))
    portion = meter.take()
    assert charge(meter), "while it is being written"
    totals = Counted(minute_of(NOON), 4, day_of(NOON), 4)  # two of ours, two of another's
    meter.written(portion, {BANK: totals}, {BANK: Limits(6, 100)})
    minute, _ = meter.windows(BANK, NOON)
    assert (minute.quota, minute.used) == (6, 5)
    assert charge(meter)
    assert not charge(meter)


def test_what_could_not_be_written_is_counted_and_comes_again() -> None:
    meter = opened(per_minute=3)
    assert charge(meter)
    portion = meter.take()
    assert charge(meter)
    meter.put_back(portion)
    assert meter.windows(BANK, NOON)[0].used == 2
    again = meter.take()
    assert again.counts[BANK].in_minute == 2
    assert usage_rows(again)[0]["calls"] == 2


def test_headers_are_structured_fields() -> None:
    said = headers(windows(NOON, 600, 1000, 1, 1000))
    assert said["RateLimit-Policy"] == '"minute";q=600;w=60, "day";q=1000;w=86400'
    assert said["RateLimit"] == '"minute";r=599;t=30, "day";r=0;t=43170'


async def test_two_processes_keep_one_quota_to_within_a_second(zone: RunningZone) -> None:
    """A second gate on the same database stands for another replica."""
    bank = await admitted(zone, per_day=6)
    db = zone.db("finance")
    here: InstitutionGate = zone.zone.apps["finance"].state.gate
    there = InstitutionGate(Meter(), None)
    token = await bank.token()
    for _ in range(3):
        assert (await bank.get("/v1/institution", token)).status_code == 200
    await here.write(db)
    async with db.reading() as tx:
        assert await there._learn(tx, bank.institution_id)
    now = time.time()
    assert there.meter.windows(bank.institution_id, now)[1].left == 3
    for _ in range(3):
        assert there.meter.charge(bank.institution_id, "read_list", "pre_loan", now)[1]
    await there.write(db)
    assert (await bank.get("/v1/institution", token)).status_code == 200, "it has not heard of them yet"
    await here.write(db)
    over = await bank.get("/v1/institution", token)
    assert over.status_code == 429


async def test_what_was_counted_is_written_when_the_process_is_told_to_stop(
    sqlite_templates: dict[str, Path], tmp_path: Path
) -> None:
    urls = sqlite_copies(sqlite_templates, tmp_path)
    async with running_zone(tmp_path, urls, "memory://") as zone:
        for _ in range(7):
            assert (await zone.bank().get("/v1/list?limit=1")).status_code == 200
    db = Database(urls["finance"], "finance", SERVICES["finance"].floor, Clock())
    async with db.reading() as tx:
        day = datetime.now(UTC)
        used = await usage.summed(tx, "demo-bank", day - timedelta(hours=1), day + timedelta(hours=1))
    await db.close()
    assert [(one.operation, one.calls) for one in used] == [("read_list", 7)]
