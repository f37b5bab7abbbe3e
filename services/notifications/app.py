"""Notifications, wired."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from services.notifications.gateways import connected
from services.notifications.gateways.simulated import SimulatedGateway
from services.notifications.listeners import LISTENS
from services.notifications.router import ROUTERS
from services.notifications.service.deliveries import carrying, simulating, watching
from services.notifications.service.deliveries.desk import Desk
from services.notifications.service.titles import deliver_due
from services.notifications.settings import NotificationsSettings
from services.notifications.store import ACTING, FLOOR, KNOWN
from shared.background import Job
from shared.outbound.sender import Sender
from shared.outbound.signing import new_secret
from shared.outbound.targets import Guard
from shared.seals import Seal
from shared.service import Service
from shared.settings import ZoneSettings

_SEALS: Final[dict[str, Callable[[Path], Seal]]] = {"development": Seal.made_once, "production": Seal.read}
"""Where the keys that seal addresses come from, by environment."""


def _equip(own: NotificationsSettings, zone: ZoneSettings) -> dict[str, Any]:
    seal, webhooks = _SEALS[zone.environment](own.contact_keys), Sender(Guard(own.webhooks_to_loopback))
    if own.gateways is not None:
        return {"deliveries": Desk(connected.read(own.gateways, webhooks), seal, webhooks.guard), "simulated": ()}
    simulated = SimulatedGateway(own.simulated_outbox, new_secret())
    return {
        "deliveries": Desk(connected.simulated(simulated, webhooks), seal, webhooks.guard),
        "simulated": (simulated,),
    }


def _jobs_with(tools: Mapping[str, Any]) -> tuple[Job, ...]:
    """A lane for each urgency; and what the simulated gateway reports, where there is one."""
    desk: Desk = tools["deliveries"]
    lanes = (
        Job(f"{lane} deliveries", slots.look_seconds, partial(carrying.carry, desk=desk, lane=lane))
        for lane, slots in carrying.LANES.items()
    )
    simulated: tuple[SimulatedGateway, ...] = tools["simulated"]
    reports = (Job("simulated receipts", 0.5, partial(simulating.report, desk=desk, gateway=one)) for one in simulated)
    return (*lanes, *reports)


SERVICE: Final = Service(
    name="notifications",
    title="消息 notifications",
    description="告诉企业：现在是什么梯度，开启了什么，关闭了什么。",
    settings=NotificationsSettings,
    floor=FLOOR,
    acting=ACTING,
    migrations=Path(__file__).parent / "migrations",
    routers=ROUTERS,
    listens=LISTENS,
    equip=_equip,
    jobs=(Job("due messages", 0.5, deliver_due), Job("stuck deliveries", 60, watching.warn_if_stuck)),
    jobs_with=_jobs_with,
    gauges=watching.GAUGES,
    projections=(KNOWN.uscc.name, KNOWN.enterprise.name, *ACTING.names),
)
