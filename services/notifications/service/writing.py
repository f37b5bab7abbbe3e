"""How messages are written: one key for ever, whole at once, in the order in which things happened."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from hashlib import blake2b, sha1
from typing import Any, Final, NamedTuple
from uuid import NAMESPACE_URL

from services.notifications import store
from services.notifications.domain.asking import NOTHING, About
from services.notifications.domain.changes import ChangeKind
from services.notifications.domain.messages import Template, Words, folded
from services.notifications.service.arriving import Arrival, arrived
from shared.db import Tx

_NAMESPACE: Final = sha1(NAMESPACE_URL.bytes, usedforsecurity=False)
_VARIANT: Final = {f"{digit:x}": f"{digit & 3 | 8:x}" for digit in range(16)}
"""The digit in which a uuid says of which variant it is"""
_APART: Final = timedelta(microseconds=1)
MARKED_AT_ONCE: Final = 2_000
_INSTANTS: Final = "how many messages an inbox was given"


class Said(NamedTuple):
    """A message to be said; without `about` it leads to the enterprise and asks nothing."""

    enterprise_id: str
    cause_id: str
    template: Template
    words: Words
    about: About = NOTHING


def message_id(enterprise_id: str, cause_id: str, template: Template = Template.TITLES_CHANGED) -> str:
    """The same for ever, whoever computes it: uuid5(NAMESPACE_URL, "enterprise/cause/template"), at a third of its
    price, for there may be a hundred thousand at once."""
    hashed = _NAMESPACE.copy()
    hashed.update(f"{enterprise_id}/{cause_id}/{template}".encode())
    one = hashed.hexdigest()
    return f"{one[:8]}-{one[8:12]}-5{one[13:16]}-{_VARIANT[one[16]]}{one[17:20]}-{one[20:32]}"


def key(enterprise_id: str, cause_id: str, template: Template = Template.TITLES_CHANGED) -> dict[str, Any]:
    return {
        "enterprise_id": enterprise_id,
        "message_id": message_id(enterprise_id, cause_id, template),
        "cause_id": cause_id,
        "template": template,
        "thread_version": 0,
        "waits": False,
    }


def wording_id(words: Words) -> str:
    return blake2b(f"{words.heading}\n{words.text}".encode(), digest_size=16).hexdigest()


async def keep_words(tx: Tx, words: Iterable[Words]) -> dict[Words, str]:
    """Their ids; each is written once, however many are told it."""
    ids = {one: wording_id(one) for one in words}
    wordings = {
        id_: {"heading": one.heading, "text": one.text, "folded": folded(f"{one.heading}{one.text}")}
        for one, id_ in ids.items()
    }
    await store.messages.add_words(tx, wordings)
    return ids


async def say(tx: Tx, messages: Sequence[Said | tuple[str, str, Template, Words]]) -> None:
    """Whole at once; a message seen before stays as it was, and has not arrived again."""
    if not messages:
        return
    change_id = await store.changes.begin(tx, ChangeKind.SAID)
    told = {message_id(*one[:3]): Said(*one) for one in reversed(messages)}
    wordings = await keep_words(tx, {one.words for one in told.values()})
    rows, arrivals = [], []
    at_of = _instants(tx)
    for id_, one in reversed(told.items()):
        at = at_of(one.enterprise_id)
        arrivals.append(Arrival(one.enterprise_id, id_, one.cause_id, one.template, one.words, at))
        rows.append(
            {
                "enterprise_id": one.enterprise_id,
                "message_id": id_,
                "cause_id": one.cause_id,
                "template": one.template,
                "wording_id": wordings[one.words],
                "target_id": one.about.target_id,
                "thread": one.about.thread,
                "thread_version": one.about.version,
                "act_by": one.about.act_by,
                "waits": one.about.waits,
                "delivered_at": at,
                "completed_at": at,
                "said_in": change_id,
            }
        )
    new = await store.messages.add_whole(tx, rows, change_id)
    await arrived(tx, arrivals if new is None else [one for one in arrivals if one.message_id in new])


async def withdraw(tx: Tx, cause_id: str, template: Template) -> int:
    """Of what was told of that cause the next `MARKED_AT_ONCE` are marked: they stay in the inbox, and hold no longer.

    Returns how many; 0: all are.
    """
    told = await store.messages.not_withdrawn(tx, cause_id, template, MARKED_AT_ONCE)
    if told:
        change_id = await store.changes.begin(tx, ChangeKind.WITHDRAWN)
        await store.messages.withdraw(tx, told, change_id)
    return len(told)


def _instants(tx: Tx) -> Callable[[str], datetime]:
    """One transaction applies many facts; each inbox keeps what it is told in the order in which it happened."""
    given: dict[str, int] = tx.info.setdefault(_INSTANTS, {})

    def instant(enterprise_id: str) -> datetime:
        before = given.get(enterprise_id, 0)
        given[enterprise_id] = before + 1
        return tx.now + before * _APART if before else tx.now

    return instant
