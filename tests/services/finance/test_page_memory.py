"""Pages in memory: the same as the database says, and never more than so many bytes."""

import sys

from services.finance.page_memory import PageMemory
from services.finance.store import Page


async def test_a_page_is_read_once_per_state_of_the_list() -> None:
    memory, reads = PageMemory(), 0

    async def read() -> Page:
        nonlocal reads
        reads += 1
        return Page(f"read {reads}", 1, None)

    assert [(await memory.page("first", (1,), read)).documents for _ in range(3)] == ["read 1"] * 3
    assert (await memory.page("first", (2,), read)).documents == "read 2"
    assert (await memory.page("second", (2,), read)).documents == "read 3"
    assert reads == 3


async def test_it_holds_so_many_bytes_and_forgets_the_longest_unused_first() -> None:
    pages = {name: Page(name * 1_000, 1, None) for name in "abc"}
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
        return Page("x" * 100, 1, None)

    for _ in range(2):
        assert (await memory.page("q", (1,), read)).count == 1
    assert reads == 2
