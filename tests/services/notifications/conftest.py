"""The post room: deliveries without the rest of the zone, on either database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.conftest import NewDatabases
from tests.services.notifications.sending import PostRoom, post_room


@pytest.fixture
async def room(databases: NewDatabases, tmp_path: Path) -> AsyncIterator[PostRoom]:
    async with post_room(databases()["notifications"], tmp_path) as room:
        yield room
