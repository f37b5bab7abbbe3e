"""A load generator in a process of its own: connections that walk a list from page to page, over and over.

`python -m tests.bench.load port path token connections seconds` prints requests per second. Plain sockets: a client
library would cost more than the service it measures.
"""

import asyncio
import sys
import time

_CURSOR = b'"next_cursor":"'


async def walk(port: int, path: str, token: str, until: float) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
    cursor, pages = b"", 0
    while time.perf_counter() < until:
        query = f"{path}&cursor={cursor.decode()}" if cursor else path
        writer.write(f"GET {query} HTTP/1.1\r\nHost: zone\r\nAuthorization: Bearer {token}\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head.decode()
        length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        body = await reader.readexactly(length)
        found = body.rfind(_CURSOR)
        cursor = body[found + len(_CURSOR) :].split(b'"')[0] if found >= 0 else b""
        pages += 1
    writer.close()
    return pages


async def main(port: int, path: str, token: str, connections: int, seconds: float) -> None:
    started = time.perf_counter()
    until = started + seconds
    pages = sum(await asyncio.gather(*(walk(port, path, token, until) for _ in range(connections))))
    print(pages / (time.perf_counter() - started))


if __name__ == "__main__":
    _, port, path, token, connections, seconds = sys.argv
    asyncio.run(main(int(port), path, token, int(connections), float(seconds)))
