"""The page for the person who runs it: what it names exists."""

import re

from services.embedded import SERVICES
from tests.deploy.production import ROOT
from tests.deploy.test_compose import parsed

OPERATIONS = (ROOT / "docs" / "operations.md").read_text("utf-8")


def test_every_command_of_the_operations_page_exists() -> None:
    commands = re.findall(r"(?:exec \w+ zjtx|run --rm (?:--no-deps )?\w+|^zjtx) ([a-z].*)$", OPERATIONS, re.MULTILINE)
    names = {parsed(command.split("  #")[0].split())[0] for command in commands}
    assert names >= {"migrate", "parked list", "parked retry", "rebuild", "feed new-epoch"}


def test_every_metric_of_the_operations_page_exists() -> None:
    telemetry = (ROOT / "shared" / "telemetry.py").read_text("utf-8")
    metrics = {name.removesuffix("_total") for name in re.findall(r"`(zjtx_[a-z_]+)", OPERATIONS)}
    gauges = {gauge.name for service in SERVICES.values() for gauge in service.gauges}
    assert metrics
    assert {name for name in metrics if f'"{name}"' not in telemetry} <= gauges
