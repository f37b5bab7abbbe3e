"""Benefits, wired."""

from pathlib import Path
from typing import Final

from services.benefits.listeners import LISTENS
from services.benefits.router import router
from services.benefits.service import publishing, rehearsals
from services.benefits.settings import BenefitsSettings
from services.benefits.store import ACTING, FLOOR, KNOWN
from shared.background import Job
from shared.service import Service

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
    jobs=(Job("publications", 0.5, publishing.publish_due), Job("rehearsals", 0.25, rehearsals.make_open)),
    projections=(
        KNOWN.uscc.name,
        KNOWN.enterprise.name,
        *ACTING.names,
        "entitlement",
        "standing",
        "enterprise_figures",
    ),
)
