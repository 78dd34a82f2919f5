"""What a run says: the score of each module, and every survivor."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import attrs

from .duties import must_die
from .known import Known
from .mutants import Mutant

__all__ = ["LEAST", "Result", "faults", "told"]

LEAST = 90
"""The share of the sample of each floor, in percent, that must die."""


@attrs.frozen(kw_only=True)
class Result:
    """What became of a mutant.

    Attributes:
        mutant: The mutant.
        drawn: It belongs to the sample; else it was tried for what it is.
        alive: No test has failed.
        slow: It was ended for taking too long, and counts as dead.
    """

    mutant: Mutant
    drawn: bool
    alive: bool
    slow: bool


def _share(results: Iterable[Result]) -> str:
    results = tuple(results)
    dead = sum(not one.alive for one in results)
    return f"{dead:5} of {len(results):5} {100 * dead / len(results):6.1f} %"


def _by_floor(results: Iterable[Result]) -> dict[str, list[Result]]:
    found: defaultdict[str, list[Result]] = defaultdict(list)
    for one in results:
        found[one.mutant.floor].append(one)
    return found


def told(results: Iterable[Result], listed: Iterable[Known]) -> Iterator[str]:
    """Yield the lines of a report."""
    drawn = [one for one in results if one.drawn]
    reasons = {one.key: one.reason for one in listed}
    for one in sorted(results, key=lambda one: (one.mutant.module, one.mutant.line)):
        if one.alive:
            mutant = one.mutant
            note = "explained" if mutant.key in reasons else "NOT explained"
            must = ", must die" if must_die(mutant) else ""
            yield f"{mutant.module}:{mutant.line} {mutant.function} ({mutant.kind}) {note}{must}"
            yield mutant.diff
            yield ""
    for module in sorted({one.mutant.module for one in drawn}):
        yield f"{_share(one for one in drawn if one.mutant.module == module)}  {module}"
    for floor, those in _by_floor(drawn).items():
        yield f"{_share(those)}  {floor}, all drawn"
    if drawn:
        yield f"{_share(drawn)}  in all, {sum(one.slow for one in drawn)} of them ended as too slow"
    bound = [one for one in results if must_die(one.mutant)]
    if bound:
        yield f"{_share(bound)}  of those that must die"


def faults(
    results: Iterable[Result], listed: Iterable[Known], every: Iterable[Mutant]
) -> Iterator[str]:
    """Yield what is wrong with the tests, or with the page that explains survivors."""
    results, listed = tuple(results), tuple(listed)
    reasons = {one.key: one.reason for one in listed}
    for floor, those in _by_floor(one for one in results if one.drawn).items():
        if 100 * sum(not one.alive for one in those) < LEAST * len(those):
            yield f"fewer than {LEAST} % of the sample of {floor} are dead"
    for one in results:
        if one.alive and must_die(one.mutant) and one.mutant.key not in reasons:
            yield f"must die and lives: {one.mutant.module}:{one.mutant.line}"
    alive = {one.mutant.key for one in results if one.alive}
    modules = {one.module for one in every}
    for entry in listed:
        if entry.module in modules and entry.key not in alive:
            yield f"explained but dead or gone: {entry.module}: {' '.join(entry.after)}"
        if not entry.reason:
            yield f"listed without a reason: {entry.module}: {' '.join(entry.after)}"
