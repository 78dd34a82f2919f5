"""Administrative divisions by their GB/T 2260 codes, with the years in which a code holds."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Self

import attrs

from ridehire_partybuild import data
from ridehire_partybuild.errors import InvalidValue

from .vocabulary import Level

__all__ = ["Region"]


@attrs.frozen
class _Validity:
    name: str
    first_year: int | None
    last_year: int | None

    def holds(self, on: date) -> bool:
        # in the year of a change both the old and the new code hold
        after = self.first_year is None or self.first_year <= on.year
        return after and (self.last_year is None or on.year <= self.last_year)

    def __str__(self) -> str:
        return f"{self.first_year or ''}-{self.last_year or ''}"


@cache
def _table() -> dict[str, tuple[_Validity, ...]]:
    found: dict[str, tuple[_Validity, ...]] = {}
    import csv  # noqa: PLC0415 - import alone need not pay

    for row in csv.DictReader(data.text("regions/shandong.csv").splitlines()):
        first, last = row["valid_from_year"], row["valid_to_year"]
        entry = _Validity(
            row["name_zh"], int(first) if first else None, int(last) if last else None
        )
        found[row["code"]] = (*found.get(row["code"], ()), entry)
    return found


@attrs.frozen(order=True)
class Region:
    """A province, prefecture or county by its six-digit code.

    Any code of the right shape is a region; the names and years of Shandong are known.
    A code of another province is taken as it is: not known is not wrong.

    Raises:
        InvalidValue: not six digits, or no province in the first two places.

    >>> Region.parse("370502").prefecture
    Region('370500')
    >>> Region.parse("370521").holds(date(2025, 1, 1))  # a county until 2016
    False
    """

    code: str

    def __attrs_post_init__(self) -> None:
        """Check the shape."""
        code = self.code
        if type(code) is not str:
            raise InvalidValue.of("type", "Region", code, wanted="str", actual=type(code).__name__)
        for position, char in enumerate(code, 1):
            if char not in "0123456789":
                raise InvalidValue.of(
                    "digits.character", "Region", code, length=6, char=repr(char), position=position
                )
        if len(code) != 6:
            raise InvalidValue.of("digits.length", "Region", code, length=6, count=len(code))
        if not 11 <= int(code[:2]) <= 82:
            raise InvalidValue.of("region.province", "Region", code, province=code[:2])

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the region whose code ``text`` is."""
        return cls(text)

    @property
    def level(self) -> Level:
        """Province, prefecture (city) or county, as the zeros of the code tell."""
        if self.code.endswith("0000"):
            return Level.PROVINCE
        return Level.CITY if self.code.endswith("00") else Level.COUNTY

    @property
    def province(self) -> Self:
        """The province it lies in, or itself."""
        return type(self)(self.code[:2] + "0000")

    @property
    def prefecture(self) -> Self:
        """The prefecture it lies in, or itself; a province has none and returns itself."""
        return self if self.level is Level.PROVINCE else type(self)(self.code[:4] + "00")

    @property
    def known(self) -> bool | None:
        """Whether the code stands in the shipped table, in whatever years; None: no table for it.

        >>> Region("370999").known, Region("110101").known
        (False, None)
        """
        if self.code in _table():
            return True
        return False if self.code.startswith("37") else None

    def holds(self, on: date) -> bool | None:
        """Tell whether the code was in force in the year of ``on``; None: not known here."""
        entries = _table().get(self.code)
        if entries is None:
            return False if self.code.startswith("37") else None
        return any(entry.holds(on) for entry in entries)

    def name(self, on: date, names: Mapping[str, str] | None = None) -> str | None:
        """Return the Chinese name of the day; None where no table has one.

        Args:
            on: The day; a code may have had another name before.
            names: A table of your own, code to name, for what the shipped one does not have.

        >>> Region.parse("370505").name(date(2025, 1, 1))
        '垦利区'
        >>> Region.parse("410100").name(date(2025, 1, 1), {"410100": "郑州市"})
        '郑州市'
        """
        shipped = (one.name for one in _table().get(self.code, ()) if one.holds(on))
        return next(shipped, (names or {}).get(self.code))

    @property
    def validity(self) -> str:
        """The years in which the code is known to hold, ``first-last``; empty: not in the table."""
        return ", ".join(str(entry) for entry in _table().get(self.code, ()))

    @property
    def counties(self) -> tuple[Self, ...]:
        """The counties of a prefecture in the table, whatever their years."""
        return tuple(
            type(self)(code)
            for code in sorted(_table())
            if code.startswith(self.code[:4]) and not code.endswith("00")
        )

    def __str__(self) -> str:
        return self.code

    def __repr__(self) -> str:
        return f"Region({self.code!r})"
