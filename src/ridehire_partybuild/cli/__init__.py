"""The command line, for those who do not program: ``python -m ridehire_partybuild``.

`main` is all of it; the clock is its argument. Nothing below imports it.
"""

from .running import main

__all__ = ["main"]
