"""Findings by the thousand: a number for each, the verdicts they point at, and a view of them."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import overload

import attrs

from ridehire_partybuild.guideline import Verdict
from ridehire_partybuild.values import Id, RequirementId, SubjectKind, WaiverId

from .findings import Finding, Tally, tallied

__all__ = ["Findings", "Grid", "Told", "tally_of"]


@attrs.frozen
class Told:
    """What one requirement came to for each subject of a kind.

    Attributes:
        requirement: The requirement.
        numbers: For each subject the number of its verdict; a byte where that is enough.
        verdicts: The verdicts, each different from the others.
    """

    requirement: RequirementId
    numbers: Sequence[int]
    verdicts: tuple[Verdict, ...]


@attrs.frozen
class Grid:
    """All findings of one kind of subject: a row a subject, a column a requirement.

    Attributes:
        kind: The kind of its subjects.
        subjects: The subjects, by id.
        columns: The requirements, in the order of the guideline.
    """

    kind: SubjectKind
    subjects: tuple[Id, ...]
    columns: tuple[Told, ...]

    def __len__(self) -> int:
        return len(self.subjects) * len(self.columns)

    def row_of(self, subject: str) -> int | None:
        """Return where a subject stands; None: it is not in here."""
        row = bisect_left(self.subjects, subject)
        is_here = row < len(self.subjects) and self.subjects[row] == subject
        return row if is_here else None


@attrs.frozen(eq=False, repr=False)
class Findings(Sequence[Finding]):
    """Findings in a fixed order, kept as numbers and made when they are looked at.

    Subjects come in the order of the register, for each the requirements in the order of the
    guideline. It equals a tuple of equal findings.

    Attributes:
        grids: The findings, kind by kind.
        waivers: What is waived, by subject and requirement.
    """

    grids: tuple[Grid, ...]
    waivers: Mapping[tuple[Id, RequirementId], WaiverId] = attrs.field(factory=dict)

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        return tuple(accumulate(map(len, self.grids)))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, index: int | slice) -> Finding | tuple[Finding, ...]:
        """Return one finding, or a tuple of some."""
        places = range(len(self))[index]
        if isinstance(places, range):
            return tuple(map(self._at, places))
        return self._at(places)

    def _at(self, place: int) -> Finding:
        number = next(number for number, end in enumerate(self._ends) if place < end)
        grid = self.grids[number]
        row, column = divmod(place - self._ends[number] + len(grid), len(grid.columns))
        return self._made(grid, row, grid.columns[column])

    def _made(self, grid: Grid, row: int, column: Told) -> Finding:
        subject = grid.subjects[row]
        return Finding(
            subject=subject,
            requirement=column.requirement,
            verdict=column.verdicts[column.numbers[row]],
            waiver=self.waivers.get((subject, column.requirement)) if self.waivers else None,
        )

    def _row(self, grid: Grid, row: int) -> tuple[Finding, ...]:
        return tuple(self._made(grid, row, column) for column in grid.columns)

    def __iter__(self) -> Iterator[Finding]:
        """Yield them one by one; none is kept."""
        for grid in self.grids:
            for row in range(len(grid.subjects)):
                yield from self._row(grid, row)

    def of(self, subject: str) -> tuple[Finding, ...]:
        """Return the findings of one subject; none, if it has none."""
        for grid in self.grids:
            row = grid.row_of(subject)
            if row is not None:
                return self._row(grid, row)
        return ()

    def tally(self) -> Tally:
        """Return how many of each requirement came to each outcome."""
        found: Tally = Counter()
        for grid in self.grids:
            for column in grid.columns:
                for number, times in Counter(column.numbers).items():
                    outcome = column.verdicts[number].outcome
                    found[column.requirement, outcome] += times
        return found

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Findings | tuple):
            return NotImplemented
        return len(self) == len(other) and all(map(Finding.__eq__, self, other))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"<Findings: {len(self)}>"


def tally_of(findings: Sequence[Finding]) -> Tally:
    """Return how many findings of each requirement came to each outcome."""
    return findings.tally() if isinstance(findings, Findings) else tallied(findings)
