"""Notifications, wired."""

from pathlib import Path
from typing import Any, Final

from services.notifications.listeners import LISTENS
from services.notifications.router import ONE_CLICK, ROUTERS
from services.notifications.service import outbound
from services.notifications.service.attention.links import Links
from services.notifications.service.attention.regathering import regather
from services.notifications.service.titles import deliver_due
from services.notifications.settings import NotificationsSettings
from services.notifications.store import ACTING, FLOOR, KNOWN
from shared.background import Job
from shared.service import Service
from shared.settings import ZoneSettings


def _equip(own: NotificationsSettings, zone: ZoneSettings) -> dict[str, Any]:
    return {"links": Links(zone.url.rstrip("/"), own.app_url.rstrip("/"), zone.cursor_secret.get_secret_value())}


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
        Job("due messages", 0.5, deliver_due),
        Job("left behind", 60, regather),
    ),
    gauges=outbound.GAUGES,
    projections=(KNOWN.uscc.name, KNOWN.enterprise.name, *ACTING.names),
)
