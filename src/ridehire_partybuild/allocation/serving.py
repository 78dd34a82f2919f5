"""How many drivers stations serve, as somebody counted them: read before it is used."""

from collections.abc import Mapping
from typing import Any

import attrs

from ridehire_partybuild.errors import InvalidValue, Problem
from ridehire_partybuild.model import Register
from ridehire_partybuild.values import StationId
from ridehire_partybuild.values.record import field_problems

from .weighing import Recipient

__all__ = ["drivers_served"]


def drivers_served(
    served: Mapping[StationId, int] | None, register: Register
) -> Mapping[StationId, int]:
    """Return the drivers that each station of a register serves, as far as that is known.

    Raises:
        InvalidValue: of a station that the register does not have, or no number from 0 to 10^9:
            all that is wrong at once.

    >>> drivers_served({"S-1": 40}, Register())
    Traceback (most recent call last):
    ridehire_partybuild.errors.problems.InvalidValue: ...
    """
    stations: dict[Any, StationId] = {one.id: one.id for one in register.stations}
    found: dict[StationId, int] = {}
    problems: list[Problem] = []
    for name, number in ({} if served is None else served).items():
        path = f"$.served[{name!r}]"
        if name not in stations:
            told = {"kind": "StationId", "value": str(name), "wanted": "stations"}
            problems.append(Problem(code="id.dangling", path=path, params=told))
            continue
        wrong = tuple(field_problems(Recipient, "drivers", number))
        problems += (attrs.evolve(one, path=path) for one in wrong)
        if not wrong and number is not None:
            found[stations[name]] = number
    if problems:
        raise InvalidValue(problems)
    return found
