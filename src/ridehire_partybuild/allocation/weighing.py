"""What each station weighs: equally, by the drivers it serves, by the copies it lacks.

"Unknown is a value": a station of which a number is not known weighs as the mean of those of which
it is known, and that is told; it is neither zero nor left out.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import attrs

from ridehire_partybuild.guideline import FACTS
from ridehire_partybuild.model import Register, Station
from ridehire_partybuild.model.order import in_order
from ridehire_partybuild.values import Record, StationId, limits
from ridehire_partybuild.values.id_fields import station_id

from .policy import AllocationPolicy
from .vocabulary import LeftOut, ShareBasis

__all__ = ["Recipient", "weighed"]

_NUMBER = limits(0, 10**9)


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Recipient(Record):
    """What a station weighs when something is shared, and why.

    Attributes:
        station: Which.
        weight: Its share of the whole, from 0 to 1.
        drivers: The drivers it serves; None: not known, or not asked for.
        lacks: The copies it lacks of the target; None: not known, or not asked for.
        assumed: Bases of which its number is not known, so that it weighs as the others do on
            the average.
        left_out: Why it gets nothing; None: it takes part.
    """

    station: StationId = attrs.field(converter=station_id)
    weight: Fraction
    drivers: int | None = attrs.field(default=None, metadata=_NUMBER)
    lacks: int | None = attrs.field(default=None, metadata=_NUMBER)
    assumed: tuple[ShareBasis, ...] = attrs.field(default=(), converter=in_order)
    left_out: LeftOut | None = None


def weighed(  # noqa: PLR0913, PLR0917 - what each basis measures by
    register: Register,
    on: date,
    policy: AllocationPolicy,
    served: Mapping[StationId, int],
    without: Mapping[StationId, LeftOut],
    brought: Mapping[StationId, int],
) -> tuple[Recipient, ...]:
    """Return what each station of a register weighs, those left out with nothing.

    Args:
        register: The stations, and the counts of their books.
        on: The day.
        policy: By what is shared.
        served: The drivers that stations serve, as far as they are known.
        without: Stations that take no part, and why.
        brought: The copies that stations have of what is shared. They stand on the shelves by
            which need is measured, and are taken off each part later: here they are left out.
    """
    there = [one for one in register.stations if one.id not in without]
    numbers: dict[ShareBasis, list[int | None]] = {
        ShareBasis.EQUAL: [1 for _ in there],
        ShareBasis.DRIVERS: [served.get(one.id) for one in there],
        ShareBasis.NEED: [_lacks(one, register, on, policy.target) for one in there],
    }
    measured = numbers | {
        ShareBasis.NEED: [
            _lacks(one, register, on, policy.target, brought.get(one.id, 0)) for one in there
        ]
    }
    shares = {basis: _shares(measured[basis]) for basis in policy.bases}
    told = {one.id: at for at, one in enumerate(there)}
    return tuple(
        _recipient(one.id, told.get(one.id), policy, numbers, shares, without.get(one.id))
        for one in register.stations
    )


def _recipient(  # noqa: PLR0913, PLR0917 - one row of the table above
    station: StationId,
    at: int | None,
    policy: AllocationPolicy,
    numbers: Mapping[ShareBasis, Sequence[int | None]],
    shares: Mapping[ShareBasis, Sequence[Fraction]],
    left_out: LeftOut | None,
) -> Recipient:
    if at is None:
        return Recipient(station=station, weight=Fraction(), left_out=left_out)
    bases = policy.bases
    weight = sum((part * shares[basis][at] for basis, part in bases.items()), Fraction())
    return Recipient(
        station=station,
        weight=weight,
        drivers=numbers[ShareBasis.DRIVERS][at] if ShareBasis.DRIVERS in bases else None,
        lacks=numbers[ShareBasis.NEED][at] if ShareBasis.NEED in bases else None,
        assumed=[basis for basis in bases if numbers[basis][at] is None],
        left_out=None if weight else LeftOut.NO_WEIGHT,
    )


def _lacks(
    station: Station, register: Register, on: date, target: int | None, without: int = 0
) -> int | None:
    """Return how many copies fewer than the target a station has on its shelves.

    Some of those there may be left out of account.
    """
    if target is None:
        return None
    there = FACTS["titles.copies"].read(register.of(station.id), on)  # type: ignore[misc]
    if not isinstance(there, Decimal):
        return None
    return max(0, target - max(0, int(there) - without))


def _shares(numbers: Sequence[int | None]) -> list[Fraction]:
    """Return the part of each in the whole; where nobody counts for anything, equal parts."""
    known = [one for one in numbers if one is not None]
    mean = Fraction(sum(known), len(known)) if known else Fraction(1)
    filled = [mean if one is None else Fraction(one) for one in numbers]
    whole = sum(filled, Fraction())
    return [one / whole if whole else Fraction(1, len(filled)) for one in filled]
