"""The published language: frozen, versioned facts and the CloudEvents 1.0 envelope they travel in.

A fact carries the full relevant state after the change, never a table row and never a difference, so a listener
that has not seen the one before loses nothing. Fields are only ever added inside a version.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Final
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, TypeAdapter
from pydantic_core import from_json, to_json

from shared.values import Certainty, EnterpriseId, Tier

NAMESPACE: Final = "cn.hangzhou.zjtx"


class UnknownFact(Exception):
    """A fact of a major version this build does not know: it waits, parked, for a build that does."""


class Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class TitleStatus(StrEnum):
    VALID = "valid"
    SUSPENDED = "suspended"
    """暂停: does not count until the suspension is lifted."""
    REVOKED = "revoked"
    """撤销: counts up to the day before `ended_on`."""


class Title(Value):
    """称号, as every service needs to know it."""

    title_id: str
    tier: Tier
    number: str
    authority: str
    """认定机关"""
    document: str
    """认定文件"""
    recognised_on: date
    valid_until: date
    """The last valid day: three years less a day."""
    status: TitleStatus = TitleStatus.VALID
    ended_on: date | None = None
    """Revoked: the first day it no longer counts."""
    first: bool = False
    """首次认定: no earlier title of this tier, ever, for this legal person."""
    renews: str | None = None
    """复核通过: the title_id this one continues."""

    def counts_on(self, day: date) -> bool:
        return self.status is not TitleStatus.SUSPENDED and self.recognised_on <= day <= self.last_day

    @property
    def last_day(self) -> date:
        """The last day it counts, revocation included."""
        if self.ended_on is None:
            return self.valid_until
        return min(self.valid_until, date.fromordinal(self.ended_on.toordinal() - 1))


def counting_on(titles: Iterable[Title], day: date) -> tuple[Title, ...]:
    """The titles valid on that day: what the list shows, and what benefits rest on."""
    return tuple(title for title in titles if title.counts_on(day))


def tier_on(titles: Iterable[Title], day: date) -> Tier:
    """Tier = the highest title valid on that day."""
    return Tier.highest(title.tier for title in counting_on(titles, day))


class Standing(Value):
    """Every title an enterprise ever had, and the tier they gave it on the day `on`."""

    tier: Tier
    on: date
    titles: tuple[Title, ...] = ()

    @property
    def counting(self) -> tuple[Title, ...]:
        return counting_on(self.titles, self.on)


class Item(Value):
    """One thing a change opened or closed, in words an enterprise reads."""

    code: str
    """benefit_code, or the name of what changed in the reporting service"""
    label: str
    amount_fen: int | None = None
    certainty: Certainty = Certainty.NON_MONETARY
    reason: str = ""


class Fact(Value):
    """Something that happened to one enterprise."""

    kind: ClassVar[str]
    """noun.past, the stable part of the type"""
    version: ClassVar[int] = 1

    enterprise_id: EnterpriseId
    uscc: str
    enterprise_version: int
    """The enterprise's version after the change that this fact, or its cause, made."""


class EnterpriseState(Fact):
    name: str
    district: str
    industry: str
    """GB/T 4754-2017, section letter and division: C39"""
    usccs: tuple[str, ...]
    """Every USCC this legal person ever had, the present one included."""


class EnterpriseRegistered(EnterpriseState):
    """An enterprise was registered in the zone."""

    kind = "enterprise.registered"


class EnterpriseUpdated(EnterpriseState):
    """Name, district, industry or annual figures changed."""

    kind = "enterprise.updated"


class ChangeReason(StrEnum):
    RECOGNISED = "recognised"
    RENEWED = "renewed"
    REVOKED = "revoked"
    EXPIRED = "expired"
    """届满: by time alone a tier that counted counts no longer."""
    CONTINUED = "continued"
    """续期生效: by time alone a renewal took over from the title it continues."""
    REWOUND = "rewound"
    """The clock was moved back, which only development allows."""
    IMPORTED = "imported"


class TitlesChanged(EnterpriseState):
    """The set of titles changed, or which of them count; exactly one of the two kinds below per change."""

    effective_on: date
    previous: Standing
    current: Standing
    reason: ChangeReason
    reason_text: str


class TierChanged(TitlesChanged):
    """The set of titles changed, or which of them count, and with it the tier."""

    kind = "tier.changed"


class TitleChanged(TitlesChanged):
    """Titles changed, or which of them count; the tier did not: a renewal, a second title, one ended under a higher."""

    kind = "title.changed"


class ConsequenceRecorded(Fact):
    """What one change of titles did in one service. Its handlers emit nothing (the rule against circles)."""

    kind = "consequence.recorded"

    cause_id: str
    """The id of the tier.changed or title.changed that had this consequence."""
    gained: tuple[Item, ...] = ()
    lost: tuple[Item, ...] = ()
    ahead: tuple[Item, ...] = ()
    """What the next tier would open (from benefits)."""
    ahead_tier: Tier | None = None


FACTS: Final[dict[str, type[Fact]]] = {
    cls.kind: cls for cls in (EnterpriseRegistered, EnterpriseUpdated, TierChanged, TitleChanged, ConsequenceRecorded)
}
PUBLISHES: Final[dict[str, tuple[type[Fact], ...]]] = {
    "registry": (EnterpriseRegistered, EnterpriseUpdated, TierChanged, TitleChanged),
    "benefits": (ConsequenceRecorded,),
    "finance": (ConsequenceRecorded,),
    "notifications": (ConsequenceRecorded,),
}
"""Which service says what; the AsyncAPI document and the schema snapshots are made from it."""


def fact_type(source: str, cls: type[Fact]) -> str:
    return f"{NAMESPACE}.{source}.{cls.kind}.v{cls.version}"


@dataclass(frozen=True, slots=True)
class Origin:
    """Who started a chain of facts, and by which request or fact."""

    actor: str
    correlation_id: str
    causation_id: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A fact in its envelope, as a listener receives it."""

    event_id: str
    type: str
    time: datetime
    fact: Any
    """A `Fact`; each handler names the class it is registered for."""
    origin: Origin


def seal(source: str, fact: Fact, at: datetime, origin: Origin) -> tuple[str, str]:
    """The id and the CloudEvents JSON of a new fact."""
    event_id = str(uuid4())
    envelope = {
        "specversion": "1.0",
        "id": event_id,
        "source": f"/zjtx/{source}",
        "type": fact_type(source, type(fact)),
        "subject": fact.uscc,
        "time": at,
        "datacontenttype": "application/json",
        "partitionkey": fact.enterprise_id,
        "correlationid": origin.correlation_id,
        "actor": origin.actor,
    }
    if origin.causation_id:
        envelope["causationid"] = origin.causation_id
    return event_id, f'{to_json(envelope)[:-1].decode()},"data":{fact.model_dump_json()}}}'


_INSTANT: Final = TypeAdapter(datetime)


def parse_batch(body: bytes | str) -> list[dict[str, Any]]:
    """The envelopes of a CloudEvents JSON batch; ValueError when it is not one."""
    batch = from_json(body)
    if not isinstance(batch, list) or not all(isinstance(item, dict) and "id" in item for item in batch):
        raise ValueError("not a CloudEvents JSON batch")
    return batch


def open_envelope(envelope: dict[str, Any], cls: type[Fact]) -> Event:
    """The typed event; ValueError (pydantic's) when the data does not fit its class."""
    return Event(
        event_id=envelope["id"],
        type=envelope["type"],
        time=_INSTANT.validate_python(envelope["time"]),
        fact=cls.model_validate(envelope["data"]),
        origin=Origin(
            actor=envelope.get("actor", ""),
            correlation_id=envelope.get("correlationid", envelope["id"]),
            causation_id=envelope.get("causationid"),
        ),
    )
