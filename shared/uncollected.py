"""The garbage collector rests while a city or all the code is brought into memory, and is calm where many ask."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected(many: bool = True) -> Iterator[None]:
    """Hundreds of thousands of objects that all stay: the collector would walk them again and again."""
    if not many or not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def calm_the_collector() -> None:
    """For a process that stays: what is there now is never walked again.

    A burst makes millions of objects that live for a moment: at its default the collector takes a quarter of it.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
