"""zjtx tour: one enterprise from registration to revocation, and what each service says after each step."""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import uuid4

import typer
from rich import box
from rich.table import Table

from services.cli.zone import Refused, ZoneClient, city_officer, console, errors, operator
from services.demo.credit_codes import credit_code
from services.finance.store import DEMONSTRATION_BANK
from shared.values import TIER_LABELS, Tier

PATIENCE_SECONDS = 15.0
DISTRICT = "330108"
LACKS_SHOWN = 3
_SERIALS = 31**5


class TooSlow(Exception):
    """A service did not say what it should in time."""


@dataclass
class Traveller:
    """An invented enterprise, and everybody who looks at it."""

    uscc: str
    officer: ZoneClient
    bank: ZoneClient
    enterprise: ZoneClient

    @classmethod
    def new(cls, officer: ZoneClient, bank: ZoneClient) -> "Traveller":
        uscc = credit_code(DISTRICT, random.SystemRandom().randrange(2 * _SERIALS))
        return cls(uscc, officer, bank, ZoneClient("enterprise", "tour", uscc=uscc))

    # ---- what the enterprise does ------------------------------------------------------------

    def register(self) -> None:
        """Itself; whoever does it is its first owner."""
        body = {
            "uscc": self.uscc,
            "name": f"示例巡游传感技术{self.uscc[-6:]}有限公司",
            "district": DISTRICT,
            "industry": "C39",
            "owner": {"name": "示例甲", "phone": "13800001234"},
        }
        self.enterprise.call("POST", "registry", "/v1/me/enterprises", json=body, headers=_once())

    # ---- what the officer does ---------------------------------------------------------------

    def recognise(self, tier: Tier, on: date) -> str:
        body = {
            "tier": tier,
            "number": f"示例-{tier}-{self.uscc[-6:]}",
            "authority": "示例认定机关",
            "document": "示例文号〔2026〕第1批",
            "recognised_on": on.isoformat(),
        }
        return self._change(f"/v1/enterprises/{self.uscc}/titles", body)

    def renew(self, tier: Tier, on: date) -> str:
        body = {"authority": "示例认定机关", "document": "示例复核文号〔2026〕1号", "decided_on": on.isoformat()}
        return self._change(f"/v1/titles/{self.title(tier)}/renewals", body)

    def revoke(self, tier: Tier, on: date) -> str:
        body = {"ground": "unqualified", "document": "示例撤销文号〔2026〕1号", "decided_on": on.isoformat()}
        return self._change(f"/v1/titles/{self.title(tier)}/revocations", body)

    def title(self, tier: Tier) -> str:
        profile = self.officer.call("GET", "registry", f"/v1/enterprises/{self.uscc}")
        return str(next(title["title_id"] for title in profile["titles"] if title["tier"] == tier))

    def _post(self, path: str, body: dict[str, Any]) -> Any:
        return self.officer.call("POST", "registry", path, json=body, headers=_once())

    def _change(self, path: str, body: dict[str, Any]) -> str:
        return str(self._post(path, body)["change_id"])

    # ---- what each service says --------------------------------------------------------------

    def next_step(self, tier: Tier) -> str:
        """What it lacks for a tier, the first of it by name, and what the tier is worth."""
        params = {"tier": tier.value}
        step = self.enterprise.call("GET", "registry", f"/v1/enterprises/{self.uscc}/next-step", params=params)
        first = [f"·{one['label']}" for one in step["plan"]["fewest"][:LACKS_SHOWN]]
        return "\n".join([step["words"], *first, step["worth"]["words"]])

    def entitlements(self) -> str:
        items = self.enterprise.call("GET", "benefits", f"/v1/enterprises/{self.uscc}/entitlements")["items"]
        opened = [item for item in items if item["status"] == "open"]
        total = sum(Decimal(item["amount"]) for item in opened if item["amount"])
        return f"{len(opened)} open ({total:,.0f} 元), {len(items) - len(opened)} closed"

    def entry(self) -> str:
        try:
            entry = self.bank.call("GET", "finance", f"/v1/list/enterprises/{self.uscc}")
        except Refused:
            return "not on the list"
        return f"{entry['tier_label']}, {len(entry['titles'])} title(s)"

    def message(self, change_id: str) -> dict[str, Any] | None:
        inbox = self.enterprise.call("GET", "notifications", f"/v1/enterprises/{self.uscc}/messages")
        return next((message for message in inbox["items"] if message["cause_id"] == change_id), None)

    def consequences(self, change_id: str) -> dict[str, Any]:
        return dict(self.officer.call("GET", "registry", f"/v1/title-changes/{change_id}"))


def _once() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid4())}


def add_to(app: typer.Typer) -> None:
    app.command()(tour)


def tour(
    rounds: Annotated[int, typer.Option(min=0, max=200, help="Recognitions to time after the walk")] = 20,
) -> None:
    """Walk one invented enterprise through the running zone and print what each service says after each step."""
    try:
        _walk()
        if rounds:
            _time(rounds)
    except (TooSlow, Refused) as fault:
        errors.print(f"[red]{fault}[/red]")
        raise typer.Exit(1) from fault


def _clients() -> tuple[ZoneClient, ZoneClient]:
    return city_officer(), ZoneClient("institution", "demo-bank-clerk", institution=DEMONSTRATION_BANK)


def _today() -> date:
    """The zone's day: somebody may have moved its clock."""
    return date.fromisoformat(operator().call("GET", "registry", "/internal/clock")["today"])


def _walk() -> None:
    traveller, today = Traveller.new(*_clients()), _today()
    table = Table(title=f"One enterprise, {traveller.uscc}", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("step", style="bold", max_width=16)
    table.add_column("service")
    table.add_column("what it says", overflow="fold")
    table.add_column("ms", justify="right")
    started = time.perf_counter()
    traveller.register()
    _until(lambda: _known(traveller))
    table.add_row("registered itself", "registry", "no title yet; all four know the enterprise", _ms(started))
    started = time.perf_counter()
    ahead = traveller.next_step(Tier.SPECIALISED)
    table.add_row("", "with benefits", ahead, _ms(started), end_section=True)
    steps: list[tuple[str, Callable[[], str]]] = [
        ("recognised: innovative", lambda: traveller.recognise(Tier.INNOVATIVE, today)),
        ("recognised: specialised", lambda: traveller.recognise(Tier.SPECIALISED, today)),
        ("recognised: little giant", lambda: traveller.recognise(Tier.LITTLE_GIANT, today)),
        ("renewed: specialised", lambda: traveller.renew(Tier.SPECIALISED, today)),
        ("revoked: little giant", lambda: traveller.revoke(Tier.LITTLE_GIANT, today)),
    ]
    for name, act in steps:
        for row in _step(traveller, name, act):
            table.add_row(*row, end_section=row[1] == "notifications")
    console.print(table)


def _step(traveller: Traveller, name: str, act: Callable[[], str]) -> Iterator[tuple[str, str, str, str]]:
    """Acts, waits until each service has done its part, and says what each now shows and when it did."""
    started = time.perf_counter()
    change_id = act()
    answered = _ms(started)
    done: dict[str, str] = {}

    def all_reported() -> dict[str, Any] | None:
        record = traveller.consequences(change_id)
        for service in (one["service"] for one in record["consequences"]):
            done.setdefault(service, _ms(started))
        return record if record["complete"] else None

    record = _until(all_reported)
    _until(lambda: _amounts_told(traveller, change_id))
    message = traveller.message(change_id) or {}
    tier = TIER_LABELS[Tier(record["current_tier"])]
    yield name, "registry", f"{tier}; consequence record complete, 3 of 3", answered
    yield "", "benefits", traveller.entitlements(), done["benefits"]
    yield "", "finance", traveller.entry(), done["finance"]
    said = "\n".join([f"“{message['heading']}”", *_amount_lines(message["text"])])
    yield "", "notifications", said, done["notifications"]


def _known(traveller: Traveller) -> Any:
    """Registered everywhere: benefits and notifications know the enterprise."""
    try:
        traveller.entitlements()
        return traveller.enterprise.call("GET", "notifications", f"/v1/enterprises/{traveller.uscc}/messages")
    except Refused:
        return None


def _until(question: Callable[[], Any]) -> Any:
    deadline = time.perf_counter() + PATIENCE_SECONDS
    while not (answer := question()):
        if time.perf_counter() > deadline:
            raise TooSlow(f"Not readable within {PATIENCE_SECONDS:.0f} s; is the zone still loading the city?")
        time.sleep(0.01)
    return answer


def _time(rounds: int) -> None:
    (officer, bank), today = _clients(), _today()
    taken: list[float] = []
    for _ in range(rounds):
        traveller = Traveller.new(officer, bank)
        traveller.register()
        _until(lambda: _known(traveller))  # noqa: B023  # called before the next round
        started = time.perf_counter()
        change_id = traveller.recognise(Tier.SPECIALISED, today)
        _until(lambda: _all_readable(traveller, change_id))  # noqa: B023
        taken.append((time.perf_counter() - started) * 1000)
    console.print(
        f"{rounds} recognitions until entitlement, list and message were all readable:"
        f" median [bold]{statistics.median(taken):,.0f} ms[/bold], slowest {max(taken):,.0f} ms"
    )


def _amounts_told(traveller: Traveller, change_id: str) -> bool:
    message = traveller.message(change_id)
    return message is not None and message["completed_at"] is not None


def _all_readable(traveller: Traveller, change_id: str) -> bool:
    return (
        _amounts_told(traveller, change_id)
        and not traveller.entitlements().startswith("0")
        and traveller.entry() != "not on the list"
    )


def _amount_lines(text: str) -> list[str]:
    """The parts of the message that speak of money, with their headings."""
    lines = text.splitlines()
    return [
        line
        for at, line in enumerate(lines)
        if "元" in line or (any("元" in nxt for nxt in lines[at + 1 : at + 2]) and line.endswith("："))
    ]


def _ms(started: float) -> str:
    return f"{(time.perf_counter() - started) * 1000:,.0f}"
