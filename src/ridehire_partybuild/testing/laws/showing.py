"""What broke a law, in a few lines: records with what differs from their defaults, and ids."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from textwrap import shorten
from typing import Any, cast

import attrs

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.compliance import Assessment, ComparedFinding, Finding, Turn
from ridehire_partybuild.guideline import (
    Check,
    Fact,
    Facts,
    Guideline,
    Readings,
    Requirement,
    fact_name,
    walked,
)
from ridehire_partybuild.model import COLLECTIONS, Register
from ridehire_partybuild.scheduling import Plan, PlanInputs

__all__ = ["concerned", "shown_lines"]

MOST_LINES, LONGEST_LINE = 24, 300


def concerned(shown: object) -> tuple[str, ...]:
    """Return the requirements and facts that stand in what broke a law, each by its id."""
    parts = shown if isinstance(shown, tuple) else (shown,)
    return tuple(dict.fromkeys(name for part in parts for name in _named(part)))


def _named(part: object) -> Iterator[str]:
    match part:
        case Requirement():
            yield f"requirement {part.id} ({part.clause})"
        case Finding() | ComparedFinding():
            yield f"requirement {part.requirement}"
        case Turn():
            yield from _named(part.change)
        case Fact():
            yield f"fact {part.name}"
        case _ if isinstance(part, Check):
            names = (fact_name(one) for _, _, one in walked(part))
            yield from (f"fact {name}" for name in names if name is not None)


def shown_lines(shown: object) -> list[str]:
    """Return what broke a law in at most 24 lines of at most 300 characters.

    >>> from ridehire_partybuild import Region, Register, Station, Tier
    >>> shown_lines(Register(stations=[
    ...     Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC)]))
    ["Station(id='S-1', name='示例', region='370502', tier='basic')"]
    """
    parts = shown if isinstance(shown, tuple) else (shown,)
    lines = [_cut(line) for part in parts for line in _lines(part)]
    more = len(lines) - MOST_LINES
    return [*lines[:MOST_LINES], f"… and {more} lines more"] if more > 0 else lines


def _cut(line: str) -> str:
    return shorten(line, LONGEST_LINE, placeholder=" …")


def _lines(part: object) -> Iterator[str]:
    match part:
        case Register():
            records = (one for name in COLLECTIONS for one in getattr(part, name))
            yield from (map(_word, records) if any(map(len, _held(part))) else ["Register()"])
        case Assessment():
            yield f"on {part.on}, known {part.known}, of"
            yield from _lines(part.register)
        case Plan():
            yield f"a plan of {len(part.sessions)} sessions, {len(part.unplaced)} unplaced, from"
            yield from _lines(part.inputs)
        case PlanInputs():
            yield f"on {part.on}, {part.span}, {_word(part.calendar)}, seed {part.seed}"
            yield from map(_word, part.duties)
            yield from _lines(part.register)
        case Requirement():
            yield f"requirement {part.id}: {_word(part.check)}"
        case Turn():
            yield f"on {part.on}"
            yield from _lines(part.change)
        case ComparedFinding():
            yield f"before: {_word(part.before)}"
            yield f"after: {_word(part.after)}"
            yield f"cause: {_word(part.cause)}"
        case BaseException():
            yield f"{type(part).__name__}: {part}"
        case str():
            yield from part.splitlines() or [repr(part)]
        case _:
            yield _word(part)


def _held(register: Register) -> Iterator[tuple[Any, ...]]:
    return (getattr(register, name) for name in COLLECTIONS)


def _word(value: Any) -> str:
    """Return a value in one line, a record with those fields that differ from their defaults."""
    cls = type(value)
    match value:
        case Fact():
            return f"fact {value.name}"
        case Requirement():
            return f"requirement {value.id}"
        case Guideline() | Facts() | Register():
            return f"{cls.__name__}({_known_by(value)})"
        case WorkCalendar():
            return f"{cls.__name__}{value.years_announced}"
        case Readings():
            facts = ", ".join(f"{name}: {_word(one)}" for name, one in value.facts.items())
            return f"on {value.on}: {facts}"
        case tuple() | list() | AbstractSet():
            words = map(_word, cast("Iterable[object]", value))
            return f"({', '.join(sorted(words) if isinstance(value, AbstractSet) else words)})"
        case Mapping():
            return "{" + ", ".join(f"{_word(k)}: {_word(v)}" for k, v in value.items()) + "}"
        case _ if attrs.has(cls) and not hasattr(cls, "parse") and len(attrs.fields(cls)) > 1:
            return f"{cls.__name__}({', '.join(_fields(value))})"
        case _ if hasattr(value, "value") or hasattr(cls, "parse"):
            return repr(str(getattr(value, "value", value)))
        case _:
            return str(value) if isinstance(value, bool | int | float) else _plain(value)


def _known_by(value: Guideline | Facts | Register) -> object:
    """Return what tells a large thing from others of its kind: its id, or how many it holds."""
    if isinstance(value, Guideline):
        return value.id
    return len(value) if isinstance(value, Facts) else sum(map(len, _held(value)))


def _plain(value: object) -> str:
    # days and numbers as people write them, a function by its name
    name = getattr(value, "__name__", None)
    if isinstance(name, str):
        return name
    return repr(value) if isinstance(value, str) else str(value)


def _fields(value: Any) -> Iterator[str]:
    for field in attrs.fields(type(value)):
        found = getattr(value, field.name)
        default = field.default
        if isinstance(default, attrs.Factory):  # type: ignore[arg-type]
            default = None if default.takes_self else default.factory()
        if not field.repr and not field.metadata.get("sensitive"):
            continue
        if found == default or (default is attrs.NOTHING and found == ()):
            continue
        told = "•••" if field.metadata.get("sensitive") else _word(found)
        yield f"{field.name}={told}"
