"""zjtx outbox: what the simulated gateway took, the newest last; not where real ones are connected."""

import json
from pathlib import Path

import pytest

from services.cli.outbox import outbox
from services.cli.zone import Refused


def test_the_outbox_shows_what_was_taken_and_nothing_where_gateways_are_connected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ZJTX_NOTIFICATIONS_SIMULATED_OUTBOX", "outbox.jsonl")
    with pytest.raises(Refused):
        outbox()
    taken = [
        {"at": "2026-11-24T02:00:00+00:00", "provider": "mail", "to": f"a{n}@example.com", "subject": f"[b]第{n}件"}
        for n in range(3)
    ]
    Path("outbox.jsonl").write_text("".join(f"{json.dumps(one)}\n" for one in taken))
    outbox(last=2)
    said = capsys.readouterr().out
    assert ["a0@" in said, "a1@" in said, "a2@" in said] == [False, True, True]
    assert "[b]第2件" in said, "as it is, and no markup"
    monkeypatch.setenv("ZJTX_NOTIFICATIONS_GATEWAYS", "gateways.json")
    with pytest.raises(Refused):
        outbox()
