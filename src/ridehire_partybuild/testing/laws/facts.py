"""Laws of facts, 2, 4, 11, 16 and 22: what a reading may rest on, and what it may say."""

import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from itertools import cycle, islice
from random import Random
from types import FrameType
from typing import Any

import attrs

from ridehire_partybuild.guideline import Fact, Reading, Reason, Value
from ridehire_partybuild.guideline.readings import declared
from ridehire_partybuild.guideline.writers import writer_of
from ridehire_partybuild.model import Person, SubjectFile
from ridehire_partybuild.testing.leaks import leaks, planted
from ridehire_partybuild.values.collector import paused_collector

from .broken import hold

__all__ = [
    "reading_asks_no_clock",
    "reading_has_no_order",
    "reading_keeps_secrets",
    "reading_never_fails",
    "reads_are_honest",
    "unknown_is_never_a_value",
    "written_reads_back",
]

LIFE = frozenset(
    {
        *("planned_on", "opened_on", "closed_on", "founded_on", "dissolved_on", "suspensions"),
        *("recorded_on", "records_since", "region"),
    }
)
"""Where and when a subject is there, and since when its records are complete: fields on which any
reading may rest, whatever it reads."""


def reading_never_fails(fact: Fact, file: SubjectFile, on: date) -> None:
    """Law 2: a fact's reading raises for no register, and gives only what the fact can be."""
    sentence = "a reading raises for no register, and gives what its fact can be"
    if fact.read is None or declared(fact, file, on).reason is not Reason.ERROR:
        return
    found: object
    try:
        found = fact.read(file, on)
    except Exception as error:  # noqa: BLE001 - a host's fact may fail in any way
        found = error
    hold(2, sentence, true=False, shown=(fact, found, on, file))


def unknown_is_never_a_value(fact: Fact, file: SubjectFile, on: date) -> None:
    """Law 2: where a field that a fact reads is not known, its value is not, or the field's is no
    matter: it is never one that knowing the field would change.
    """  # noqa: D205 - it is one sentence
    sentence = "a value that was read before a field was known is the same once it is"
    more = declared(fact, file, on)
    for path in fact.reads:
        for blank, less in _blanked(path, file):
            before = declared(fact, less, on)
            known = before.reason in {None, Reason.NOT_THERE} and before.value != more.value
            told = f"{blank} not known: {_told(before)}; known: {_told(more)}"
            hold(2, sentence, true=not known, shown=(fact, told, on, file))


def reads_are_honest(fact: Fact, file: SubjectFile, other: SubjectFile, on: date) -> None:
    """Law 22: a reading rests on no field of the register that its fact's `reads` does not name.

    Every other field of ``file`` is replaced by that of ``other``, one at a time; except for those
    that say where and when the subject was there, and since when its records are complete.
    """
    sentence = "a reading rests on no field that its fact's `reads` does not name"
    own = declared(fact, file, on)
    for path, changed in _exchanged(fact.reads, file, other):
        found = declared(fact, changed, on)
        told = f"with another {path}: {_told(found)}; before: {_told(own)}"
        hold(22, sentence, true=found == own, shown=(fact, told, on, file, changed))


def reading_has_no_order(fact: Fact, file: SubjectFile, on: date, seed: int) -> None:
    """Law 11: a reading does not depend on the order in which the subject's records stand.

    A ``seed`` of 0 turns the order round, another one mixes it.
    """
    sentence = "equal inputs, in any order, give equal readings"
    random = Random(seed)  # noqa: S311 - an order, no secret
    mixed: dict[str, Any] = {
        name: tuple(random.sample(records, len(records))) if seed else records[::-1]
        for name, records in _collections(file).items()
    }
    one, other = (declared(fact, each, on) for each in (file, attrs.evolve(file, **mixed)))
    told = f"{_told(one)}; in another order: {_told(other)}"
    hold(11, sentence, true=one == other, shown=(fact, told, on, file))


def reading_asks_no_clock(fact: Fact, file: SubjectFile, on: date) -> None:
    """Law 11: a reading asks neither a clock nor chance: the day is given to it."""
    if fact.read is None:
        return
    asked = _asked(fact.read, file, on)
    sentence = "equal inputs give equal readings: no clock is asked, and no chance"
    hold(11, sentence, true=not asked, shown=(fact, f"it asks {', '.join(asked)}", on, file))


def written_reads_back(fact: Fact, file: SubjectFile, value: Value, on: date) -> None:
    """Law 4: what a fact's `write` writes, its `read` reads; what cannot be written is refused.

    An error of any kind refuses it, and so does the record as it was: then an observation says it,
    as where there is no `write`.
    """
    write = writer_of(fact)
    if write is None or file.record is None or fact.computed:
        return
    try:
        record = write(file.record, value)
    except Exception:  # noqa: BLE001 - a host's writer may refuse in any way
        return
    if record == file.record and value != declared(fact, file, on).value:
        return  # nothing is written: it is refused as well
    found = declared(fact, attrs.evolve(file, record=record), on)
    told = f"written: {_value(value)}; read: {_told(found)}"
    hold(4, "what is written reads back", true=found.value == value, shown=(fact, told, record))


def reading_keeps_secrets(fact: Fact, file: SubjectFile, on: date) -> None:
    """Law 16: no sensitive text of a register is in a value that is not marked as sensitive."""
    full, secrets = planted(file)
    found = declared(fact, full, on)
    told = leaks(secrets, (_told(found),))
    sentence = "no secret text in the value of a fact that is not marked `sensitive`"
    hold(16, sentence, true=fact.sensitive or not told, shown=(fact, *told))


def _told(reading: Reading) -> str:
    if reading.value is not None:
        return _value(reading.value)
    return "not known" if reading.reason is Reason.MISSING else str(reading.reason)


def _value(value: Value) -> str:
    return f"({', '.join(value)})" if isinstance(value, tuple) else str(value)


def _collections(file: SubjectFile) -> dict[str, tuple[Any, ...]]:
    fields = ((one.name, getattr(file, one.name)) for one in attrs.fields(SubjectFile))
    return {name: value for name, value in fields if isinstance(value, tuple)}


def _blanked(path: str, file: SubjectFile) -> Iterator[tuple[str, SubjectFile]]:
    """Yield the file without the value of a field, or of a field within it, where it can lack."""
    if file.record is None or path in LIFE:
        return
    for place, record in _without(file.record, path.split(".")):
        yield place, attrs.evolve(file, record=record)


def _without(record: Any, path: list[str]) -> Iterator[tuple[str, Any]]:
    name, *rest = path
    value = getattr(record, name, None)
    if value is None or isinstance(value, Person):
        return  # that nobody is on record is known
    if not rest:
        yield from _replaced(record, name, name, None)
    if attrs.has(type(value)) and not hasattr(type(value), "parse"):
        inner = rest or [one.name for one in attrs.fields(type(value))]
        for below in [rest] if rest else ([one] for one in inner):
            for place, changed in _without(value, below):
                yield from _replaced(record, name, f"{name}.{place}", changed)


def _replaced(record: Any, name: str, path: str, value: object) -> Iterator[tuple[str, Any]]:
    try:
        yield path, attrs.evolve(record, **{name: value})
    except ValueError:
        return  # without it there is no such record


def _exchanged(
    reads: tuple[str, ...], file: SubjectFile, other: SubjectFile
) -> Iterator[tuple[str, SubjectFile]]:
    """Yield the file with one field of another file, for each that is not read."""
    apart = {"id", "kind", "record", *reads, *LIFE}
    for name, records in _collections(other).items():
        own = getattr(file, name)
        new = _living(own, records) if name in {"stations", "branches", "actors"} else records
        if name not in apart and new != own:
            changed: dict[str, Any] = {name: new}
            yield name, attrs.evolve(file, **changed)
    if file.record is None or other.record is None or type(file.record) is not type(other.record):
        return
    for path, record in _mixed(file.record, other.record, frozenset(reads)):
        yield path, attrs.evolve(file, record=record)


def _living(own: tuple[Any, ...], others: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return others in the place of a city's own members, each there as long as one of these."""
    if not own or not others:
        return own
    pairs = islice(zip(cycle(own), cycle(others), strict=False), max(len(own), len(others)))
    return tuple(attrs.evolve(other, **_life(one)) for one, other in pairs)


def _life(record: Any) -> dict[str, Any]:
    names = (one.name for one in attrs.fields(type(record)))
    return {name: getattr(record, name) for name in names if name in LIFE}


def _mixed(record: Any, other: Any, reads: frozenset[str]) -> Iterator[tuple[str, Any]]:
    for field in attrs.fields(type(record)):
        name = field.name
        if name in {"id", *LIFE, *reads}:
            continue
        value, another = getattr(record, name), getattr(other, name)
        within = frozenset(
            path.removeprefix(f"{name}.") for path in reads if path.startswith(f"{name}.")
        )
        if not within and value != another:
            yield from _replaced(record, name, name, another)
        elif within and attrs.has(type(value)) and type(value) is type(another):
            for path, changed in _mixed(value, another, within):
                yield from _replaced(record, name, f"{name}.{path}", changed)


# What is called while a profiler looks on is hidden from the tracer by which coverage is measured.
_CLOCKS = frozenset({"now", "today", "utcnow", "time", "time_ns", "monotonic", "perf_counter"})
_CHANCES = frozenset({"random", "getrandbits", "urandom", "uuid4", "token_hex"})


def _asked(
    read: Callable[[SubjectFile, date], object], file: SubjectFile, on: date
) -> tuple[str, ...]:
    """Return the clocks and dice that a reading asks: functions of C, seen as they are called."""
    found: dict[str, None] = {}

    def seen(
        _: FrameType, event: str, called: Any
    ) -> None:  # pragma: no cover - it is the profiler
        name = getattr(called, "__name__", "")
        if event == "c_call" and name in _CLOCKS | _CHANCES and _is_of(called):
            found[_name(called)] = None

    before = sys.getprofile()
    with paused_collector(), suppress(Exception):  # what is told of collections asks clocks
        sys.setprofile(seen)
        try:
            read(file, on)
        finally:
            sys.setprofile(before)
    return tuple(found)


def _is_of(called: Any) -> bool:  # pragma: no cover - called by the profiler
    """Tell whether a function of C belongs to a clock or to dice, not to a class of the host's."""
    owner = getattr(called, "__self__", None)
    if isinstance(owner, type):
        return issubclass(owner, date)
    return isinstance(owner, Random) or getattr(owner, "__name__", "") in {"time", "posix", "nt"}


def _name(called: Any) -> str:  # pragma: no cover - called by the profiler
    owner = called.__self__
    kind = owner if isinstance(owner, type) or hasattr(owner, "__name__") else type(owner)
    return f"{kind.__name__}.{called.__name__}"
