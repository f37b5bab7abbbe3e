"""Finance, wired."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from services.finance.domain.purposes import Purpose
from services.finance.listeners import LISTENS
from services.finance.metering import Meter
from services.finance.router import FORMS, ROUTERS, WELL_KNOWN
from services.finance.service import watching
from services.finance.service.demonstration import demonstrate
from services.finance.service.financing import deadlines
from services.finance.service.financing import watching as financing
from services.finance.service.gate import InstitutionGate, forget_old
from services.finance.service.looking import Looks
from services.finance.service.tokens import Endpoint
from services.finance.service.webhooks import delivering
from services.finance.service.webhooks import watching as webhooks
from services.finance.service.webhooks.delivering import Desk
from services.finance.settings import FinanceSettings
from services.finance.store import ACTING, FLOOR, KNOWN
from shared.background import Job
from shared.issuing import publish_development_keys
from shared.outbound.sender import Sender
from shared.outbound.targets import Guard
from shared.pages import Cursors
from shared.proofs import Proofs
from shared.seals import Seal
from shared.service import Service
from shared.settings import ZoneSettings
from shared.signing import KeyRing

_KEYS: Final[dict[str, Callable[[Path], KeyRing]]] = {
    "development": KeyRing.made_once,
    "production": KeyRing.read,
}
"""Where the keys that sign the list, and the tokens of institutions, come from, by environment."""
_SEALS: Final[dict[str, Callable[[Path], Seal]]] = {"development": Seal.made_once, "production": Seal.read}
"""Where the keys that seal the secrets of webhooks come from, by environment."""
_UNSTATED: Final[dict[str, Purpose | None]] = {"development": Purpose.TESTING, "production": None}
"""What a call counts as that says no purpose, by environment: production asks for one."""


def _equip(own: FinanceSettings, zone: ZoneSettings) -> dict[str, Any]:
    ring = _KEYS[zone.environment](own.token_keys)
    publish_development_keys(zone, ring)
    return {
        "list_keys": _KEYS[zone.environment](own.list_keys),
        "token_endpoint": Endpoint(zone.institution_issuer, zone.audience, ring, Proofs(zone.url)),
        "looks": Looks(),
        "gate": InstitutionGate(Meter(), _UNSTATED[zone.environment]),
        "webhooks": Desk(
            Sender(Guard(own.webhooks_to_loopback)),
            _SEALS[zone.environment](own.webhook_keys),
            Cursors(zone.cursor_secret.get_secret_value()),
        ),
    }


def _jobs_with(tools: Mapping[str, Any]) -> tuple[Job, ...]:
    gate: InstitutionGate = tools["gate"]
    return (
        Job("usage", 1.0, gate.write, also_last=True),
        Job("webhooks", delivering.LOOK_SECONDS, partial(delivering.deliver, desk=tools["webhooks"])),
    )


SERVICE: Final = Service(
    name="finance",
    title="名单共享 finance",
    description="金融机构看到的专精特新名单及其变更，并主动推送给机构；企业的授权与查询记录。",
    settings=FinanceSettings,
    floor=FLOOR,
    acting=ACTING,
    migrations=Path(__file__).parent / "migrations",
    routers=ROUTERS,
    well_known=WELL_KNOWN,
    forms=FORMS,
    listens=LISTENS,
    equip=_equip,
    jobs=(
        Job("list watch", watching.LOOK_SECONDS, watching.look, on_time=True),
        Job("financing deadlines", 5, deadlines.come_due),
        Job("used once", 3_600, forget_old),
    ),
    jobs_with=_jobs_with,
    gauges=(*webhooks.GAUGES, *financing.GAUGES),
    projections=(
        KNOWN.uscc.name,
        KNOWN.enterprise.name,
        *ACTING.names,
        "list_entry",
        "list_title",
        "list_suspension",
    ),
    peers=("registry", "benefits"),
    demonstrate=demonstrate,
)
