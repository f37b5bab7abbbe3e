"""What an enterprise chooses to hear outside its inbox, by whom and how it was changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from services.notifications import store
from services.notifications.attention_data import rules
from services.notifications.domain.attention.preferences import DEFAULTS, Preferences
from services.notifications.domain.attention.rules import Rules
from services.notifications.service.attention.choices import read, written
from services.notifications.service.enterprises import visible
from services.notifications.store.tables import PreferenceChangeRow, PreferenceRow
from shared.callers import Caller
from shared.db import Tx
from shared.problems import Unprocessable

How = Literal["chosen", "left", "back"]
HOW_LABELS: Final = {"chosen": "在应用中设置", "left": "通过链接退订", "back": "通过链接恢复"}


class MandatoryUnreached(Unprocessable):
    code, title = "MANDATORY_TOPIC_UNREACHED", "必须接收的消息至少保留一种送达到人的方式"


@dataclass(frozen=True)
class Chosen:
    """An enterprise's choice as it stands, with what holds where it chose nothing."""

    enterprise_id: str
    preferences: Preferences
    version: int
    changed_at: datetime | None
    rules: Rules


async def of_enterprise(tx: Tx, caller: Caller, uscc: str) -> Chosen:
    enterprise_id = (await visible(tx, caller, uscc, "preference.read")).enterprise_id
    kept = (await store.preferences.chosen(tx, [enterprise_id])).get(enterprise_id)
    if kept is None:
        return Chosen(enterprise_id, DEFAULTS, 0, None, rules(tx.today))
    return _as_kept(tx, kept)


async def own_locked(tx: Tx, caller: Caller, uscc: str) -> Chosen:
    return await locked(tx, (await visible(tx, caller, uscc, "preference.write")).enterprise_id)


async def locked(tx: Tx, enterprise_id: str) -> Chosen:
    empty = {"chosen": written(DEFAULTS), "version": 0, "changed_at": tx.now}
    return _as_kept(tx, await store.preferences.lock(tx, enterprise_id, empty))


def _as_kept(tx: Tx, row: PreferenceRow) -> Chosen:
    changed_at = row.changed_at if row.version else None  # a link that changed nothing left a row
    return Chosen(row.enterprise_id, read(row.chosen), row.version, changed_at, rules(tx.today))


async def choose(tx: Tx, before: Chosen, wanted: Preferences, how: How = "chosen") -> Chosen:
    """What is the same as before changes nothing. It holds for what waits already: each is judged when it leaves."""
    if silent := wanted.unreached():
        labels = "、".join(topic.label for topic in silent)
        raise MandatoryUnreached(f"请为“{labels}”保留电子邮件、短信、微信或手机推送中的至少一种")
    if wanted == before.preferences:
        return before
    after = Chosen(before.enterprise_id, wanted, before.version + 1, tx.now, before.rules)
    kept = {"enterprise_id": before.enterprise_id, "version": after.version, "changed_at": tx.now}
    change = {**kept, "how": how, "before": written(before.preferences), "after": written(wanted)}
    await store.preferences.save(tx, {**kept, "chosen": written(wanted)}, change)
    about = {"enterprise_id": before.enterprise_id}
    tx.edited("preference", before.preferences.document(), {**wanted.document(), **about})
    return after


async def changes(tx: Tx, caller: Caller, uscc: str, before: int | None, limit: int) -> Sequence[PreferenceChangeRow]:
    enterprise_id = (await visible(tx, caller, uscc, "preference.read")).enterprise_id
    return await store.preferences.changes(tx, enterprise_id, before, limit)
