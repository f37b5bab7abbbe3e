"""Applications for financing, as tests send and answer them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import httpx

from tests.consents import another_bank
from tests.products import TERMS, publish
from tests.zone import RunningZone, key

SURETY: dict[str, Any] = {"kind": "guarantee", "name": "示例保", "rate": "0.5", "guarantee_rate": None}


async def applicant(zone: RunningZone, tier: str = "specialised", **more: Any) -> str:
    """An enterprise with a title that finance has heard of."""
    uscc = await zone.register(**more)
    await zone.recognise(uscc, tier, zone.today - timedelta(days=30))
    await zone.settle()
    return uscc


async def bank_offering(zone: RunningZone, institution_id: str, **terms: Any) -> tuple[httpx.AsyncClient, str]:
    """An institution that is let in, with one product the city approved."""
    bank = await another_bank(zone, institution_id)
    made = await bank.post("/v1/products", json=TERMS | terms, headers=key())
    assert made.status_code == 201, made.text
    await publish(zone, made.json()["product_id"])
    return bank, str(made.json()["product_id"])


def form(products: Sequence[str | dict[str, str]], **more: Any) -> dict[str, Any]:
    wanted = [{"product_id": one} if isinstance(one, str) else one for one in products]
    return {"amount": "5000000.00", "months": 12, "products": wanted, **more}


async def send(zone: RunningZone, uscc: str, products: Sequence[str | dict[str, str]], **more: Any) -> httpx.Response:
    path = f"/v1/enterprises/{uscc}/applications"
    return await zone.enterprise(uscc, "finance").post(path, json=form(products, **more), headers=key())


async def applied(
    zone: RunningZone, uscc: str, products: Sequence[str | dict[str, str]], **more: Any
) -> dict[str, Any]:
    answer = await send(zone, uscc, products, **more)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def terms(zone: RunningZone, **more: Any) -> dict[str, Any]:
    until = (zone.today + timedelta(days=10)).isoformat()
    return {"amount": "5000000.00", "months": 12, "rate": "2.9", "valid_until": until, **more}


async def answer(bank: httpx.AsyncClient, part_id: str, noun: str, body: Any = None) -> httpx.Response:
    """acknowledgements, questions, offers, refusals"""
    return await bank.post(f"/v1/application-parts/{part_id}/{noun}", json=body, headers=key())


async def offer(zone: RunningZone, bank: httpx.AsyncClient, part_id: str, **more: Any) -> dict[str, Any]:
    made = await answer(bank, part_id, "offers", terms(zone, **more))
    assert made.status_code == 201, made.text
    return dict(made.json())


async def read(zone: RunningZone, uscc: str, application_id: str) -> dict[str, Any]:
    got = await zone.enterprise(uscc, "finance").get(f"/v1/applications/{application_id}")
    assert got.status_code == 200, got.text
    return dict(got.json())


async def do(
    zone: RunningZone, uscc: str, application_id: str, noun: str, body: Any, if_match: str | None = None
) -> httpx.Response:
    """acceptances, withdrawals, supplements"""
    headers = key() | ({"If-Match": if_match} if if_match else {})
    path = f"/v1/applications/{application_id}/{noun}"
    return await zone.enterprise(uscc, "finance").post(path, json=body, headers=headers)


def part_of(application: dict[str, Any], product_id: str) -> dict[str, Any]:
    return next(one for one in application["parts"] if one["product_id"] == product_id)


def states(application: dict[str, Any]) -> list[str]:
    """In the order of the form."""
    return [one["state"] for one in application["parts"]]


async def messages(zone: RunningZone, uscc: str) -> list[str]:
    """What the enterprise was told of its application, oldest first."""
    await zone.settle()
    told = [one["heading"] for one in await zone.inbox(uscc)]
    return [one for one in reversed(told) if not one.startswith("贵企业")]
