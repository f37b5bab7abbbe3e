"""deploy/rabbitmq/definitions.json on a real RabbitMQ: the code's own topology, and no more rights than it needs."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aio_pika
import pytest
from aiormq.exceptions import ChannelAccessRefused

from services.embedded import SERVICES
from shared.bus import NotPublished, Range
from shared.bus.rabbit import DEAD_LETTERS, EXCHANGE, RabbitBus, queue_arguments, queue_name
from tests.deploy.production import COMPOSE, DEPLOY, environment
from tests.rig import rabbit, require
from tests.rig.rabbit import VARIABLE, RabbitBroker

DEFINITIONS: dict[str, list[dict[str, Any]]] = json.loads((DEPLOY / "rabbitmq" / "definitions.json").read_text())
PAIRS = [(listener, source) for listener in SERVICES for source in SERVICES[listener].listens]
Urls = dict[str, str]


@pytest.fixture(scope="module")
def urls() -> Iterator[Urls]:
    """Each service's URL at a private broker that has read the definitions: a borrowed one lends no rabbitmqctl."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(VARIABLE, raising=False)
        with rabbit() as broker:
            import_definitions(broker, COMPOSE["configs"]["broker_users"]["content"])
            import_definitions(broker, json.dumps(DEFINITIONS))
            address = broker.url.partition("@")[2].rstrip("/")
            yield {name: environment(name)["ZJTX_BUS_URL"].replace("rabbitmq:5672", address) for name in SERVICES}


def import_definitions(broker: RabbitBroker, text: str) -> None:
    """By rabbitmqctl in the surroundings, and as the user, of the broker itself."""
    daemon, home = broker._own, broker._own.home
    file = home.path / "definitions.json"
    file.write_text(text)
    done = subprocess.run(
        [require("rabbitmq-server")[0] / "rabbitmqctl", "import_definitions", file],
        env={**home._environment(), **daemon.environment},
        cwd=home.path,
        capture_output=True,
        text=True,
        **home._identity,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_queues_are_those_of_the_code() -> None:
    queues = {queue["name"]: queue["arguments"] for queue in DEFINITIONS["queues"]}
    names = [queue_name(listener, source) for listener, source in PAIRS]
    assert set(queues) == {*names, *(f"{name}.dlq" for name in names)}
    assert {name: queues[name] for name in names} == {name: queue_arguments(name) for name in names}
    assert all(queue["durable"] for queue in DEFINITIONS["queues"])


def test_the_bindings_are_those_of_the_code() -> None:
    found = {(one["source"], one["routing_key"], one["destination"]) for one in DEFINITIONS["bindings"]}
    wanted = {(EXCHANGE, source, queue_name(listener, source)) for listener, source in PAIRS}
    dead = {(DEAD_LETTERS, name, f"{name}.dlq") for _, _, name in wanted}
    assert found == wanted | dead
    assert {exchange["name"]: exchange["type"] for exchange in DEFINITIONS["exchanges"]} == {
        EXCHANGE: "topic",
        DEAD_LETTERS: "topic",
    }


def test_everybody_has_a_user_and_rights_and_nobody_else_has() -> None:
    users = json.loads(COMPOSE["configs"]["broker_users"]["content"])["users"]
    assert [user["name"] for user in users] == list(SERVICES)
    assert all(user["tags"] == [] for user in users)
    for kind in ("permissions", "topic_permissions"):
        assert [right["user"] for right in DEFINITIONS[kind]] == list(SERVICES)


def test_the_broker_reads_the_users_before_their_rights() -> None:
    broker = COMPOSE["services"]["rabbitmq"]
    mounts = dict(volume.split(":")[:2] for volume in broker["volumes"])
    users, zone = broker["configs"][0]["target"], mounts["./deploy/rabbitmq/definitions.json"]
    [folder] = [
        line.split(" = ")[1]
        for line in (DEPLOY / "rabbitmq" / "zjtx.conf").read_text().splitlines()
        if line.startswith("load_definitions")
    ]
    assert Path(users).parent == Path(zone).parent == Path(folder)
    assert Path(users).name < Path(zone).name


@pytest.mark.parametrize(("listener", "source"), PAIRS)
async def test_a_listener_declares_again_what_the_definitions_declared(listener: str, source: str, urls: Urls) -> None:
    connection = await aio_pika.connect(urls[listener])
    async with connection:
        queue = await RabbitBus(urls[listener])._declare(await connection.channel(), listener, source)
        assert queue.name == queue_name(listener, source)


@pytest.mark.parametrize(("listener", "source"), PAIRS)
async def test_a_listener_makes_its_queue_anew_when_somebody_deleted_it(listener: str, source: str, urls: Urls) -> None:
    connection = await aio_pika.connect(urls[listener])
    async with connection:
        channel = await connection.channel()
        await channel.queue_delete(queue_name(listener, source))
        queue = await RabbitBus(urls[listener])._declare(channel, listener, source)
        assert (await queue.declare()).message_count == 0


@pytest.mark.parametrize("name", SERVICES)
async def test_a_service_publishes_its_own_facts_only(name: str, urls: Urls) -> None:
    bus = RabbitBus(urls[name])
    try:
        await bus.publish(Range(name, "epoch", 1, 1, b"[]"))
        for other in set(SERVICES) - {name}:
            with pytest.raises(NotPublished):
                await bus.publish(Range(other, "epoch", 1, 1, b"[]"))
    finally:
        await bus.close()


@pytest.mark.parametrize(("listener", "source"), PAIRS)
async def test_nobody_reads_the_queue_of_another(listener: str, source: str, urls: Urls) -> None:
    for other in set(SERVICES) - {listener}:
        connection = await aio_pika.connect(urls[other])
        async with connection:
            channel = await connection.channel()
            queue = await channel.get_queue(queue_name(listener, source), ensure=False)
            with pytest.raises(ChannelAccessRefused):
                await queue.get(fail=False)
