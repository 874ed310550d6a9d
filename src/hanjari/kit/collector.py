"""Collector: Python's search for cycles, held off while a batch makes many small things and no cycles.

Each such search walks over everything that a process keeps (`gc`, Python's manual), so a worker with
ten thousand queries in hand would spend most of its time on it.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def held_off() -> Iterator[None]:
    """No search until the end of the block; it is on again behind it if it was on before."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def settle() -> None:
    """Set aside from the search what the process has made by now and will keep.

    What is thrown away later is still freed, unless it is a cycle made before now; so search first.
    """
    gc.collect()
    gc.freeze()
