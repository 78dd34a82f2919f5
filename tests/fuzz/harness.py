"""What every door has in common: an input made again from its number, tried, and watched.

Each input ends in a value of the promised type or in an exception that the door documents. What
else it does (another exception, far more time than its size asks for, memory that runs away, a
problem that cannot be told) is printed with its number, by which it can be tried alone.
"""

import multiprocessing
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from random import Random
from typing import Any

import attrs

from ridehire_partybuild import InvalidDocument, InvalidValue, Lang, UnusableRule
from ridehire_partybuild.errors.messages import _catalogue

__all__ = ["SLOTS", "Door", "Totals", "dealt", "finish", "numbers_of", "run", "told", "tried"]

LANGS: tuple[Lang, ...] = ("zh", "en")
SLOTS = 1000
"""Of so many inputs in a row each door has its share."""

SECONDS = 20.0
SECONDS_A_KIB = 1.0
"""How much time of the processor an input may take: far more than any does that ends at all."""
MOST_JUMP = 192 * 2**20
MOST_JUMP_A_BYTE = 2000
"""How much more memory may be taken than ever before: a bomb takes all there is."""
MOST_GROWTH = 600 * 2**20
MOST_MEMORY = 4 * 2**30
PATIENCE = 1800
PART, WARM = 1000, 50
LONGEST_TOLD = 6000
CHECKED = 20

Problems = (InvalidValue, InvalidDocument, UnusableRule)


@attrs.frozen(kw_only=True)
class Door:
    """One way into the library.

    Attributes:
        name: What it is called here and in the corpus.
        calls: What is called, for the table of doors.
        ends: The exceptions that it documents.
        share: How many of a thousand inputs are its own.
        made: Makes an input.
        used: Gives the input to the door, and holds what it returns to its promise.
        kept: Makes an input of a file of the corpus, from its name and its bytes.
    """

    name: str
    calls: str
    ends: tuple[type[Exception], ...]
    share: int
    made: Callable[[Random], Any]
    used: Callable[[Any], object]
    kept: Callable[[str, bytes], Any] = lambda _, data: data.decode("utf-8", "surrogatepass")


class EndlessError(BaseException):
    """An input took far longer than any of its size should."""


class UntoldError(Exception):
    """A problem cannot be told, or tells what it must not."""


@cache
def _codes() -> frozenset[str]:
    return frozenset(_catalogue("problems")["code"])


def told(error: Exception, secrets: Iterable[str] = ()) -> None:
    """Hold an exception to what all promise: known codes, one line in both languages, no secret.

    Raises:
        UntoldError: it is not so.
    """
    if not isinstance(error, Problems):
        return
    if not error.problems:
        raise UntoldError("no problem at all")
    for problem in error.problems[:CHECKED]:
        if problem.code not in _codes():
            raise UntoldError(f"no such code: {problem.code}")
        for lang in LANGS:
            text = problem.text(lang)
            if (
                not text
                or len(text) > LONGEST_TOLD
                or not text.replace("\u3000", " ").isprintable()
            ):
                raise UntoldError(f"{problem.code} in {lang}: {text!r:.300}")
    hidden = [one for one in secrets if one]
    if hidden:
        said = f"{error.text('zh')}\n{error.text('en')}\n{error!r}"
        if any(one in said for one in hidden):
            raise UntoldError("it tells a secret")


def size_of(value: Any) -> int:
    """Return about how many bytes an input has."""
    if isinstance(value, str | bytes):
        return len(value)
    if isinstance(value, tuple | list):
        return sum(map(size_of, value))
    return 64


def tried(door: Door, value: Any) -> str:
    """Give an input to its door; return what became of it."""
    try:
        found = door.used(value)
    except door.ends as error:
        told(error)
        return type(error).__name__
    return found if isinstance(found, str) else type(found).__name__


@cache
def _slots(doors: tuple[Door, ...]) -> tuple[Door, ...]:
    found = [door for door in doors for _ in range(door.share)]
    if len(found) != SLOTS:
        raise ValueError(f"the doors share {len(found)} of {SLOTS}")
    Random("slots").shuffle(found)
    return tuple(found)


def dealt(doors: tuple[Door, ...], number: int, seed: int) -> tuple[Door, Callable[[], Any]]:
    """Return the door of a number, and what makes its input."""
    door = _slots(doors)[number % SLOTS]
    return door, lambda: door.made(Random(f"{seed}/{number}"))


def numbers_of(doors: tuple[Door, ...], count: int, only: str | None) -> list[int]:
    """Return the numbers to try: all below ``count``, or those of one door."""
    slots = _slots(doors)
    return [n for n in range(count) if only is None or slots[n % SLOTS].name == only]


def _ring(*_: object) -> None:
    raise EndlessError


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@attrs.define
class Totals:
    """What became of many inputs.

    Attributes:
        ends: How many of each door became what.
        seconds: What all inputs of a door took of the processor.
        slowest: Of each door the longest, and its number.
        wrong: What must not happen.
        memory: What a process took at most, in bytes.
    """

    ends: Counter[tuple[str, str]] = attrs.field(factory=Counter)
    seconds: dict[str, float] = attrs.field(factory=dict)
    slowest: dict[str, tuple[float, int]] = attrs.field(factory=dict)
    wrong: list[str] = attrs.field(factory=list)
    memory: int = 0

    def add(self, other: "Totals") -> None:
        """Add what became of others."""
        self.ends += other.ends
        for name, took in other.seconds.items():
            self.seconds[name] = self.seconds.get(name, 0.0) + took
        self.wrong += other.wrong
        self.memory = max(self.memory, other.memory)
        for name, slow in other.slowest.items():
            self.slowest[name] = max(self.slowest.get(name, (0.0, -1)), slow)


def _one(door: Door, make: Callable[[], Any], totals: Totals) -> str | None:
    """Try one input; return what is wrong with what it did."""
    try:
        value = make()
    except Exception as error:  # noqa: BLE001 - it is told by its number like all else
        return f"it cannot be made: {error!r:.500}"
    limit = SECONDS + SECONDS_A_KIB * size_of(value) / 1024
    before = _memory()
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        totals.ends[door.name, tried(door, value)] += 1
    except (Exception, EndlessError) as error:  # noqa: BLE001 - that is what is looked for
        return f"{error!r:.500}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    jump = _memory() - before
    if jump > MOST_JUMP + MOST_JUMP_A_BYTE * size_of(value):
        return f"took {jump / 2**20:.0f} MiB more than ever before"
    return None


_given: list[tuple[tuple[Door, ...], int]] = []
"""What a process was begun with: doors are functions, and are not sent."""


def _begin(doors: tuple[Door, ...], seed: int) -> None:
    _given[:] = [(doors, seed)]
    signal.signal(signal.SIGPROF, _ring)


def worked(numbers: list[int]) -> Totals:
    """Try the inputs of some numbers."""
    ((doors, seed),) = _given
    totals = Totals()
    before = 0
    for count, number in enumerate(numbers):
        door, make = dealt(doors, number, seed)
        began = time.process_time()
        wrong = _one(door, make, totals)
        took = time.process_time() - began
        if wrong is not None:
            totals.wrong.append(f"{door.name}: --only {number} --seed {seed}: {wrong}")
        totals.seconds[door.name] = totals.seconds.get(door.name, 0.0) + took
        totals.slowest[door.name] = max(totals.slowest.get(door.name, (0.0, -1)), (took, number))
        if count == WARM:
            before = _memory()
        if before and _memory() - before > MOST_GROWTH:
            totals.wrong.append(f"{door.name}: --only {number} --seed {seed}: memory grows")
            break
    totals.memory = _memory()
    return totals


def run(doors: tuple[Door, ...], numbers: list[int], seed: int, processes: int) -> Totals:
    """Try many inputs on several processors, and say how far it is."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    parts = [numbers[at : at + PART] for at in range(0, len(numbers), PART)]
    totals = Totals()
    begun = (processes, _begin, (doors, seed))
    with multiprocessing.get_context("fork").Pool(*begun) as pool:
        found = pool.imap_unordered(worked, parts)
        for done in range(1, len(parts) + 1):
            some = found.next(PATIENCE)
            totals.add(some)
            if some.wrong or done % 20 == 0 or done == len(parts):
                print(f"{totals.ends.total()} of {len(numbers)}", *some.wrong, sep="\n", flush=True)
    return totals


def finish(totals: Totals, seconds: float, processes: int) -> int:
    """Print what became of all inputs; return the code with which to exit."""
    names = sorted(totals.slowest)
    for name in names:
        ends = {end: n for (door, end), n in totals.ends.items() if door == name}
        slow, number = totals.slowest[name]
        each = 1000 * totals.seconds[name] / max(1, sum(ends.values()))
        shown = ", ".join(f"{end} {ends[end]}" for end in sorted(ends))
        print(f"{name}: {shown}; {each:.2f} ms each, slowest {slow:.2f} s (number {number})")
    print(f"{totals.ends.total()} inputs in {seconds:.0f} s on {processes} processes,", end=" ")
    print(f"memory at most {totals.memory / 2**20:.0f} MiB a process")
    print(f"{len(totals.wrong)} went wrong", *totals.wrong, sep="\n")
    sys.stdout.flush()
    return int(bool(totals.wrong))
