"""docker-compose.yml as the engine would read it, with every variable filled."""

import re
from pathlib import Path
from typing import Any, Final

import yaml

from deploy.make_secrets import filled

ROOT: Final = Path(__file__).parents[2]
DEPLOY: Final = ROOT / "deploy"
EXAMPLE: Final = (DEPLOY / "env.example").read_text("utf-8")
_VARIABLE: Final = re.compile(r"\$\{(\w+)(:\?[^}]+)?\}")


def variables(text: str) -> dict[str, str]:
    """Of an env file."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


FILLED: Final = variables(filled(EXAMPLE, Path("/etc/zjtx")))
TEXT: Final = (ROOT / "docker-compose.yml").read_text("utf-8")
ASKED: Final = dict(_VARIABLE.findall(TEXT))
"""What the file asks for, with the words it refuses to start with."""
COMPOSE: Final[dict[str, Any]] = yaml.safe_load(_VARIABLE.sub(lambda found: FILLED[found[1]], TEXT))


def environment(service: str) -> dict[str, str]:
    return {name: str(value) for name, value in COMPOSE["services"][service]["environment"].items()}
