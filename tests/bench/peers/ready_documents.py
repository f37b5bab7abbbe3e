"""The shared list as fast as it can be asked of PostgreSQL: `python -m … port`.

Raw ASGI, asyncpg, the lines as they are kept, joined; in front of the pool a queue in the order of arrival, without
which the slowest answers take four times as long. No framework, no token, no quota, no signature, no log.
"""

import asyncio
import os
import sys
from typing import Any, Final
from urllib.parse import parse_qs

import asyncpg
import uvicorn

NAME: Final = "raw ASGI, documents from PostgreSQL"
POOL: Final = 10
_PAGE: Final = "SELECT enterprise_id, document FROM list_entry WHERE listed AND enterprise_id > $1 ORDER BY 1 LIMIT $2"


class ReadyDocuments:
    def __init__(self, database_url: str) -> None:
        self._url = database_url
        self._pool: Any = None
        self._turn = asyncio.Semaphore(POOL)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        asked = parse_qs(scope["query_string"].decode())
        after, limit = asked.get("cursor", [""])[0], int(asked.get("limit", ["100"])[0])
        async with self._turn:
            self._pool = self._pool or await asyncpg.create_pool(self._url, min_size=POOL, max_size=POOL)
            rows = await self._pool.fetch(_PAGE, after, limit)
        last = f'"{rows[-1][0]}"' if len(rows) == limit else "null"
        body = f'{{"items":[{",".join([row[1] for row in rows])}],"next_cursor":{last}}}'.encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})


if __name__ == "__main__":
    url = os.environ["DATABASE_URL"].replace("postgresql+asyncpg", "postgresql")
    uvicorn.run(ReadyDocuments(url), port=int(sys.argv[1]), lifespan="off", log_level="warning", access_log=False)
