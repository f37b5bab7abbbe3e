"""The registry, wired."""

from pathlib import Path
from typing import Final

from services.registry.listeners import LISTENS
from services.registry.router import router
from services.registry.service.titles import expire
from services.registry.settings import RegistrySettings
from services.registry.store import FLOOR
from shared.background import Job
from shared.service import Service

SERVICE: Final = Service(
    name="registry",
    title="梯度培育登记 registry",
    description="企业是谁，持有哪些称号。称号及梯度的唯一来源。",
    settings=RegistrySettings,
    floor=FLOOR,
    migrations=Path(__file__).parent / "migrations",
    router=router,
    listens=LISTENS,
    jobs=(Job("expiry", 5, expire),),
)
