"""Several who act on one application at the same time: each has its place, and one wins; on both databases."""

import asyncio
from collections import Counter

from tests.financing import answer, applicant, applied, bank_offering, do, messages, offer, read, states, terms
from tests.zone import RunningZone


async def test_five_answer_one_application_at_once_and_each_answer_has_its_place(zone: RunningZone) -> None:
    uscc = await applicant(zone)
    banks = [await bank_offering(zone, f"at-once-{n}") for n in range(5)]
    sent = await applied(zone, uscc, [product for _, product in banks])
    ids = [part["part_id"] for part in sent["parts"]]
    answered = await asyncio.gather(
        *(answer(bank, id_, "offers", terms(zone)) for (bank, _), id_ in zip(banks, ids, strict=True)),
        *(answer(bank, id_, "offers", terms(zone)) for (bank, _), id_ in zip(banks, ids, strict=True)),
    )
    assert Counter(one.status_code for one in answered) == {201: 10}
    whole = await read(zone, uscc, sent["application_id"])
    assert (states(whole), whole["version"]) == (["offered"] * 5, 10), "five were sent, five offers made, none doubled"
    assert [step["number"] for step in whole["history"]] == list(range(1, 11))
    times = [step["at"] for step in whole["history"]]
    assert times == sorted(times)
    assert (await messages(zone, uscc)).count("融资申请的报价已齐，请比较选择") == 1
    chosen = {"part_id": ids[2], "offer_number": 1}
    etag = f'"v{whole["version"]}"'
    together = await asyncio.gather(
        do(zone, uscc, sent["application_id"], "acceptances", chosen, etag),
        do(zone, uscc, sent["application_id"], "withdrawals", {}),
        do(zone, uscc, sent["application_id"], "acceptances", chosen | {"part_id": ids[3]}, etag),
        *(answer(banks[n][0], ids[n], "offers", terms(zone, rate="2.5", replaces=1)) for n in (0, 1)),
    )
    end = await read(zone, uscc, sent["application_id"])
    assert [one.status_code for one in together[:3]].count(201) == 1, [one.text for one in together[:3]]
    withdrawn = together[1].status_code == 201
    assert (end["state"], states(end).count("accepted")) == (("ended", 0) if withdrawn else ("accepted", 1))
    replayed: dict[str, str] = {}
    for step in end["history"]:
        assert step["previous"] == replayed.get(step["part_id"])
        replayed[step["part_id"]] = step["state"]
    assert replayed == {part["part_id"]: part["state"] for part in end["parts"]}, "the history replays to the state"


async def test_acceptance_and_withdrawal_together_have_one_winner(zone: RunningZone) -> None:
    uscc = await applicant(zone)
    bank, product = await bank_offering(zone, "winning-bank")
    for _ in range(4):
        sent = await applied(zone, uscc, [product])
        part_id = sent["parts"][0]["part_id"]
        await offer(zone, bank, part_id)
        accepted, withdrawn = await asyncio.gather(
            do(zone, uscc, sent["application_id"], "acceptances", {"part_id": part_id, "offer_number": 1}, "*"),
            do(zone, uscc, sent["application_id"], "withdrawals", {"part_ids": [part_id]}),
        )
        assert sorted([accepted.status_code, withdrawn.status_code]) == [201, 409]
        winner = "accepted" if accepted.status_code == 201 else "withdrawn"
        assert states(await read(zone, uscc, sent["application_id"])) == [winner]
