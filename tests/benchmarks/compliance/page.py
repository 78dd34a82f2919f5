"""The tables, printed or written: the same text."""

import os
import platform
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import attrs

from .costs import Memory
from .engines import Engine, installed_version
from .race import FRESH, INDEXED, LOOP, Timing

__all__ = ["Results", "page", "tables"]

LOOP_LEAST, LOOP_STRETCH = 0.5, 0.7
CHECK_MOST, FINDING_MOST = 12, 64

_INTRODUCTION = """\
# Performance

Written by `make bench ARGS="--write DATE"` on {day}; do not edit. Figures are medians of
{repeats} repeats in one process, contestants in turn, in seconds of the processor. Read the
ratios: seconds are those of one machine ({cpus} processors, {machine}).

- Workload: {stations:,} stations, 40 clauses over 29 facts, of which about one in seven is not
  known; observations on 30 % of the stations, among them lapsed, conflicting and later ones.
- The loop by hand knows these 40 clauses and no others, and only counts. Its counts are those of
  the library. The library gives full verdicts, reading of facts included. The register is fresh
  from construction, or one that was assessed before.
- The other engines are given ready facts, outside of the time taken, and return bare booleans,
  which agree with the library wherever it can tell. The slow ones judge fewer stations; their
  time is scaled up.
- The garbage collector runs as Python starts it, except where it says paused.
"""


@attrs.frozen
class Results:
    """All that was measured.

    Attributes:
        timings: Of each contestant.
        engines: Those that could take part, and those that could not.
        memory: Bytes kept.
        chores: Seconds of single questions.
        checks: How many checks a contestant makes.
        repeats: How often.
    """

    timings: Sequence[Timing]
    engines: Sequence[Engine]
    memory: Memory
    chores: Sequence[tuple[str, float]]
    checks: int
    repeats: int

    def of(self, name: str, *, paused: bool = False) -> Timing | None:
        """Return what one contestant took; None: it did not take part."""
        found = (one for one in self.timings if one.name == name and one.paused is paused)
        return next(found, None)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    rows = [heads, *rows]
    widths = [max(len(row[place]) for row in rows) for place in range(len(heads))]
    rows.insert(1, ["-" * (width - (place > 0)) for place, width in enumerate(widths)])
    for number, row in enumerate(rows):
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        if number == 1:
            cells[1:] = [cell.strip() + ":" for cell in cells[1:]]
        yield f"| {' | '.join(cells)} |"


def _timing_row(one: Timing, results: Results) -> tuple[str, ...]:
    loop = results.of(LOOP, paused=one.paused)
    ratio = loop.median / one.median if loop else 0
    return (
        one.name + (", collector paused" if one.paused else ""),
        f"{one.stations:,}",
        f"{one.median:.3f}",
        f"{one.spread:.0%}",
        f"{ratio:.4f}" if ratio < 0.1 else f"{ratio:.2f}",
        f"{results.checks / one.median:,.0f}",
    )


def _timings(results: Results) -> Iterator[str]:
    heads = ("contestant", "stations", "median s", "spread", "speed, loop = 1", "checks a second")
    rows = [_timing_row(one, results) for one in results.timings]
    names = {one.name for one in results.timings}
    absent = [one for one in results.engines if one.name not in names]
    rows += [(one.name, "not installed", "", "", "", "") for one in absent]
    yield from _table(heads, rows)


def _met(value: float, least: float) -> str:
    return "met" if value >= least else "not met"


def _targets(results: Results) -> Iterator[tuple[str, ...]]:
    for name in (FRESH, INDEXED):
        ours, loop = results.of(name), results.of(LOOP)
        if ours is None or loop is None:
            continue
        ratio = loop.median / ours.median
        for word, least in (("", LOOP_LEAST), (" (stretch)", LOOP_STRETCH)):
            told = f"{name}, against the loop{word}"
            yield told, f"{ratio:.2f} x", f">= {least} x", _met(ratio, least)
        for engine in results.engines:
            theirs = results.of(engine.name)
            if theirs is not None:
                ratio = theirs.median / ours.median
                told = f"{name}, against {engine.name}"
                yield told, f"{ratio:.2f} x", f">= {engine.least:g} x", _met(ratio, engine.least)
    for told, size, most in (
        ("bytes kept a check", results.memory.check, CHECK_MOST),
        ("bytes more a finding looked at", results.memory.finding, FINDING_MOST),
    ):
        yield told, f"{size:.1f}", f"<= {most}", _met(most, size)


def tables(results: Results) -> str:
    """Return the tables of times, targets and single questions."""
    chores = ((name, f"{seconds:.3f}") for name, seconds in results.chores)
    parts = (
        _timings(results),
        _table(("target", "measured", "bound", ""), _targets(results)),
        _table(("single questions", "s"), chores),
    )
    return "\n\n".join("\n".join(part) for part in parts)


def _versions(results: Results) -> Iterator[str]:
    yield f"{platform.python_implementation()} {platform.python_version()}"
    for one in results.engines:
        yield f"{one.package} {installed_version(one.package) or 'not installed'}"


def page(results: Results, day: date) -> str:
    """Return the page of the documentation."""
    head = _INTRODUCTION.format(
        day=day.isoformat(),
        repeats=results.repeats,
        cpus=os.cpu_count(),
        machine=platform.machine(),
        stations=results.checks // 40,
    )
    return f"{head}\n{tables(results)}\n\nVersions: {', '.join(_versions(results))}.\n"
