"""The race: contestants in turn, in one process, so that what slows one slows all.

Seconds are those of the processor: other programs on a shared machine take their turns unseen.
"""

import gc
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from statistics import median
from typing import Any

import attrs

from ridehire_partybuild.compliance import assess
from ridehire_partybuild.guideline import Guideline, judged_check
from ridehire_partybuild.model import Register

from .counting import counted
from .engines import Engine, Prepared
from .ready import ready_facts
from .workload import ON

__all__ = ["FRESH", "INDEXED", "LOOP", "Timing", "collector", "race"]

FEWEST = 200
LOOP = "loop by hand, counts only"
FRESH = "library, register fresh"
INDEXED = "library, register indexed"


@attrs.frozen
class Timing:
    """What one contestant took.

    Attributes:
        name: The contestant.
        stations: How many stations it judged.
        seconds: Of the processor, in each repeat, scaled to all stations.
        paused: The garbage collector was still meanwhile.
    """

    name: str
    stations: int
    seconds: tuple[float, ...]
    paused: bool

    @property
    def median(self) -> float:
        """The median of the repeats."""
        return median(self.seconds)

    @property
    def spread(self) -> float:
        """From the best to the worst, as a share of the median."""
        return (max(self.seconds) - min(self.seconds)) / self.median


@attrs.frozen
class _Contestant:
    name: str
    stations: int
    run: Callable[[Any], object]
    before: Callable[[], Any] = lambda: None
    paused: bool = False


@contextmanager
def collector(*, paused: bool) -> Iterator[None]:
    """Start without garbage, and keep the collector still meanwhile where asked."""
    gc.collect()
    if paused:
        gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _asked(judge: Prepared, _: None) -> object:
    return judge()


def _ours(register: Register, guideline: Guideline) -> Iterator[_Contestant]:
    count = len(register.stations)

    def again() -> Register:
        return attrs.evolve(register)

    def judge(given: Register | None) -> object:
        return assess(given or register, guideline, ON)

    for paused in (False, True):
        yield _Contestant(LOOP, count, lambda _: counted(register, ON), paused=paused)
        yield _Contestant(FRESH, count, judge, again, paused=paused)
        yield _Contestant(INDEXED, count, judge, paused=paused)


def _theirs(
    register: Register, guideline: Guideline, engines: Sequence[Engine]
) -> Iterator[_Contestant]:
    assessment = assess(register, guideline, ON)
    checks = [judged_check(one) for one in assessment.rules.values()]
    for engine in engines:
        everyone = len(register.stations)
        # of too few, what a run costs but once would weigh too much
        count = max(min(everyone, FEWEST), everyone // engine.share)
        judge = engine.prepare(checks, ready_facts(assessment, count))
        yield _Contestant(engine.name, count, partial(_asked, judge))


def _seconds(one: _Contestant) -> float:
    given = one.before()
    with collector(paused=one.paused):
        begin = time.process_time()
        kept = one.run(given)
        taken = time.process_time() - begin
    del kept
    return taken


def race(
    register: Register, guideline: Guideline, engines: Sequence[Engine], repeats: int
) -> list[Timing]:
    """Return what each contestant took in each repeat; the slower ones judge fewer stations."""
    contestants = [*_ours(register, guideline), *_theirs(register, guideline, engines)]
    taken: list[list[float]] = [[] for _ in contestants]
    for number in range(repeats):
        print(f"repeat {number + 1} of {repeats}", file=sys.stderr)
        for one, seconds in zip(contestants, taken, strict=True):
            seconds.append(_seconds(one) * len(register.stations) / one.stations)
    return [
        Timing(one.name, one.stations, tuple(seconds), one.paused)
        for one, seconds in zip(contestants, taken, strict=True)
    ]
