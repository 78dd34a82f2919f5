"""Streams: JSON Lines, each line a document of its own, read and written one at a time.

A line is read before the next one is: a file of any length takes the memory of its longest line.
"""

import re
from collections.abc import Iterable, Iterator
from os import PathLike
from typing import IO, TYPE_CHECKING, Any, TypeVar, overload

import attrs

from ridehire_partybuild.errors import InvalidDocument, InvalidValue, Problem
from ridehire_partybuild.errors.problems import ENOUGH, first_told
from ridehire_partybuild.model import AnyRecord, Register

if TYPE_CHECKING:
    from .migrations import Migrations

# cattrs and what is behind the doors are imported when a record is first read or written

__all__ = ["MOST_BYTES", "collect", "dump_records", "iter_records"]

T = TypeVar("T")

MOST_BYTES = 16 * 2**20
"""How long a line may be, in bytes: 16 MiB."""

_MARK = "\ufeff".encode()


@overload
def iter_records(
    path: str | PathLike[str],
    *,
    kind: type[T],
    problems: list[Problem] | None = ...,
    migrations: "Migrations | None" = ...,
) -> Iterator[T]: ...
@overload
def iter_records(
    path: str | PathLike[str],
    *,
    kind: None = ...,
    problems: list[Problem] | None = ...,
    migrations: "Migrations | None" = ...,
) -> Iterator[Any]: ...
def iter_records(
    path: str | PathLike[str],
    *,
    kind: type[Any] | None = None,
    problems: list[Problem] | None = None,
    migrations: "Migrations | None" = None,
) -> Iterator[Any]:
    """Yield the object of each line of a JSON Lines file, in order; blank lines are passed over.

    Each line is a document, checked alone: whether its references name anything is told by
    `collect`. The file is opened when the first object is asked for.

    Args:
        path: The file, in UTF-8; a pipe will do.
        kind: The class that every line must hold; None: whatever its format says.
        problems: Takes what is wrong with lines that cannot be read, which are then left out (of
            very many the first problems, and that there are more); None: the first of them
            raises, and ends the iteration.
        migrations: As of `loads`.

    Raises:
        InvalidDocument: everything that is wrong with a line: the path begins with the number of
            the document in the file, from 0; ``line`` is its line, from 1.
        UnusableRule: a guideline that reads well holds a rule that cannot judge.
        OSError: the file cannot be read at all.
    """
    with open(path, "rb") as file:  # noqa: PTH123 - as the other doors do
        for index, (number, line) in enumerate(_lines(file)):
            try:
                record = _record(line, kind, migrations)
            except InvalidDocument as error:
                found = [_placed(problem, index, number) for problem in error.problems]
                if problems is None:
                    raise InvalidDocument(found) from None
                _keep(problems, found)
            else:
                yield record


def _keep(problems: list[Problem], found: list[Problem]) -> None:
    """Add what is wrong with a line, while there are not more problems than are ever told."""
    if len(problems) < ENOUGH:
        problems.extend(found)
        if len(problems) >= ENOUGH:
            problems[:] = first_told(problems)


def _lines(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are not blank, each with its number; an over-long one cut off."""
    number = 0
    while line := file.readline(MOST_BYTES + 1):
        number += 1
        kept = line  # the rest of a line that is too long goes unread
        while len(line) > MOST_BYTES and not line.endswith(b"\n"):
            line = file.readline(MOST_BYTES + 1)
        if kept.removeprefix(_MARK).strip():
            yield number, kept


def _record(line: bytes, kind: type[Any] | None, migrations: "Migrations | None") -> Any:
    from .bodies import read  # noqa: PLC0415 - see above
    from .migrations import MIGRATIONS  # noqa: PLC0415

    if len(line) > MOST_BYTES:
        told = {"kind": "JSON", "low": 1, "high": MOST_BYTES, "length": f">{MOST_BYTES}"}
        problem = Problem(code="text.length", params=told | {"value": "…"})
        raise InvalidDocument([problem.masked()])
    return read(line, kind, "json", {}, MIGRATIONS if migrations is None else migrations)


def _placed(problem: Problem, index: int, number: int) -> Problem:
    """Return the problem of one line where it stands in the file."""
    placed = attrs.evolve(problem.below(f"$[{index}]"), line=number)
    detail = problem.params.get("detail")
    if problem.code != "document.syntax" or not isinstance(detail, str):
        return placed
    # to whoever read the line alone it was the first
    there = re.sub(r"\(1:(\d+)\)\Z", rf"({number}:\1)", detail)
    return attrs.evolve(placed, params={**problem.params, "detail": there})


def dump_records(records: Iterable[object], path: str | PathLike[str]) -> None:
    """Write each of ``records`` to the file ``path`` as one line; equal records are equal bytes.

    They are written as they come: if one fails, the lines before it are there.

    Raises:
        TypeError: no document holds such an object.
    """
    import json  # noqa: PLC0415 - see above

    from .bodies import document  # noqa: PLC0415

    with open(path, "wb") as file:  # noqa: PTH123 - as the other doors do
        for record in records:
            plain = document(record)
            text = json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
            # some programs end a line at these, which JSON leaves as they are
            safe = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
            file.write(safe.encode() + b"\n")


def collect(records: Iterable[AnyRecord]) -> Register:
    """Return the register of ``records``, whatever their order.

    Raises:
        InvalidDocument: a record that no register holds (its path is its number, from 0), an id
            used twice, a reference to nothing: all of them at once.

    >>> from ridehire_partybuild import Host, Party
    >>> [host.id for host in collect([Host(id="H-1", party=Party(name="示例律所"))]).hosts]
    [HostId('H-1')]
    """
    held: list[AnyRecord] = []
    found: list[Problem] = []
    for index, record in enumerate(records):
        if isinstance(record, AnyRecord):
            held.append(record)
        elif len(found) < ENOUGH:
            found.extend(_stranger(record, index))
    try:
        register = Register().with_(*held)
    except InvalidValue as error:
        found.extend(error.problems)
    if found:
        raise InvalidDocument(found)
    return register


def _stranger(record: object, index: int) -> Iterator[Problem]:
    """Yield what a register says of what it does not hold."""
    try:
        Register().with_(record)  # type: ignore[arg-type]
    except InvalidValue as error:
        yield from (problem.below(f"$[{index}]") for problem in error.problems)
