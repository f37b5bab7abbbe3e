"""Finance, wired."""

from pathlib import Path
from typing import Final

from services.finance.listeners import LISTENS
from services.finance.router import ROUTERS
from services.finance.service.demonstration import demonstrate
from services.finance.settings import FinanceSettings
from services.finance.store import ACTING, FLOOR, KNOWN
from shared.service import Service

SERVICE: Final = Service(
    name="finance",
    title="名单共享 finance",
    description="金融机构看到的专精特新名单及其变更；企业的授权与查询记录。",
    settings=FinanceSettings,
    floor=FLOOR,
    acting=ACTING,
    migrations=Path(__file__).parent / "migrations",
    routers=ROUTERS,
    listens=LISTENS,
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
