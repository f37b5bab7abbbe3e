"""A whole zone for tests, in this process: the real apps, a real database, a real bus."""

import random
import shutil
import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import httpx
from pydantic import SecretStr
from sqlalchemy import func, select
from stdnum.cn import uscc as stdnum_uscc

from services.demo.credit_codes import credit_code
from services.embedded import SERVICES, Zone
from services.finance.service.institutions import demonstrate
from services.finance.store import DEMONSTRATION_BANK
from shared import migrations
from shared.audit.sealing import seal
from shared.callers import Kind
from shared.clock import Clock, real_now
from shared.days import SHANGHAI
from shared.db import Database
from shared.issuing import Issuer, make_development_keys
from shared.settings import ServiceSettings, ZoneSettings
from shared.testing import caller, eventually, running
from shared.values import CITY

BINJIANG, YUHANG = "330108", "330110"
BEGUN: Final = datetime(2026, 11, 24, 10, tzinfo=SHANGHAI)
"""When a test's zone begins: an ordinary Tuesday. Nothing may depend on the day on which the tests are run."""


def zone_settings(folder: Path, bus_url: str, **more: Any) -> ZoneSettings:
    settings = ZoneSettings(
        bus_url=SecretStr(bus_url),
        jwks_url=f"file:{folder}/jwks.json",
        institution_jwks_url=f"file:{folder}/institution-jwks.json",
        signing_key=folder / "key.json",
        _env_file=None,
        **more,
    )
    make_development_keys(settings)
    return settings


def service_settings(urls: Mapping[str, str], folder: Path) -> dict[str, ServiceSettings]:
    own: dict[str, dict[str, Any]] = {
        "registry": {"code_keys": folder / "code-keys.json"},
        "benefits": {
            "account_keys": folder / "account-keys.json",
            "simulated_bank": folder / "simulated-bank.jsonl",
            "files_url": f"file:{folder}/files",
        },
        "finance": {
            "list_keys": folder / "list-keys.json",
            "token_keys": folder / "token-keys.json",
            "webhook_keys": folder / "webhook-keys.json",
            "webhooks_to_loopback": True,
        },
        "notifications": {
            "contact_keys": folder / "contact-keys.json",
            "simulated_outbox": folder / "outbox.jsonl",
            "webhooks_to_loopback": True,
        },
    }
    return {
        name: SERVICES[name].settings(database_url=SecretStr(urls[name]), pool_size=5, **own.get(name, {}))
        for name in SERVICES
    }


async def migrate(urls: Mapping[str, str]) -> None:
    for name, url in urls.items():
        db = Database(url, name, SERVICES[name].floor, Clock())
        await migrations.upgrade(db, SERVICES[name].migrations)
        if SERVICES[name].demonstrate is not None:
            await demonstrate(db)
        await db.close()


@dataclass
class RunningZone:
    """The zone with its callers, and the verbs tests speak in."""

    zone: Zone
    issuer: Issuer
    urls: dict[str, str]
    deaths: list[str] = field(default_factory=list)
    _clients: list[httpx.AsyncClient] = field(default_factory=list)

    def client(self, service: str, kind: Kind, subject: str = "test", **claims: str) -> httpx.AsyncClient:
        client = caller(self.zone.app, self.issuer, f"/{service}", kind, subject, **claims)
        self._clients.append(client)
        return client

    def officer(self, district: str = CITY, service: str = "registry") -> httpx.AsyncClient:
        return self.client(service, "officer", f"officer-{district}", district=district)

    def bank(self) -> httpx.AsyncClient:
        return self.client("finance", "institution", "clerk", institution=DEMONSTRATION_BANK)

    def enterprise(self, uscc: str, service: str) -> httpx.AsyncClient:
        """A person of its own for each enterprise: the owner, where one was appointed by that name."""
        return self.client(service, "enterprise", person_of(uscc), uscc=uscc)

    def db(self, service: str) -> Database:
        db: Database = self.zone.apps[service].state.db
        return db

    @property
    def today(self) -> date:
        return self.zone.clock.today()

    # ---- verbs -------------------------------------------------------------------------------

    async def register(self, uscc: str | None = None, district: str = BINJIANG, **more: Any) -> str:
        uscc = uscc or new_uscc()
        body = {"uscc": uscc, "name": f"示例{uscc[-8:]}有限公司", "district": district, "industry": "C39", **more}
        answer = await self.officer().post("/v1/enterprises", json=body, headers=key())
        assert answer.status_code == 201, answer.text
        return uscc

    async def recognise(self, uscc: str, tier: str, on: date | None = None, **more: Any) -> dict[str, Any]:
        body = recognition(tier, on or self.today, **more)
        answer = await self.officer().post(f"/v1/enterprises/{uscc}/titles", json=body, headers=key())
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    async def renew(self, title_id: str, on: date | None = None) -> dict[str, Any]:
        body = {"authority": "示例机关", "document": "示例复核文号", "decided_on": (on or self.today).isoformat()}
        answer = await self.officer().post(f"/v1/titles/{title_id}/renewals", json=body, headers=key())
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    async def revoke(self, title_id: str, on: date | None = None, ground: str = "unqualified") -> dict[str, Any]:
        body = {"ground": ground, "document": "示例撤销文号", "decided_on": (on or self.today).isoformat()}
        answer = await self.officer().post(f"/v1/titles/{title_id}/revocations", json=body, headers=key())
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    async def profile(self, uscc: str, **params: Any) -> dict[str, Any]:
        answer = await self.officer().get(f"/v1/enterprises/{uscc}", params=params)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def entitlements(self, uscc: str) -> dict[str, dict[str, Any]]:
        """By benefit_code."""
        answer = await self.enterprise(uscc, "benefits").get(f"/v1/enterprises/{uscc}/entitlements")
        assert answer.status_code == 200, answer.text
        return {item["benefit_code"]: item for item in answer.json()["items"]}

    async def inbox(self, uscc: str) -> list[dict[str, Any]]:
        answer = await self.enterprise(uscc, "notifications").get(f"/v1/enterprises/{uscc}/messages")
        return list(answer.json()["items"]) if answer.status_code == 200 else []

    async def on_list(self, uscc: str) -> dict[str, Any] | None:
        answer = await self.bank().get(f"/v1/list/enterprises/{uscc}")
        return dict(answer.json()) if answer.status_code == 200 else None

    async def complete(self, change_id: str, seconds: float = 20) -> dict[str, Any]:
        """The consequence record of a change, once all three have reported."""

        async def record() -> dict[str, Any] | None:
            answer = (await self.officer().get(f"/v1/title-changes/{change_id}")).json()
            return answer if answer["complete"] else None

        answer = await eventually(record, seconds=seconds)
        assert answer is not None
        return answer

    async def move_clock(self, by: timedelta) -> None:
        service = self.client("registry", "service")
        shift = round((self.zone.clock.shift + by).total_seconds())
        for name in SERVICES:
            answer = await service.put(f"http://zone/{name}/internal/clock", json={"shift_seconds": shift})
            assert answer.status_code == 200, answer.text

    async def settle(self, seconds: float = 60) -> None:
        """Until facts are numbered and every listener stands at its sources' heads; audit rows are sealed, too."""

        async def settled() -> bool:
            heads = {}
            for name in SERVICES:
                feed = self.zone.apps[name].state.feed
                if await feed.waiting() is not None:
                    return False
                heads[name] = (await feed.position()).head
            for name in SERVICES:
                for source in self.zone.apps[name].state.subscriptions:
                    if await self._applied(name, source) != heads[source]:
                        return False
            return True

        await eventually(settled, seconds=seconds)
        await eventually(settled, seconds=seconds)
        for name in SERVICES:
            await seal(self.db(name))  # else it is done within a second

    async def _applied(self, service: str, source: str) -> int | None:
        """The number of the last fact applied; None while the listener has not begun."""
        cursor = self.db(service).floor.cursor.c
        async with self.db(service).reading() as tx:
            return (await tx.execute(select(cursor.number).where(cursor.source == source))).scalar_one_or_none()

    async def count(self, service: str, table: str) -> int:
        found = self.zone.apps[service].state.service.floor.outbox.metadata.tables[table]
        async with self.db(service).reading() as tx:
            return int((await tx.execute(select(func.count()).select_from(found))).scalar_one())

    async def rows(self, service: str, table: str) -> list[dict[str, Any]]:
        found = self.zone.apps[service].state.service.floor.outbox.metadata.tables[table]
        async with self.db(service).reading() as tx:
            rows = (await tx.execute(select(found).order_by(*found.primary_key.columns))).mappings()
            return [dict(row) for row in rows]


@asynccontextmanager
async def running_zone(folder: Path, urls: dict[str, str], bus_url: str, **more: Any) -> AsyncIterator[RunningZone]:
    settings = zone_settings(folder, bus_url, **more)
    deaths: list[str] = []
    zone = Zone(settings=settings, service_settings=service_settings(urls, folder), on_death=deaths.append)
    begin(zone)
    async with running(zone.app):
        running_one = RunningZone(zone, Issuer(settings), urls, deaths)
        try:
            yield running_one
        finally:
            for client in running_one._clients:
                await client.aclose()
    assert not deaths, f"background tasks ended: {deaths}"


def begin(zone: Zone) -> None:
    """Its clock shows BEGUN."""
    begin_clock(zone.clock)


def begin_clock(clock: Clock) -> Clock:
    clock.shift = timedelta(seconds=round((BEGUN - real_now()).total_seconds()))
    return clock


def sqlite_copies(templates: Mapping[str, Path], folder: Path) -> dict[str, str]:
    urls = {}
    for name, template in templates.items():
        path = folder / f"{name}-{uuid.uuid4().hex[:8]}.db"
        shutil.copyfile(template, path)
        urls[name] = f"sqlite+aiosqlite:///{path}"
    return urls


def new_uscc(district: str = BINJIANG) -> str:
    return credit_code(district, random.SystemRandom().randrange(2 * 31**5))


def own_business(district: str = BINJIANG) -> str:
    """The code of a business that is its owner (个体工商户)."""
    body = "92" + new_uscc(district)[2:17]
    return body + str(stdnum_uscc.calc_check_digit(body))


def person_of(uscc: str) -> str:
    return f"person-{uscc}"


def key() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid.uuid4())}


def recognition(tier: str, on: date, **more: Any) -> dict[str, Any]:
    return {
        "tier": tier,
        "number": f"示例-{tier}-{uuid.uuid4().hex[:6]}",
        "authority": "示例机关",
        "document": "示例文号",
        "recognised_on": on.isoformat(),
        **more,
    }
