"""The registry, wired."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from services.registry.listeners import LISTENS
from services.registry.router import ROUTERS
from services.registry.service import codes, confirmations, monitoring, source_checks
from services.registry.service.duties import come_due
from services.registry.service.source_checks import Authorities
from services.registry.service.titles import expire
from services.registry.settings import RegistrySettings
from services.registry.sources import BusinessRegister, Unconnected
from services.registry.sources.simulated import SimulatedRegister, authorities
from services.registry.store import ACTING, FLOOR
from shared.background import Job
from shared.service import Service
from shared.settings import ZoneSettings
from shared.signing import KeyRing

_CODE_KEYS: Final[dict[str, Callable[[Path], KeyRing]]] = {
    "development": KeyRing.made_once,
    "production": KeyRing.read,
}
"""Where the keys of the enterprise code come from, by environment."""

_AUTHORITIES: Final[dict[str, Callable[[], Authorities]]] = {
    "development": authorities,
    "production": dict,
}
"""Who is asked about an enterprise, by environment: simulated ones, and, until a real one is connected, nobody."""
_REGISTERS: Final[dict[str, Callable[[], BusinessRegister]]] = {
    "development": SimulatedRegister,
    "production": Unconnected,
}
"""Who is asked about an enterprise that registers itself, by environment: likewise."""


def _equip(own: RegistrySettings, zone: ZoneSettings) -> dict[str, Any]:
    return {
        "code_keys": _CODE_KEYS[zone.environment](own.code_keys),
        "authorities": _AUTHORITIES[zone.environment](),
        "business_register": _REGISTERS[zone.environment](),
    }


def _jobs_with(tools: Mapping[str, Any]) -> tuple[Job, ...]:
    return (
        Job("source checks", 1, partial(source_checks.answer_open, authorities=tools["authorities"])),
        Job("registrations", 5, partial(confirmations.ask_again, register=tools["business_register"])),
    )


SERVICE: Final = Service(
    name="registry",
    title="梯度培育登记 registry",
    description="企业是谁，持有哪些称号。称号及梯度的唯一来源。",
    settings=RegistrySettings,
    floor=FLOOR,
    acting=ACTING,
    migrations=Path(__file__).parent / "migrations",
    routers=ROUTERS,
    listens=LISTENS,
    jobs=(
        Job("expiry", 5, expire),
        Job("duties", 5, come_due),
        Job("monitoring", 5, monitoring.renew),
        Job("old codes", 3_600, codes.forget_old),
    ),
    peers=("benefits",),
    equip=_equip,
    jobs_with=_jobs_with,
)
