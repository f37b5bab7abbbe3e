"""Who scanned, and the owner's switch."""

from datetime import datetime

from tests.services.registry.test_codes import BANK, CARD, anybody, bank, code, ledger, scan, show, switch, token
from tests.zone import BINJIANG, YUHANG, RunningZone, new_uscc


async def test_a_suspended_code_says_so_to_the_public_and_banks_and_officers_still_see(zone: RunningZone) -> None:
    uscc = await zone.register(district=BINJIANG)
    early = await token(zone, uscc)
    suspended = (await switch(zone, uscc, "suspended")).json()
    assert suspended["status"] == "suspended"
    assert (await show(zone, uscc)).json()["status"] == "suspended"
    for scanner, shown in ((anybody(zone), early), (bank(zone), await token(zone, uscc))):
        seen = (await scan(scanner, shown)).json()
        assert (seen["status"], seen["enterprise"], seen["reference"], seen["figures"]) == ("suspended", *[None] * 3)
    seen = (await scan(zone.officer(BINJIANG), await token(zone, uscc))).json()
    assert (seen["status"], seen["enterprise"]["uscc"], seen["figures"]) == ("suspended", uscc, [])
    assert (await scan(zone.officer(YUHANG), await token(zone, uscc))).json()["enterprise"] is None
    lines = (await ledger(zone, uscc))["items"]
    assert [(line["status"], line["shown"]) for line in lines] == [
        ("suspended", []),
        ("suspended", [*CARD, "figures"]),
        ("suspended", []),
        ("suspended", []),
    ]


async def test_a_resumed_code_is_seen_again_and_switching_twice_changes_nothing(zone: RunningZone) -> None:
    uscc = await zone.register()
    first, again = [(await switch(zone, uscc, "suspended")).json() for _ in range(2)]
    assert first == again, "suspended since the first time"
    for _ in range(2):
        assert (await switch(zone, uscc, "active")).json() == {"status": "active", "suspended_at": None}
    assert (await scan(anybody(zone), await token(zone, uscc))).json()["enterprise"]["uscc"] == uscc


async def test_only_its_owner_suspends_a_code(zone: RunningZone) -> None:
    uscc = await zone.register()
    path = f"/v1/enterprises/{uscc}/code-status"
    stranger = await zone.enterprise(new_uscc(), "registry").put(path, json={"status": "suspended"})
    assert code(stranger) == (404, "ENTERPRISE_NOT_FOUND")
    assert (await zone.officer().put(path, json={"status": "suspended"})).status_code == 403
    assert (await zone.enterprise(uscc, "registry").get(path)).json() == {"status": "active", "suspended_at": None}


async def test_the_ledger_says_who_scanned_when_why_and_what_was_shown_and_names_no_private_person(
    zone: RunningZone,
) -> None:
    uscc = await zone.register(district=BINJIANG)
    officer = zone.client("registry", "officer", "officer-7", district=BINJIANG, department="市经信局")
    scans = [
        await scan(anybody(zone), await token(zone, uscc)),
        await scan(bank(zone), await token(zone, uscc, "finance"), "finance"),
        await scan(zone.enterprise(await zone.register(), "registry"), await token(zone, uscc)),
        await scan(officer, await token(zone, uscc, "government_service"), "government_service"),
    ]
    lines = (await ledger(zone, uscc))["items"]
    assert [line["scan_id"] for line in lines] == [one.json()["scan_id"] for one in reversed(scans)], "newest first"
    by_officer, by_partner, by_bank, by_nobody = lines
    who = ("kind", "institution", "district", "department", "officer")
    assert [by_officer[name] for name in who] == ["officer", None, BINJIANG, "市经信局", "officer-7"]
    assert [by_bank[name] for name in who] == ["institution", BANK["institution"], None, None, None]
    assert [by_partner[name] for name in who] == ["enterprise", None, None, None, None]
    assert [by_nobody[name] for name in who] == ["public", None, None, None, None]
    assert (by_bank["purpose"], by_bank["purpose_label"]) == ("finance", "金融服务")
    assert (by_bank["shown"], by_officer["shown"]) == ([*CARD, "reference"], [*CARD, "figures"])
    assert by_nobody["shown"] == by_partner["shown"] == CARD
    assert "clerk" not in str(lines)


async def test_the_ledger_is_for_its_owner_the_city_and_auditors(zone: RunningZone) -> None:
    uscc = await zone.register(district=BINJIANG)
    await scan(anybody(zone), await token(zone, uscc))
    path = f"/v1/enterprises/{uscc}/code-scans"
    for reader in (zone.enterprise(uscc, "registry"), zone.officer(), zone.client("registry", "auditor")):
        assert len((await reader.get(path)).json()["items"]) == 1
    for stranger, verdict in (
        (zone.enterprise(new_uscc(), "registry"), 404),
        (zone.officer(BINJIANG), 403),
        (zone.officer(YUHANG), 403),
        (bank(zone), 403),
        (anybody(zone), 401),
    ):
        assert (await stranger.get(path)).status_code == verdict


async def test_the_pages_of_the_ledger_show_every_scan_once_newest_first(zone: RunningZone) -> None:
    uscc = await zone.register()
    done = [(await scan(anybody(zone), await token(zone, uscc))).json()["scan_id"] for _ in range(7)]
    for limit in (1, 3, 7, 100):
        seen: list[str] = []
        cursor: str | None = None
        while True:
            page = await ledger(zone, uscc, limit=limit, **({"cursor": cursor} if cursor else {}))
            seen += [line["scan_id"] for line in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert seen == done[::-1]


async def test_a_reference_leads_finance_to_the_enterprise_and_nobody_else(zone: RunningZone) -> None:
    uscc = await zone.register()
    seen = (await scan(bank(zone), await token(zone, uscc, "finance"), "finance")).json()
    path = f"/v1/code-references/{seen['reference']}"
    found = (await zone.client("registry", "service", "finance").get(path)).json()
    assert (found["uscc"], found["institution"], found["status"]) == (uscc, BANK["institution"], "active")
    assert datetime.fromisoformat(found["scanned_at"]) == datetime.fromisoformat(seen["scanned_at"])
    assert found["enterprise_id"] not in str(seen)
    for other in (bank(zone), zone.officer(), zone.enterprise(uscc, "registry")):
        assert (await other.get(path)).status_code == 403
    nothing = await zone.client("registry", "service", "finance").get("/v1/code-references/none")
    assert code(nothing) == (404, "CODE_REFERENCE_NOT_FOUND")
