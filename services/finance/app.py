"""Finance, wired."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from services.finance.listeners import LISTENS
from services.finance.router import ROUTERS
from services.finance.service import watching
from services.finance.service.institutions import demonstrate
from services.finance.settings import FinanceSettings
from services.finance.store import ACTING, FLOOR, KNOWN
from shared.background import Job
from shared.service import Service
from shared.settings import ZoneSettings
from shared.signing import KeyRing

_LIST_KEYS: Final[dict[str, Callable[[Path], KeyRing]]] = {
    "development": KeyRing.made_once,
    "production": KeyRing.read,
}
"""Where the keys that sign the list come from, by environment."""


def _equip(own: FinanceSettings, zone: ZoneSettings) -> dict[str, Any]:
    return {"list_keys": _LIST_KEYS[zone.environment](own.list_keys)}


SERVICE: Final = Service(
    name="finance",
    title="名单共享 finance",
    description="金融机构看到的专精特新名单及其变更。",
    settings=FinanceSettings,
    floor=FLOOR,
    acting=ACTING,
    migrations=Path(__file__).parent / "migrations",
    routers=ROUTERS,
    listens=LISTENS,
    equip=_equip,
    jobs=(Job("list watch", watching.LOOK_SECONDS, watching.look),),
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
