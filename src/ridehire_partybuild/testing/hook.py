"""What Hypothesis runs when it is imported: the classes of this library, made known to it.

This is the entry point of the group ``hypothesis``. It is light: it imports nothing but itself, no
strategy, no floor, and looks only at what is loaded. The public classes of a floor are made known
when the hook runs, if the floor is there by then, else when it comes (`values.arrival`). Their
strategies are imported when the first of them is asked for.

``HYPOTHESIS_NO_PLUGINS`` turns it off as it does every other. Where the package is on the path but
not installed nobody runs it: call `register` once.
"""

import sys
from typing import Any

__all__ = ["FLOORS", "register", "register_floor"]

FLOORS = (
    "errors",
    "values",
    "model",
    "calendars",
    "guideline",
    "compliance",
    "scheduling",
    "allocation",
    "reporting",
)
"""The floors whose classes have strategies."""

_PACKAGE = __name__.partition(".")[0]
_known: set[str] = set()


def register() -> None:
    """Make known the classes of every floor that is loaded; of the others when they come.

    >>> from hypothesis import find, strategies as st
    >>> from ridehire_partybuild import Tier, Station
    >>> register()
    >>> find(st.from_type(Station), lambda one: one.tier is Tier.MOBILE).tier.value
    'mobile'
    """
    for floor in FLOORS:
        name = f"{_PACKAGE}.{floor}"
        if name in sys.modules:
            register_floor(name)


def register_floor(name: str) -> None:
    """Make known the public classes of a loaded floor, once: what a user registers later stays."""
    floor = vars(sys.modules[name])
    if name in _known or "__all__" not in floor:  # it is being loaded, and will say when it is
        return
    _known.add(name)
    from hypothesis import strategies as st  # noqa: PLC0415 - it is there: it runs this

    if name == f"{_PACKAGE}.values":
        register_floor(f"{_PACKAGE}.errors")  # it lies below the room that tells who has come
    for one in (floor[public] for public in floor["__all__"]):
        # a term is drawn from its members without our help; a protocol says nothing of a class
        if isinstance(one, type) and not hasattr(one, "__members__") and not _is_protocol(one):
            st.register_type_strategy(one, _strategy)


def _is_protocol(one: type) -> bool:
    return bool(getattr(one, "_is_protocol", False))


def _strategy(cls: type) -> Any:
    """Return the strategy for a class; for one that has none Hypothesis goes its usual way."""
    from .strategies import by_class  # noqa: PLC0415 - only now are strategies asked for

    return by_class().get(cls, NotImplemented)
