"""zjtx bank: the demonstration's bank speaks to a zone over HTTP, and is told by it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from services.cli.banks import give_demonstration_keys
from services.cli.banks.client import ask
from services.cli.banks.listening import ENDPOINTS, listen
from services.embedded import SERVICES
from shared.clock import Clock, real_now
from shared.db import Database
from shared.testing import eventually
from tests.input.serving import ServedZone, served_zone
from tests.zone import BEGUN, key, new_uscc, recognition, sqlite_copies


async def test_a_bank_that_listens_passes_its_test_is_told_of_a_change_and_is_told_no_more_when_it_ends(
    sqlite_templates: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    urls = sqlite_copies(sqlite_templates, tmp_path)
    await _with_a_key(urls["finance"])
    with served_zone(tmp_path, urls) as zone, ThreadPoolExecutor() as threads:
        monkeypatch.setenv("ZJTX_FINANCE_URL", f"{zone.url}/finance")
        listening = asyncio.get_running_loop().run_in_executor(threads, listen, 1)

        async def enabled() -> bool:
            found = await asyncio.to_thread(ask, "GET", ENDPOINTS)
            return [one["state"] for one in found.json()["items"]] == ["enabled"]

        await eventually(enabled, every=0.2)
        uscc = await asyncio.to_thread(_recognise_one, zone)
        await asyncio.wait_for(listening, 30)
        said = capsys.readouterr().out
        assert f"upsert  {uscc}" in said
        [left] = ask("GET", ENDPOINTS).json()["items"]
        assert (left["state"], left["number"]) == ("disabled", 1)


async def _with_a_key(url: str) -> None:
    clock = Clock()
    clock.shift = BEGUN - real_now()  # a key is good from the day on which it was given
    db = Database(url, "finance", SERVICES["finance"].floor, clock)
    await give_demonstration_keys(db)
    await db.close()


def _recognise_one(zone: ServedZone) -> str:
    token = zone.issuer.token("officer", "test", seconds=600, district="330100")
    uscc = new_uscc()
    with httpx.Client(base_url=f"{zone.url}/registry/v1", headers={"Authorization": f"Bearer {token}"}) as officer:
        body = {"uscc": uscc, "name": "示例传感技术有限公司", "district": "330108", "industry": "C39"}
        officer.post("/enterprises", json=body, headers=key()).raise_for_status()
        title = recognition("specialised", zone.zone.clock.today())
        officer.post(f"/enterprises/{uscc}/titles", json=title, headers=key()).raise_for_status()
    return uscc
