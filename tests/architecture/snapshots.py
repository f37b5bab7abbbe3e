"""What others rely on, written down: facts, interfaces and settings. `make schemas` renews it from the code.

schemas/<kind>.v<version>.json    the data of a fact; inside a version, fields are only ever added
schemas/openapi/<service>.json    the interface of a service
docs/settings.md                  every variable of the environment
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from pydantic_settings import BaseSettings

from services.cli.loading import DEFAULT_CITY
from services.embedded import SERVICES
from shared.events import FACTS
from shared.settings import ServiceSettings, ZoneSettings
from tests.architecture.routes import build
from tests.architecture.sources import ROOT

OTHERS = {
    "ZJTX_DEMO": (str(DEFAULT_CITY), "How many title holders `make run` and `zjtx demo` draw into an empty registry."),
    "ZJTX_TEST_POSTGRES_URL": ("", "Tests: a PostgreSQL where they may create databases, instead of a private one."),
    "ZJTX_TEST_AMQP_URL": ("", "Tests: a RabbitMQ for one run at a time, instead of a private one."),
}
"""What is read beside the settings classes: name, default, meaning."""


def snapshots() -> dict[Path, str]:
    """Every file with the content the code would give it today."""
    found = {ROOT / "docs" / "settings.md": _settings()}
    for fact in FACTS.values():
        schema = fact.model_json_schema(mode="serialization")
        found[ROOT / "schemas" / f"{fact.kind}.v{fact.version}.json"] = _json(schema)
    for name, app in build().items():
        found[ROOT / "schemas" / "openapi" / f"{name}.json"] = _json(app.openapi())
    return found


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _settings() -> str:
    lines = [
        "# Settings",
        "",
        "Read once, at start, from the environment or a file `.env`. `make schemas` makes this page from the code.",
        "With `ZJTX_ENVIRONMENT=production` the defaults that are only safe in development are refused by name.",
        "",
        "## The zone",
        "",
        *_table(_rows(ZoneSettings)),
        "",
        "## One service",
        "",
        *_table(row for service in SERVICES.values() for row in _rows(type(service.settings()))),
        "",
        "## The demonstration and the tests",
        "",
        *_table((name, default, meaning) for name, (default, meaning) in OTHERS.items()),
    ]
    return "\n".join(lines) + "\n"


def _rows(settings: type[BaseSettings]) -> Iterator[tuple[str, str, str]]:
    for name, field in settings.model_fields.items():
        inherited = ServiceSettings.model_fields.get(name)
        meaning = field.description or (inherited.description if inherited else None)
        assert meaning, f"{settings.__name__}.{name} needs a docstring that says what it decides"
        default = field.default
        shown = default.get_secret_value() if isinstance(default, SecretStr) else str(default)
        yield f"{settings.model_config['env_prefix']}{name.upper()}", shown, meaning


def _table(rows: Any) -> Iterator[str]:
    yield "| variable | default | meaning |"
    yield "|---|---|---|"
    for name, default, meaning in rows:
        yield f"| `{name}` | {f'`{default}`' if default else ''} | {' '.join(meaning.split())} |"


def write() -> None:
    current = snapshots()
    for path in [*(ROOT / "schemas").rglob("*.json")]:
        if path not in current:
            path.unlink()
    for path, text in current.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    write()
