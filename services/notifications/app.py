"""Notifications, wired."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from services.notifications.gateways import connected
from services.notifications.gateways.simulated import SimulatedGateway
from services.notifications.listeners import LISTENS
from services.notifications.router import ONE_CLICK, ROUTERS
from services.notifications.schemas.events import rendered
from services.notifications.service import demonstration, outbound
from services.notifications.service.attention.links import Links
from services.notifications.service.attention.regathering import regather
from services.notifications.service.deadlines import recall
from services.notifications.service.deliveries import carrying, contacts, simulating, watching
from services.notifications.service.deliveries.desk import Desk
from services.notifications.service.following import EVERY_SECONDS, Following
from services.notifications.service.helping import demonstration as helping
from services.notifications.service.helping.registrations import remind_due
from services.notifications.service.postings import clock as postings
from services.notifications.service.talents.needs import remind
from services.notifications.service.tickets import clock as tickets
from services.notifications.service.titles import deliver_due
from services.notifications.service.withdrawing import mark_due
from services.notifications.settings import NotificationsSettings
from services.notifications.store import ACTING, FLOOR, KNOWN, KNOWN_TIER
from shared.background import Job
from shared.db import Database
from shared.outbound.sender import Sender
from shared.outbound.signing import new_secret
from shared.outbound.targets import Guard
from shared.seals import Seal
from shared.service import Service
from shared.settings import ZoneSettings

_SEALS: Final[dict[str, Callable[[Path], Seal]]] = {"development": Seal.made_once, "production": Seal.read}
"""Where the keys that seal addresses come from, by environment."""


def _equip(own: NotificationsSettings, zone: ZoneSettings) -> dict[str, Any]:
    origin = zone.url.rstrip("/")
    links = Links(origin, (own.app_url or f"{origin}/app").rstrip("/"), zone.cursor_secret.get_secret_value())
    seal, webhooks = _SEALS[zone.environment](own.contact_keys), Sender(Guard(own.webhooks_to_loopback))
    tools = {"links": links, "following": Following(rendered)}
    if own.gateways is not None:
        desk = Desk(connected.read(own.gateways, webhooks), seal, webhooks.guard, links)
        return {**tools, "deliveries": desk, "simulated": ()}
    simulated = SimulatedGateway(own.simulated_outbox, new_secret())
    desk = Desk(connected.simulated(simulated, webhooks), seal, webhooks.guard, links)
    return {**tools, "deliveries": desk, "simulated": (simulated,)}


def _jobs_with(tools: Mapping[str, Any]) -> tuple[Job, ...]:
    """A lane for each urgency; and what the simulated gateway reports, where there is one."""
    desk: Desk = tools["deliveries"]
    lanes = (
        Job(f"{lane} deliveries", slots.look_seconds, partial(carrying.carry, desk=desk, lane=lane))
        for lane, slots in carrying.LANES.items()
    )
    simulated: tuple[SimulatedGateway, ...] = tools["simulated"]
    reports = (Job("simulated receipts", 0.5, partial(simulating.report, desk=desk, gateway=one)) for one in simulated)
    return (
        *lanes,
        *reports,
        Job("inboxes that are watched", EVERY_SECONDS, tools["following"].run, on_time=True),
    )


async def _demonstrate(db: Database) -> None:
    await helping.demonstrate(db)
    await demonstration.demonstrate(db)


SERVICE: Final = Service(
    name="notifications",
    title="消息 notifications",
    description="告诉企业：现在是什么梯度，开启了什么，关闭了什么。",
    settings=NotificationsSettings,
    floor=FLOOR,
    acting=ACTING,
    migrations=Path(__file__).parent / "migrations",
    routers=ROUTERS,
    one_click=ONE_CLICK,
    listens=LISTENS,
    equip=_equip,
    jobs=(
        Job("due messages", 0.5, deliver_due, on_time=True),
        Job("left behind", 60, regather),
        Job("deadlines", 30, recall),
        Job("what holds no longer", 0.5, mark_due),
        Job("stuck deliveries", 60, watching.warn_if_stuck),
        Job("activities of tomorrow", 60, remind_due),
        Job("tickets past their day", 5, tickets.come_due),
        Job("postings past their day", 5, postings.come_due),
        Job("needs of talents that end soon", 60, remind),
        Job("old contacts", 3_600, contacts.forget_old),
    ),
    jobs_with=_jobs_with,
    gauges=(*watching.GAUGES, *outbound.GAUGES, *tickets.GAUGES),
    retire=lambda tools: tools["following"].streams.close(),
    demonstrate=_demonstrate,
    projections=(KNOWN.uscc.name, KNOWN.enterprise.name, KNOWN_TIER, *ACTING.names),
)
