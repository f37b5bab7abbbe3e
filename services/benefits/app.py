"""Benefits, wired."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from services.benefits import bank, sources
from services.benefits.bank import Bank
from services.benefits.bank.simulated import SimulatedBank
from services.benefits.listeners import LISTENS
from services.benefits.router import ROUTERS
from services.benefits.service import (
    bank_accounts,
    growing,
    ledger,
    paying,
    publishing,
    quotas,
    rehearsals,
    vouchers,
    watching,
)
from services.benefits.service.claims import checking
from services.benefits.service.rights import following
from services.benefits.settings import BenefitsSettings
from services.benefits.sources import CreditSource
from services.benefits.sources.files import Files
from services.benefits.sources.simulated import Simulated
from services.benefits.store import ACTING, FLOOR, KNOWN
from shared.background import Job
from shared.seals import Seal
from shared.service import Service
from shared.settings import ZoneSettings

_SEALS: Final[dict[str, Callable[[Path], Seal]]] = {"development": Seal.made_once, "production": Seal.read}
"""Where the keys that seal account numbers come from, by environment."""
_BANKS: Final[dict[str, Callable[[Path], Bank]]] = {
    "development": SimulatedBank,
    "production": lambda _books: bank.Unconnected(),
}
"""Who pays, by environment: a simulated one, and, until a real one is connected, nobody."""


_CREDIT_SOURCES: Final[dict[str, Callable[[], CreditSource]]] = {
    "development": Simulated,
    "production": sources.Unconnected,
}
"""Who is asked about credit, by environment: likewise."""


def _equip(own: BenefitsSettings, zone: ZoneSettings) -> dict[str, Any]:
    return {
        "seal": _SEALS[zone.environment](own.account_keys),
        "bank": _BANKS[zone.environment](own.simulated_bank),
        "credit_source": _CREDIT_SOURCES[zone.environment](),
        "files": Files(own.files_url),
    }


def _jobs_with(tools: Mapping[str, Any]) -> tuple[Job, ...]:
    """The worker of each kind of errand to the bank, and of the one to whoever knows about credit."""
    errands = {"bank accounts": bank_accounts.check_entered, "payments": paying.carry_out}
    return (
        *(Job(name, 1.0, partial(run, bank=tools["bank"], seal=tools["seal"])) for name, run in errands.items()),
        Job("credit checks", 1.0, partial(checking.check_due, source=tools["credit_source"])),
    )


SERVICE: Final = Service(
    name="benefits",
    title="政策兑现 benefits",
    description="企业凭称号享受什么、依据哪一条、多少钱、有多确定。",
    settings=BenefitsSettings,
    floor=FLOOR,
    acting=ACTING,
    migrations=Path(__file__).parent / "migrations",
    routers=ROUTERS,
    listens=LISTENS,
    equip=_equip,
    jobs=(
        Job("publications", 0.5, publishing.publish_due),
        Job("changed enterprises", 0.5, growing.follow),
        Job("rehearsals", 0.25, rehearsals.make_open),
        Job("ledger", 86_400, ledger.verify_daily),
        Job("unknown payments", 300, paying.alarm),
        Job("vouchers of a year that is over", 30, vouchers.expire_due),
        Job("quotas about to lapse", 60, quotas.warn_due),
        Job("rights", 60, following.end_due),
    ),
    jobs_with=_jobs_with,
    gauges=watching.GAUGES,
    projections=(
        KNOWN.uscc.name,
        KNOWN.enterprise.name,
        *ACTING.names,
        "entitlement",
        "standing",
        "enterprise_figures",
        "enterprise_year",
        "told_measure",
        "listed_provider",
    ),
)
