"""zjtx inbox: a newcomer sees what was told, and a message arrive."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from services.cli.inboxes import inbox
from shared.testing import eventually
from tests.input.serving import ServedZone, served_zone
from tests.zone import key, new_uscc, recognition, sqlite_copies


async def known(http: httpx.AsyncClient, served: ServedZone, uscc: str) -> bool:
    """Whether notifications has heard of it."""
    token = served.issuer.token("auditor", "test", seconds=600)
    path = f"/notifications/v1/enterprises/{uscc}/messages"
    return (await http.get(path, headers={"Authorization": f"Bearer {token}"})).status_code == 200


async def watched(served: ServedZone) -> bool:
    return bool(served.zone.apps["notifications"].state.following.streams)


async def test_an_inbox_is_printed_and_a_message_is_seen_to_arrive(
    sqlite_templates: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    uscc = new_uscc()
    with served_zone(tmp_path, sqlite_copies(sqlite_templates, tmp_path)) as served, ThreadPoolExecutor() as threads:
        monkeypatch.setenv("ZJTX_URL", served.url)
        monkeypatch.setenv("ZJTX_SIGNING_KEY", str(tmp_path / "key.json"))
        monkeypatch.setenv("ZJTX_JWKS_URL", f"file:{tmp_path}/jwks.json")
        bearer = f"Bearer {served.issuer.token('officer', 'test', seconds=600, district='330100')}"
        async with httpx.AsyncClient(base_url=served.url, headers={"Authorization": bearer}) as officer:
            firm = {"uscc": uscc, "name": "示例有限公司", "district": "330108", "industry": "C39"}
            (await officer.post("/registry/v1/enterprises", json=firm, headers=key())).raise_for_status()
            await eventually(lambda: known(officer, served, uscc))
            watching = asyncio.get_running_loop().run_in_executor(
                threads, lambda: inbox(uscc, follow=True, search="", subject="owner", limit=5, events=2)
            )
            await eventually(lambda: watched(served))
            title = recognition("innovative", served.zone.clock.today())
            path = f"/registry/v1/enterprises/{uscc}/titles"
            (await officer.post(path, json=title, headers=key())).raise_for_status()
            await asyncio.wait_for(watching, 30)
    said = capsys.readouterr().out
    assert "0 unread" in said
    assert "贵企业现为创新型中小企业" in said
