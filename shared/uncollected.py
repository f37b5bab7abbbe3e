"""While a city is in memory the garbage collector rests."""

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
