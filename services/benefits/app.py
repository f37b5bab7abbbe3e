"""Benefits, wired."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from services.benefits.listeners import LISTENS
from services.benefits.router import router
from services.benefits.service import ledger
from services.benefits.service.claims import checking
from services.benefits.settings import BenefitsSettings
from services.benefits.sources import CreditSource, Unconnected
from services.benefits.sources.files import Files
from services.benefits.sources.simulated import Simulated
from services.benefits.store import ACTING, FLOOR, KNOWN
from shared.background import Job
from shared.service import Service
from shared.settings import ZoneSettings

_CREDIT_SOURCES: Final[dict[str, Callable[[], CreditSource]]] = {
    "development": Simulated,
    "production": Unconnected,
}
"""Who is asked about credit, by environment: a simulated authority, and, until a real one is connected, nobody."""


def _equip(own: BenefitsSettings, zone: ZoneSettings) -> dict[str, Any]:
    return {"credit_source": _CREDIT_SOURCES[zone.environment](), "files": Files(own.files_url)}


def _jobs_with(tools: Mapping[str, Any]) -> tuple[Job, ...]:
    return (Job("credit checks", 1, partial(checking.check_due, source=tools["credit_source"])),)


SERVICE: Final = Service(
    name="benefits",
    title="政策兑现 benefits",
    description="企业凭称号享受什么、依据哪一条、多少钱、有多确定。",
    settings=BenefitsSettings,
    floor=FLOOR,
    acting=ACTING,
    migrations=Path(__file__).parent / "migrations",
    router=router,
    listens=LISTENS,
    equip=_equip,
    jobs_with=_jobs_with,
    jobs=(Job("ledger", 86_400, ledger.verify_daily),),
    projections=(KNOWN.uscc.name, KNOWN.enterprise.name, *ACTING.names, "entitlement", "standing"),
)
