"""What becomes of consents: kept as they were agreed to, told, ended with the enterprise or by time."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from services.finance.store.tables import ConsentQueryRow, ConsentRow
from shared.testing import eventually
from tests.consents import grant, known, look, wish, withdraw
from tests.zone import RunningZone, key


async def test_what_was_agreed_to_is_kept_word_for_word_and_cannot_be_changed(zone: RunningZone) -> None:
    uscc = await known(zone)
    current = (await zone.enterprise(uscc, "finance").get("/v1/consent-texts/current")).json()
    given = await grant(zone, uscc)
    await look(zone, given["consent_id"])
    assert given["text_digest"] == current["digest"]
    kept = await zone.enterprise(uscc, "finance").get(f"/v1/consents/{given['consent_id']}/text")
    assert kept.json() == current
    of_it = ConsentRow.__table__.c.consent_id == given["consent_id"]  # type: ignore[attr-defined]  # SQLModel's own
    for statement in (
        update(ConsentRow).where(of_it).values(until_on=zone.today + timedelta(days=900)),
        update(ConsentRow).where(of_it).values(items="contacts"),
        delete(ConsentQueryRow),
        delete(ConsentRow),
    ):
        with pytest.raises(DBAPIError):
            async with zone.db("finance").transaction() as tx:
                await tx.execute(statement)


async def test_the_enterprise_is_told_once_of_a_consent_and_of_its_end(zone: RunningZone) -> None:
    uscc = await known(zone)
    consent_id = (await grant(zone, uscc, single_use=True))["consent_id"]
    await withdraw(zone, uscc, consent_id)
    await withdraw(zone, uscc, consent_id)

    async def told() -> list[str]:
        headings = [message["heading"] for message in await zone.inbox(uscc) if "授权" in message["heading"]]
        return headings if len(headings) >= 2 else []

    assert await eventually(told) == ["对示例银行（演示）的授权已终止", "已授权示例银行（演示）查询数据"]
    await zone.settle()
    assert len(await told()) == 2
    texts = [message["text"] for message in await zone.inbox(uscc)]
    assert any("仅限查询一次" in text and "年度数据" in text for text in texts)


async def test_with_the_legal_person_its_consents_end_and_the_survivor_inherits_none(zone: RunningZone) -> None:
    absorbed, struck_off, survivor = [await known(zone) for _ in range(3)]
    merged, gone = [(await grant(zone, uscc))["consent_id"] for uscc in (absorbed, struck_off)]
    proof = {"document": "示例登记文书", "changed_on": zone.today.isoformat()}
    city = zone.officer()
    merger = {"absorbed_uscc": absorbed, **proof}
    assert (await city.post(f"/v1/enterprises/{survivor}/mergers", json=merger, headers=key())).status_code == 201
    assert (
        await city.post(f"/v1/enterprises/{struck_off}/deregistrations", json=proof, headers=key())
    ).status_code == 201
    await zone.settle()
    for uscc, consent_id, ending in ((absorbed, merged, "merged"), (struck_off, gone, "deregistered")):
        assert (await look(zone, consent_id)).status_code == 404
        read = (await zone.client("finance", "auditor").get(f"/v1/consents/{consent_id}")).json()
        assert (read["state"], read["ending"]) == ("ended", ending)
        headings = [message["heading"] for message in await zone.inbox(uscc)]
        assert headings.count("对示例银行（演示）的授权已终止") == 1
        again = await zone.enterprise(uscc, "finance").post(
            f"/v1/enterprises/{uscc}/consents", json=wish(zone), headers=key()
        )
        assert again.json()["code"] == "CONSENT_REFUSED"
    assert (await zone.enterprise(survivor, "finance").get(f"/v1/enterprises/{survivor}/consents")).json()[
        "items"
    ] == []


async def test_a_consent_expires_by_itself(empty_zone: RunningZone) -> None:
    zone = empty_zone
    uscc = await known(zone)
    last = await grant(zone, uscc, until_on=(zone.today + timedelta(days=1)).isoformat())
    await zone.move_clock(timedelta(days=1))
    assert (await look(zone, last["consent_id"])).status_code == 200
    await zone.move_clock(timedelta(days=1))
    assert (await look(zone, last["consent_id"])).status_code == 404
    read = await zone.enterprise(uscc, "finance").get(f"/v1/consents/{last['consent_id']}")
    assert read.json()["state"] == "expired"
