"""Every fact is told by somebody, heard by somebody and stays readable; and nothing goes round in circles."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import services
from services.embedded import SERVICES
from shared.app import VERSION
from shared.asyncapi import document
from shared.events import FACTS, PUBLISHES, AnyFact, ConsequenceRecorded, fact_type, open_envelope
from tests.zone import RunningZone

GOLDEN = Path(__file__).parent / "golden"
every_fact = pytest.mark.parametrize("fact", FACTS.values(), ids=FACTS)
every_service = pytest.mark.parametrize("service", SERVICES)


@every_fact
def test_every_fact_is_told_and_heard(fact: type[AnyFact]) -> None:
    tellers = {service for service, told in PUBLISHES.items() if fact in told}
    listeners = {
        service
        for service, one in SERVICES.items()
        for source, handlers in one.listens.items()
        if fact in handlers and source in tellers
    }
    assert tellers
    assert listeners


@every_service
def test_nobody_waits_for_a_fact_its_source_never_tells(service: str) -> None:
    for source, handlers in SERVICES[service].listens.items():
        assert set(handlers) <= set(PUBLISHES[source]), source


@every_service
def test_the_passport_of_a_service_names_what_it_tells_and_hears(service: str) -> None:
    """The docstring of its `__init__` is the first thing a newcomer reads."""
    passport = (Path(services.__path__[0]) / service / "__init__.py").read_text("utf-8")
    publishes, _, listens = passport.partition("publishes")[2].partition("listens to")
    assert {kind for kind in FACTS if kind in publishes} == {fact.kind for fact in PUBLISHES[service]}
    heard = {fact.kind for handlers in SERVICES[service].listens.values() for fact in handlers}
    assert {kind for kind in FACTS if kind in listens} == heard
    assert all(source in listens for source in SERVICES[service].listens)


# ---- what was told stays readable ------------------------------------------------------------------


def _golden(fact: type[AnyFact]) -> dict[str, Any]:
    """An envelope as it was told when this version was first published; it is never renewed."""
    envelope: dict[str, Any] = json.loads((GOLDEN / f"{fact.kind}.v{fact.version}.json").read_text("utf-8"))
    return envelope


@every_fact
def test_a_fact_told_long_ago_is_still_understood_to_the_last_member(fact: type[AnyFact]) -> None:
    """A member renamed or dropped inside a version would be passed over in silence: that takes a new version."""
    envelope = _golden(fact)
    event = open_envelope(envelope, fact)
    assert event.type in {fact_type(source, fact) for source, told in PUBLISHES.items() if fact in told}
    understood = event.fact.model_dump(mode="json")
    assert _lost(envelope["data"], understood) == []


def _lost(told: Any, understood: Any, at: str = "data") -> list[str]:
    match told:
        case dict():
            missing = [f"{at}.{name}" for name in told if name not in understood]
            kept = told.keys() & understood.keys()
            return missing + [lost for name in kept for lost in _lost(told[name], understood[name], f"{at}.{name}")]
        case list():
            return [lost for i, item in enumerate(told) for lost in _lost(item, understood[i], f"{at}[{i}]")]
    return [] if told == understood else [f"{at}: {told!r} became {understood!r}"]


@every_fact
def test_the_golden_envelope_shows_every_member_of_its_first_day(fact: type[AnyFact]) -> None:
    """An envelope with an empty list would keep nothing inside it readable."""
    assert [name for name, value in _golden(fact)["data"].items() if value in ([], None, "", {})] == []


def test_every_golden_envelope_belongs_to_a_fact() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == {f"{cls.kind}.v{cls.version}" for cls in FACTS.values()}


# ---- the AsyncAPI document ---------------------------------------------------------------------------


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)


def test_the_asyncapi_document_is_whole() -> None:
    api = document(VERSION)
    assert api["asyncapi"] == "3.0.0"
    references = list(_references(api))
    assert references
    for reference in references:
        node: Any = api
        for part in reference.removeprefix("#/").split("/"):
            assert part in node, reference
            node = node[part]
        assert isinstance(node, dict)


def test_the_asyncapi_document_has_every_fact_of_every_service() -> None:
    api = document(VERSION)
    assert set(api["channels"]) == set(PUBLISHES)
    for source, told in PUBLISHES.items():
        names = {fact_type(source, fact) for fact in told}
        assert set(api["channels"][source]["messages"]) == names
        assert names <= set(api["components"]["messages"])
        assert api["operations"][f"{source}.publish"]["action"] == "send"
    for message in api["components"]["messages"].values():
        assert message["summary"], "the docstring of the fact says what happened"
        assert set(message["payload"]["required"]) <= set(message["payload"]["properties"])


# ---- the one rule against circles ------------------------------------------------------------------


async def test_what_hears_a_consequence_in_the_registry_tells_nothing(embedded: RunningZone) -> None:
    """registry → listeners → registry is a circle; it ends here."""
    uscc = await embedded.register()
    changed = await embedded.recognise(uscc, "specialised")
    await embedded.complete(changed["change_id"])
    for source, handlers in SERVICES["registry"].listens.items():
        assert set(handlers) == {ConsequenceRecorded}
        told = [json.loads(row["body"]) for row in await embedded.rows(source, "outbox")]
        events = [open_envelope(one, ConsequenceRecorded) for one in told if ".consequence.recorded." in one["type"]]
        assert events, source
        async with embedded.db("registry").transaction() as tx:
            await handlers[ConsequenceRecorded](tx, events)
            assert tx.outgoing == []
