"""Finance, wired."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from services.finance.listeners import LISTENS
from services.finance.router import ROUTERS
from services.finance.service import watching
from services.finance.service.institutions import demonstrate
from services.finance.service.webhooks import delivering
from services.finance.service.webhooks.delivering import Desk
from services.finance.service.webhooks.watching import GAUGES
from services.finance.settings import FinanceSettings
from services.finance.store import ACTING, FLOOR, KNOWN
from shared.background import Job
from shared.outbound.sender import Sender
from shared.outbound.targets import Guard
from shared.pages import Cursors
from shared.seals import Seal
from shared.service import Service
from shared.settings import ZoneSettings
from shared.signing import KeyRing

_LIST_KEYS: Final[dict[str, Callable[[Path], KeyRing]]] = {
    "development": KeyRing.made_once,
    "production": KeyRing.read,
}
"""Where the keys that sign the list come from, by environment."""
_SEALS: Final[dict[str, Callable[[Path], Seal]]] = {"development": Seal.made_once, "production": Seal.read}
"""Where the keys that seal the secrets of webhooks come from, by environment."""


def _equip(own: FinanceSettings, zone: ZoneSettings) -> dict[str, Any]:
    return {
        "list_keys": _LIST_KEYS[zone.environment](own.list_keys),
        "webhooks": Desk(
            Sender(Guard(own.webhooks_to_loopback)),
            _SEALS[zone.environment](own.webhook_keys),
            Cursors(zone.cursor_secret.get_secret_value()),
        ),
    }


def _jobs_with(tools: Mapping[str, Any]) -> tuple[Job, ...]:
    return (Job("webhooks", delivering.LOOK_SECONDS, partial(delivering.deliver, desk=tools["webhooks"])),)


SERVICE: Final = Service(
    name="finance",
    title="名单共享 finance",
    description="金融机构看到的专精特新名单及其变更，并主动推送给机构。",
    settings=FinanceSettings,
    floor=FLOOR,
    acting=ACTING,
    migrations=Path(__file__).parent / "migrations",
    routers=ROUTERS,
    listens=LISTENS,
    equip=_equip,
    jobs=(Job("list watch", watching.LOOK_SECONDS, watching.look),),
    jobs_with=_jobs_with,
    gauges=GAUGES,
    projections=(
        KNOWN.uscc.name,
        KNOWN.enterprise.name,
        *ACTING.names,
        "list_entry",
        "list_title",
        "list_suspension",
    ),
    demonstrate=demonstrate,
)
