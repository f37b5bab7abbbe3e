"""A load generator in a process of its own: connections that walk a list from page to page, over and over.

`python -m tests.bench.load walk ports path token connections seconds` prints requests per second; `ask-again` asks for
one page with the tag it had. Plain sockets: a client library would cost more than the service it measures.
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


async def ask_again(port: int, path: str, token: str, until: float) -> int:
    """One page over and over, with the tag it once had: only the answer that it is unchanged counts."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
    head = f"GET {path} HTTP/1.1\r\nHost: zone\r\nAuthorization: Bearer {token}\r\n"
    writer.write(f"{head}\r\n".encode())
    first = (await reader.readuntil(b"\r\n\r\n")).lower()
    await reader.readexactly(int(first.split(b"content-length:")[1].split(b"\r\n")[0]))
    tag = first.split(b"etag:")[1].split(b"\r\n")[0].strip().decode().replace("w/", "W/")
    question, answers = f"{head}If-None-Match: {tag}\r\n\r\n".encode(), 0
    while time.perf_counter() < until:
        writer.write(question)
        answer = await reader.readuntil(b"\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 304"), answer.decode()
        answers += 1
    writer.close()
    return answers


HOW = {"walk": walk, "ask-again": ask_again}


async def main(how: str, ports: list[int], path: str, token: str, connections: int, seconds: float) -> None:
    """The connections are spread over the ports."""
    started = time.perf_counter()
    until = started + seconds
    walks = (HOW[how](ports[n % len(ports)], path, token, until) for n in range(connections))
    pages = sum(await asyncio.gather(*walks))
    print(pages / (time.perf_counter() - started))


if __name__ == "__main__":
    _, how, ports, path, token, connections, seconds = sys.argv
    asyncio.run(main(how, [*map(int, ports.split(","))], path, token, int(connections), float(seconds)))
