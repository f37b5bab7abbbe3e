"""The words of an outbound message, by the texts in force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from services.notifications import store
from services.notifications.domain.attention.preferences import Language
from services.notifications.domain.attention.told import Told
from services.notifications.domain.attention.topics import CLASSES, TOPIC_LABELS, TOPIC_LABELS_EN, Topic
from services.notifications.domain.messages import Template
from services.notifications.domain.outgoing import Channel, Send, Sms
from services.notifications.domain.wording.rendering import Rendered, render
from services.notifications.domain.wording.texts import WORDED, Text
from services.notifications.service.attention.links import Links, OptOut
from services.notifications.store.tables import TextRow
from services.notifications.wording_data import Key, first_texts
from shared.db import Tx

_TAGS: Final = {Language.ZH: "zh-CN", Language.EN: "en"}
_LABELS: Final = {Language.ZH: TOPIC_LABELS, Language.EN: TOPIC_LABELS_EN}
_BETWEEN: Final = {Language.ZH: "、", Language.EN: ", "}
MOST_HEADINGS: Final = 30
"""A digest names so many, and says how many there are"""


_READ: Final[dict[str, Text]] = {}
"""By version, those once in force: none is edited after that, so each is read once and not for every attempt"""


def text_of(row: TextRow) -> Text:
    return Text(
        f"{row.number}",
        Template(row.template),
        Channel(row.channel),
        Language(row.language),
        row.subject,
        row.body,
        row.sms_number,
    )


@dataclass(frozen=True)
class Wording:
    texts: Mapping[Key, Text]
    links: Links
    signature: str

    @classmethod
    async def read(cls, tx: Tx, links: Links, signature: str) -> Self:
        """Those of officers that are in force, before those every zone begins with."""
        ids = await store.texts.in_force(tx)
        if new := [id_ for id_ in ids if id_ not in _READ]:
            _READ.update({row.template_version_id: text_of(row) for row in await store.texts.by_ids(tx, new)})
        written = [_READ[id_] for id_ in ids]
        return cls(
            {**first_texts(), **{(one.template, one.channel, one.language): one for one in written}}, links, signature
        )

    def send(self, channel: Channel, messages: Sequence[Told], enterprise: str, language: Language) -> Send:
        if channel not in WORDED:
            return Send(messages[0].heading, messages[0].text, template_version="message")
        template = messages[0].template if len(messages) == 1 else Template.DIGEST
        text = self.texts[template, channel, language]
        said = render(text, self.values(messages, enterprise, language), self.signature)
        return Send(
            subject=said.subject,
            body=said.body,
            language=_TAGS[language],
            template_version=text.version,
            html=said.html,
            sms=_sms(said),
            unsubscribe=self._opt_out(messages),
        )

    def values(self, messages: Sequence[Told], enterprise: str, language: Language) -> dict[str, str]:
        """Of every variable a text may name."""
        first, topics = messages[0], _topics(messages)
        headings = [f"· {one.heading}" for one in messages[:MOST_HEADINGS]]
        return {
            "enterprise": enterprise,
            "heading": first.heading,
            "text": first.text,
            "topic": _BETWEEN[language].join(_LABELS[language][one] for one in topics),
            "count": str(len(messages)),
            "headings": "\n".join([*headings, *(["…"] if len(messages) > MOST_HEADINGS else [])]),
            "link": self.links.message(first.message_id) if len(messages) == 1 else self.links.inbox,
            "opt_out_link": self._opt_out(messages) or "",
        }

    def _opt_out(self, messages: Sequence[Told]) -> str | None:
        """None: there is nothing in it that one may opt out of."""
        topics = [one for one in _topics(messages) if not one.mandatory]
        if not topics:
            return None
        return self.links.opt_out(OptOut(messages[0].enterprise_id, topics[0] if len(topics) == 1 else None))


def _topics(messages: Sequence[Told]) -> list[Topic]:
    return list(dict.fromkeys(CLASSES[one.template].topic for one in messages))


def _sms(said: Rendered) -> Sms | None:
    return None if said.sms_number is None else Sms(said.sms_number, dict(said.sms_values))
