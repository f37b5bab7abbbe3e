"""Pages in memory: the same as the database says, and never more than so many bytes."""

import asyncio
import sys

from services.finance.page_memory import PageMemory
from services.finance.store.shared_list import Page, page_of


async def test_a_page_is_read_once_per_state_of_the_list() -> None:
    memory, reads = PageMemory(), 0

    async def read() -> Page:
        nonlocal reads
        reads += 1
        return page_of(f"read {reads}".encode(), 1, None)

    assert [(await memory.page("first", (1,), read)).documents for _ in range(3)] == [b"read 1"] * 3
    assert (await memory.page("first", (2,), read)).documents == b"read 2"
    assert (await memory.page("second", (2,), read)).documents == b"read 3"
    assert reads == 3


async def test_it_holds_so_many_bytes_and_forgets_the_longest_unused_first() -> None:
    pages = {name: page_of(name.encode() * 1_000, 1, None) for name in "abc"}
    memory = PageMemory(max_bytes=2 * sys.getsizeof(pages["a"].documents))
    asked: list[str] = []

    async def ask(name: str) -> None:
        async def read() -> Page:
            asked.append(name)
            return pages[name]

        assert await memory.page(name, (1,), read) == pages[name]

    for name in "abacab":
        await ask(name)
    assert "".join(asked) == "abcb", "a was used last each time, so b made room for c and then came back"


async def test_a_page_larger_than_the_memory_is_answered_and_not_kept() -> None:
    memory, reads = PageMemory(max_bytes=10), 0

    async def read() -> Page:
        nonlocal reads
        reads += 1
        return page_of(b"x" * 100, 1, None)

    for _ in range(2):
        assert (await memory.page("q", (1,), read)).count == 1
    assert reads == 2


async def test_those_who_ask_for_a_page_that_is_being_read_wait_for_it() -> None:
    memory, reads, may_end = PageMemory(), 0, asyncio.Event()

    async def read() -> Page:
        nonlocal reads
        reads += 1
        await may_end.wait()
        return page_of(b"the page", 1, None)

    asking = [asyncio.create_task(memory.page("q", (1,), read)) for _ in range(16)]
    await asyncio.sleep(0)
    may_end.set()
    assert {page.documents for page in await asyncio.gather(*asking)} == {b"the page"}
    assert reads == 1


async def test_a_reader_that_fails_or_leaves_fails_nobody_who_waits() -> None:
    memory, reads = PageMemory(), 0

    async def read() -> Page:
        nonlocal reads
        reads += 1
        await asyncio.sleep(0)
        if reads == 1:
            raise ConnectionError("the database went away")
        return page_of(b"the page", 1, None)

    first, *others = await asyncio.gather(*(memory.page("q", (1,), read) for _ in range(3)), return_exceptions=True)
    assert isinstance(first, ConnectionError)
    assert [page.documents for page in others if isinstance(page, Page)] == [b"the page"] * 2
    assert reads == 2
