"""In one process a request goes to the service whose name its address begins with, and nothing else does."""

from typing import Any

import pytest

from services.embedded import ByName
from shared.strict import App, Receive, Scope, Send


async def asked(scope: Scope) -> tuple[str, Scope]:
    seen: list[tuple[str, Scope]] = []

    def named(name: str) -> App:
        async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
            seen.append((name, dict(scope)))

        return app

    nothing: Any = None
    layer = ByName(named("zone"), {"finance": named("finance"), "registry": named("registry")})
    await layer(scope, nothing, nothing)
    [one] = seen
    return one


@pytest.mark.parametrize("root", ["", "/below"])
@pytest.mark.parametrize("path", ["/finance/v1/list", "/finance/", "/finance//v1", "/finance/registry/v1"])
async def test_a_service_is_found_by_the_first_part_and_told_where_it_lies(path: str, root: str) -> None:
    name, scope = await asked({"type": "http", "path": root + path, "root_path": root})
    assert name == "finance"
    assert (scope["path"], scope["root_path"], scope["app_root_path"]) == (root + path, f"{root}/finance", root)


@pytest.mark.parametrize(
    "path", ["/", "", "*", "/finance", "/finances/v1", "//finance/v1", "/Finance/v1", "finance/v1", "xfinance/v1"]
)
async def test_everything_else_is_the_zones_own(path: str) -> None:
    before: Scope = {"type": "http", "path": path}
    assert await asked(dict(before)) == ("zone", before)


async def test_what_is_no_request_is_the_zones_own() -> None:
    assert await asked({"type": "lifespan"}) == ("zone", {"type": "lifespan"})
