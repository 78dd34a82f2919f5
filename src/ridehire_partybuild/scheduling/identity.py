"""Ids that are made rather than given: the same key, the same id, on every machine."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from ridehire_partybuild.errors import Problem
from ridehire_partybuild.values import DutyId, Id, Period, SessionId, Span, made_id
from ridehire_partybuild.values.record import EARLIEST, LATEST

__all__ = ["out_of_range", "repeated", "session_id"]


class _Named(Protocol):
    @property
    def id(self) -> Id: ...


def repeated(name: str, records: Iterable[_Named]) -> Iterator[Problem]:
    """Yield a problem for each of the records ``name`` whose id an earlier one bears."""
    first: dict[Id, int] = {}
    for index, record in enumerate(records):
        before = first.setdefault(record.id, index)
        if before != index:
            yield Problem(
                code="id.duplicate",
                path=f"$.{name}[{index}].id",
                params={
                    "kind": type(record.id).__name__,
                    "value": str(record.id),
                    "first": f"$.{name}[{before}].id",
                },
            )


def out_of_range(span: Span) -> Iterator[Problem]:
    """Yield a problem if ``span`` is none, or some of its days could not be recorded."""
    if not isinstance(span, Span):
        told = {"wanted": "Span", "actual": type(span).__name__}
        params: dict[str, object] = {"kind": "span", "value": str(span), **told}
        yield Problem(code="type", path="$.span", params=params)
        return
    if span.start.year < EARLIEST or span.last.year > LATEST:
        params = {"kind": "Span", "value": str(span), "low": EARLIEST, "high": LATEST}
        yield Problem(code="time.range", path="$.span", params=params)


def session_id(duty: DutyId, period: Period, ordinal: int, attempt: int = 0) -> SessionId:
    """Return the id of a planned session; ``attempt`` tells it from one that bears it already.

    >>> month = Period.parse("2026-01")
    >>> one, other = (session_id(DutyId("D"), month, ordinal) for ordinal in (1, 2))
    >>> one == other, len(one)
    (False, 36)
    """
    return SessionId(made_id("session", duty, period, ordinal, *((attempt,) if attempt else ())))
