"""Loans, from a batch of an institution to the subsidy and the room of benefits."""

import asyncio
from decimal import Decimal
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.finance import store
from services.finance.service.loans import concerned
from tests.consents import another_bank
from tests.loans import room, subsidies
from tests.peers import away
from tests.reported_loans import (
    drawdown,
    interest,
    listed,
    overdue,
    repayment,
    replayed,
    report,
    reported,
    send,
    table_of,
)
from tests.zone import BINJIANG, YUHANG, RunningZone, key, new_uscc


async def shown(client: httpx.AsyncClient, path: str, **params: Any) -> Any:
    answer = await client.get(f"/v1/{path}", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_batch_takes_the_good_rows_and_says_of_each_other_what_to_do(zone: RunningZone) -> None:
    uscc = await listed(zone)
    good = drawdown(uscc)
    contract = good["contract"]
    rows = [
        good,
        interest(contract, "2022-01-01", "2022-03-20", "80000.00"),
        good,
        good | {"principal": "1.00"},
        repayment(contract, "2022-05-01", "10000000.01"),
        interest(contract, "2021-12-31", "2021-12-31", "1.00"),
        drawdown(uscc, drawn_on="2100-01-01", matures_on="2100-02-01"),
        drawdown(uscc, matures_on="2021-01-01"),
        drawdown(new_uscc()),
        drawdown(uscc, product_id="2f7c1e0a-95d3-4b86-a1c4-7e0b5d9f3a62"),
        repayment("没有这份合同", "2022-05-01", "1.00"),
        {"kind": "disbursed", "principal": 3},
        repayment("ﷺ" * 9, "2022-05-01", "1.00"),
        repayment(contract, "2022-05-01", "4000000.00"),
    ]
    answers = await report(zone, *rows)
    assert [answer["code"] or answer["status"] for answer in answers] == [
        "accepted", "accepted", "known", "number_taken", "over_repaid", "before_drawdown", "to_come", "days_reversed",
        "firm_not_listed", "product_not_own", "loan_unknown", "unreadable", "unreadable",
        "accepted",
    ]  # fmt: skip
    assert all(answer["reason"] and answer["way_out"] for answer in answers if answer["status"] == "refused")
    assert [answer["row"] for answer in answers] == list(range(1, len(rows) + 1))

    loan = await shown(zone.bank(), f"loans/{answers[0]['loan_id']}")
    assert (loan["outstanding"], loan["interest_paid"], loan["state"]) == ("6000000.00", "80000.00", "due")
    assert [entry["version"] for entry in loan["history"]] == [1, 2, 3]
    again = await report(zone, good, rows[1])
    assert [answer["status"] for answer in again] == ["known", "known"]

    await zone.settle()
    [subsidised] = (await subsidies(zone, uscc, 2022))["items"]
    assert subsidised["status"] == "calculated"
    assert Decimal(0) < Decimal(subsidised["amount"]) <= Decimal("80000.00")
    assert (await room(zone, uscc, 2022))["remaining"] == "10000000.00"
    left = await shown(zone.enterprise(uscc, "finance"), f"enterprises/{uscc}/loan-room/2022")
    assert (left["limit"], left["remaining"], "loans" in left) == ("20000000.00", "10000000.00", False)


async def test_a_correction_stands_in_the_place_of_what_was_wrong_and_zero_takes_it_back(zone: RunningZone) -> None:
    uscc, other = await listed(zone), await listed(zone)
    loan = await reported(zone, uscc)
    contract, first = loan["contract"], loan["history"][0]["number"]
    paid = repayment(contract, "2022-03-01", "1000000.00")
    late = overdue(contract, "2022-04-01", None, "50.00")
    settled = overdue(contract, "2022-04-01", "2022-04-10", "50.00", corrects=late["number"])
    mended = repayment(contract, "2022-03-01", "2000000.00", corrects=paid["number"])
    answers = await report(
        zone, paid, late, mended, settled,
        repayment(contract, "2022-03-01", "3000000.00", corrects=paid["number"]),
        interest(contract, "2022-01-01", "2022-02-01", "0.00", corrects=first),
        interest(contract, "2022-01-01", "2022-02-01", "0.00"),
    )  # fmt: skip
    assert [answer["code"] for answer in answers] == [
        None, None, None, None, "corrected_already", "corrected_unknown", "nothing",
    ]  # fmt: skip
    now = await shown(zone.bank(), f"loans/{loan['loan_id']}")
    assert (now["outstanding"], now["overdue_days"], now["overdue"]) == ("8000000.00", 10, "0.00")
    assert [entry["corrected"] for entry in now["history"]] == [False, True, True, False, False]

    gone = drawdown(uscc, contract=contract, principal="0.00", corrects=first)
    wrong_firm = drawdown(other, contract=contract, corrects=first)
    anew = drawdown(other, contract=contract, corrects=gone["number"])
    after = repayment(contract, "2022-03-02", "1.00")
    unlisted = await zone.register()
    await zone.settle()
    asked_about = drawdown(unlisted, contract=contract)
    handed_over = drawdown(unlisted, contract=contract, principal="0.00", corrects=gone["number"])
    answers = await report(zone, wrong_firm, asked_about, gone, after, handed_over, anew)
    assert [answer["code"] for answer in answers] == [
        "contract_taken", "firm_not_listed", None, "taken_back", "firm_not_listed", None,
    ], "who is not listed looks like nobody"  # fmt: skip
    again = await shown(zone.bank(), f"loans/{loan['loan_id']}")
    current = zone.enterprise(other, "finance")
    assert (again["uscc"], (await shown(current, f"enterprises/{other}/loans"))["items"][0]["loan_id"]) == (
        other, loan["loan_id"],
    )  # fmt: skip
    await zone.settle()
    assert ((await room(zone, uscc, 2022))["reserved"], (await room(zone, other, 2022))["reserved"]) == (
        "0.00", "10000000.00",
    )  # fmt: skip
    assert await replayed(zone) == []
    assert await zone.count("benefits", zone.db("benefits").floor.parked.name) == 0


async def test_everybody_reads_their_own_loans_and_anothers_look_like_none(zone: RunningZone) -> None:
    uscc, stranger = await listed(zone), await listed(zone)
    loans = [await reported(zone, uscc) for _ in range(3)]
    await report(zone, repayment(loans[0]["contract"], "2022-03-01", "10000000.00"))
    other_bank = await another_bank(zone, "curious-bank")
    one = f"loans/{loans[0]['loan_id']}"
    own, bank = zone.enterprise(uscc, "finance"), zone.bank()
    here, there = zone.officer(BINJIANG, "finance"), zone.officer(YUHANG, "finance")
    for client, clerk in ((bank, "institution:clerk"), (own, None), (here, None)):
        dossier = await shown(client, one)
        assert (dossier["state"], dossier["settled_on"], dossier["history"][0]["actor"]) == (
            "settled", "2022-03-01", clerk,
        )  # fmt: skip
    for client in (other_bank, zone.enterprise(stranger, "finance"), there):
        refused = await client.get(f"/v1/{one}")
        nothing = await client.get("/v1/loans/00000000-0000-4000-8000-000000000000")
        assert (refused.status_code, refused.json()["code"]) == (404, "BANK_LOAN_NOT_FOUND")
        assert refused.json()["detail"] == nothing.json()["detail"]
    assert (await other_bank.get("/v1/loans", params={"uscc": uscc})).json()["items"] == []
    assert (await there.get("/v1/loans", params={"uscc": uscc})).json()["items"] == []

    found: list[str] = []
    page: dict[str, Any] = {"next_cursor": None}
    while not found or page["next_cursor"]:
        more = {"cursor": page["next_cursor"]} if page["next_cursor"] else {}
        page = await shown(bank, "loans", uscc=uscc, limit=2, **more)
        found += [item["loan_id"] for item in page["items"]]
    assert sorted(found) == sorted(loan["loan_id"] for loan in loans)
    open_ones = await shown(here, "loans", uscc=uscc, open=True)
    assert {item["loan_id"] for item in open_ones["items"]} == {loan["loan_id"] for loan in loans[1:]}
    async with zone.db("finance").reading() as tx:
        enterprise = await store.KNOWN.find(tx, uscc)
        assert enterprise is not None
        asked = [enterprise.enterprise_id, "another"]
        rest = await concerned.of_enterprises(tx, "demo-bank", asked)
        assert {loan.loan_id for loan in rest[asked[0]]} == {loan["loan_id"] for loan in loans[1:]}
        assert await concerned.of_enterprises(tx, "curious-bank", asked) == {}


async def test_two_banks_at_once_are_both_taken_and_the_room_is_exact(zone: RunningZone) -> None:
    uscc = await listed(zone)
    banks = [zone.bank(), await another_bank(zone, "second-bank")]
    rows = [drawdown(uscc, principal="3000000.00") for _ in range(8)]
    answers = await asyncio.gather(*(send(zone, row, bank=banks[n % 2]) for n, row in enumerate(rows)))
    assert [answer.json()["accepted"] for answer in answers] == [1] * 8
    same = drawdown(uscc, principal="1.00")
    twice = await asyncio.gather(*(send(zone, same, bank=banks[0]) for _ in range(4)))
    assert sorted(answer.json()["items"][0]["status"] for answer in twice) == ["accepted", "known", "known", "known"]
    await zone.settle()
    found = await room(zone, uscc, 2022)
    granted = [Decimal(share["granted"]) for share in found["loans"]]
    assert (found["remaining"], sum(granted), len(granted)) == ("0.00", Decimal(20_000_000), 9)
    assert len((await shown(zone.enterprise(uscc, "finance"), f"enterprises/{uscc}/loans"))["items"]) == 9


async def test_a_batch_has_one_effect_under_its_key_and_its_entries_stay(zone: RunningZone) -> None:
    uscc = await listed(zone)
    row = drawdown(uscc)
    once = key()
    first = await send(zone, row, **once)
    again = await send(zone, row, **once)
    assert (again.json(), again.headers["Idempotent-Replayed"]) == (first.json(), "true")
    assert (await send(zone, row, row, **once)).json()["code"] == "IDEMPOTENCY_KEY_REUSED"
    for body in ({"entries": []}, {"entries": [row] * 1_001}, {"entries": [3]}, {}):
        refused = await zone.bank().post("/v1/loan-batches", json=body, headers=key())
        assert refused.status_code == 422, refused.text
    for change in ("DELETE FROM loan_entry", "UPDATE loan_entry SET actor = 'x'"):
        with pytest.raises(DBAPIError, match="never"):
            async with zone.db("finance").transaction() as tx:
                await tx.execute(text(change))


async def test_a_spreadsheet_reports_the_same(zone: RunningZone) -> None:
    uscc = await listed(zone)
    row = drawdown(uscc, drawn_on="2022/1/1")
    content = table_of(
        row, repayment(row["contract"], "2022.3.1", "1,000"), repayment(row["contract"], "2022-03-02", "7")
    )

    async def sent(content: bytes) -> httpx.Response:
        files = {"file": ("贷款.csv", content)}
        return await zone.bank().post("/v1/loan-batches/tables", files=files, headers=key())

    answer = (await sent(content)).json()
    assert [item["code"] or item["status"] for item in answer["items"]] == ["accepted", "unreadable", "accepted"]
    assert (await report(zone, row | {"drawn_on": "2022-01-01"}))[0]["status"] == "known"
    for bad in (b"", b"\xff\xff", "种类,编号\n".encode(), content.splitlines()[0], table_of(*[row] * 1_001)):
        refused = await sent(bad)
        assert (refused.status_code, refused.json()["code"]) == (422, "LOAN_TABLE_UNREADABLE"), refused.text


async def test_after_a_merger_the_survivor_owes_what_the_absorbed_firm_borrowed(zone: RunningZone) -> None:
    absorbed, survivor = await listed(zone), await listed(zone)
    loan = await reported(zone, absorbed)
    merger = {"absorbed_uscc": absorbed, "document": "示例文号", "changed_on": zone.today.isoformat()}
    merged = await zone.officer().post(f"/v1/enterprises/{survivor}/mergers", json=merger, headers=key())
    assert merged.status_code == 201, merged.text
    await zone.settle()
    late = drawdown(absorbed, drawn_on="2022-02-01", principal="2000000.00")
    answers = await report(zone, late, repayment(loan["contract"], "2022-03-01", "1.00"))
    assert [answer["status"] for answer in answers] == ["accepted", "accepted"]
    await zone.settle()
    found = (await shown(zone.enterprise(survivor, "finance"), f"enterprises/{survivor}/loans"))["items"]
    assert {(one["uscc"], one["outstanding"]) for one in found} == {
        (survivor, "9999999.00"), (survivor, "2000000.00"),
    }  # fmt: skip
    assert (await room(zone, survivor, 2022))["reserved"] == "12000000.00"


async def test_what_is_left_of_the_year_is_not_guessed_while_benefits_is_away(zone: RunningZone) -> None:
    uscc = await listed(zone)
    path = f"/v1/enterprises/{uscc}/loan-room/2022"
    async with away(zone, "benefits"):
        unanswered = await zone.officer(BINJIANG, "finance").get(path)
    assert (unanswered.status_code, unanswered.json()["code"]) == (503, "BENEFITS_AWAY")
    assert (await zone.officer(YUHANG, "finance").get(path)).json()["code"] == "ENTERPRISE_NOT_FOUND"
    assert (await zone.officer(BINJIANG, "finance").get(path)).json()["remaining"] == "20000000.00"
