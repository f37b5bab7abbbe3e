"""The CloudEvents 1.0 envelope that facts travel in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import uuid4

from pydantic import TypeAdapter
from pydantic_core import from_json, to_json

from shared.events.fact import AnyFact

NAMESPACE: Final = "cn.hangzhou.zjtx"


class UnknownFact(Exception):
    """A fact of a major version this build does not know: it waits, parked, for a build that does."""


def fact_type(source: str, cls: type[AnyFact]) -> str:
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
    """An `AnyFact`; each handler names the class it is registered for."""
    origin: Origin


def seal(source: str, fact: AnyFact, at: datetime, origin: Origin) -> tuple[str, str]:
    """The id and the CloudEvents JSON of a new fact."""
    event_id = str(uuid4())
    envelope = {
        "specversion": "1.0",
        "id": event_id,
        "source": f"/zjtx/{source}",
        "type": fact_type(source, type(fact)),
        "subject": fact.about,
        "time": at,
        "datacontenttype": "application/json",
        "partitionkey": fact.partition,
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


def open_envelope(envelope: dict[str, Any], cls: type[AnyFact]) -> Event:
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
