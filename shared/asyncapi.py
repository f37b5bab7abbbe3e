"""The AsyncAPI 3.0 document of the published language, generated from the fact classes."""

from typing import Any, Final

from shared.events import PUBLISHES, AnyFact, fact_type

EXCHANGE: Final = "zjtx.events.v1"


def schema_of(cls: type[AnyFact]) -> dict[str, Any]:
    """The JSON Schema of a fact's data, as a producer writes it; its parts stand under `$defs`."""
    return cls.model_json_schema(mode="serialization", ref_template="#/components/schemas/{model}")


def document(version: str) -> dict[str, Any]:
    """One channel per source; its messages are the facts that source tells."""
    told = [(source, cls) for source, classes in PUBLISHES.items() for cls in classes]
    messages = {fact_type(source, cls): _message(source, cls) for source, cls in told}
    schemas = {name: part for _, cls in told for name, part in schema_of(cls).get("$defs", {}).items()}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "企业码“专精特新”服务专区: facts",
            "version": version,
            "description": "CloudEvents 1.0 in JSON batches: a message is a range of consecutive facts of one source.",
        },
        "defaultContentType": "application/cloudevents-batch+json",
        "channels": {
            source: {
                "address": source,
                "description": f"Routing key `{source}` of the topic exchange `{EXCHANGE}`",
                "messages": {
                    name: {"$ref": f"#/components/messages/{name}"}
                    for name in (fact_type(source, cls) for cls in classes)
                },
            }
            for source, classes in PUBLISHES.items()
        },
        "operations": {
            f"{source}.publish": {"action": "send", "channel": {"$ref": f"#/channels/{source}"}} for source in PUBLISHES
        },
        "components": {"messages": messages, "schemas": schemas},
    }


def _message(source: str, cls: type[AnyFact]) -> dict[str, Any]:
    return {
        "name": fact_type(source, cls),
        "title": cls.kind,
        "summary": (cls.__doc__ or "").strip(),
        "contentType": "application/cloudevents+json",
        "payload": _envelope(source, cls),
    }


def _envelope(source: str, cls: type[AnyFact]) -> dict[str, Any]:
    data = {name: value for name, value in schema_of(cls).items() if name != "$defs"}
    text = {"type": "string"}
    return {
        "type": "object",
        "required": ["specversion", "id", "source", "type", "subject", "time", "partitionkey", "data"],
        "properties": {
            "specversion": {"const": "1.0"},
            "id": {"type": "string", "format": "uuid"},
            "source": {"const": f"/zjtx/{source}"},
            "type": {"const": fact_type(source, cls)},
            "subject": {"type": "string", "description": "统一社会信用代码；经办人员的事实为其编号"},
            "time": {"type": "string", "format": "date-time"},
            "partitionkey": {
                "type": "string",
                "description": "whom it is about: order holds within it",
            },
            "correlationid": text,
            "causationid": text,
            "actor": text,
            "data": data,
        },
    }
