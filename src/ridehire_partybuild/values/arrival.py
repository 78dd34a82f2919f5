"""Floors say when they are loaded, to whom it may concern."""

import sys

__all__ = ["arrived"]


def arrived(floor: str) -> None:
    """Tell that a floor is loaded, by its full name.

    Where Hypothesis has loaded the hook of `testing`, that makes the floor's classes known to it;
    else nobody listens. Nothing is imported for it: no floor knows of those above.
    """
    hook = sys.modules.get("ridehire_partybuild.testing.hook")
    if hook is not None:
        hook.register_floor(floor)
