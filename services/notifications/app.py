"""Notifications, wired."""

from pathlib import Path
from typing import Final

from services.notifications.listeners import LISTENS
from services.notifications.router import ROUTERS
from services.notifications.service.demonstration import demonstrate
from services.notifications.service.postings import clock as postings
from services.notifications.service.talents.needs import remind
from services.notifications.service.tickets import clock as tickets
from services.notifications.service.titles import deliver_due
from services.notifications.settings import NotificationsSettings
from services.notifications.store import ACTING, FLOOR, KNOWN, KNOWN_TIER
from shared.background import Job
from shared.service import Service

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
    jobs=(
        Job("due messages", 0.5, deliver_due),
        Job("tickets past their day", 5, tickets.come_due),
        Job("postings past their day", 5, postings.come_due),
        Job("needs of talents that end soon", 60, remind),
    ),
    projections=(KNOWN.uscc.name, KNOWN.enterprise.name, KNOWN_TIER, *ACTING.names),
    gauges=tickets.GAUGES,
    demonstrate=demonstrate,
)
