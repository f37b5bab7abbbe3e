"""One step out of a topic, and back, by a link that needs no login (RFC 8058)."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from services.notifications.domain.attention.preferences import DEFAULTS, Preferences
from services.notifications.domain.attention.topics import Topic
from services.notifications.service.attention.choices import choices
from services.notifications.service.attention.links import Links, NotOurs, OptOut
from services.notifications.service.preferences import How, choose, locked
from shared.db import Tx
from shared.problems import NotFound

log = logging.getLogger(__name__)


class OptOutLinkInvalid(NotFound):
    code, title = "OPT_OUT_LINK_INVALID", "退订链接无效"


@dataclass(frozen=True)
class Statement:
    """What a link is about, and where it stands: nothing of the enterprise, for anybody may hold the link."""

    topics: Sequence[Topic]
    out: bool
    """Of all of them"""


async def show(tx: Tx, links: Links, token: str) -> Statement:
    """Changes nothing: mail programs open links to look at them."""
    link = _opened(links, token)
    chosen = (await choices(tx, [link.enterprise_id])).get(link.enterprise_id, DEFAULTS)
    return _statement(link, chosen)


async def leave(tx: Tx, links: Links, token: str) -> Statement:
    """Asked again it changes nothing. What is mandatory stays, whatever the link says."""
    return await _step(tx, links, token, Preferences.without, "left")


async def come_back(tx: Tx, links: Links, token: str) -> Statement:
    return await _step(tx, links, token, Preferences.back, "back")


async def _step(
    tx: Tx, links: Links, token: str, step: Callable[[Preferences, Topic], Preferences], how: How
) -> Statement:
    link = _opened(links, token)
    before = await locked(tx, link.enterprise_id)
    wanted = before.preferences
    for topic in _topics(link):
        wanted = step(wanted, topic)
    return _statement(link, (await choose(tx, before, wanted, how)).preferences)


def _opened(links: Links, token: str) -> OptOut:
    """Whose it is its signature says: it opens also while enterprises are being read again."""
    try:
        return links.opened(token)
    except NotOurs as fault:
        log.warning("opt-out link refused: %s", fault)
        raise OptOutLinkInvalid("请使用邮件中的完整链接；也可登录应用，在接收设置中更改") from fault


def _topics(link: OptOut) -> Sequence[Topic]:
    return [topic for topic in Topic if not topic.mandatory] if link.topic is None else [link.topic]


def _statement(link: OptOut, chosen: Preferences) -> Statement:
    topics = _topics(link)
    return Statement(topics, all(chosen.opted_out(topic) for topic in topics))
