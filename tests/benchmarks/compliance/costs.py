"""What is not a race: memory kept, and single figures of what is asked of an assessment."""

import gc
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import timedelta

import attrs

from ridehire_partybuild import reference_guideline
from ridehire_partybuild.compliance import Assessment, assess, compare, visit_list
from ridehire_partybuild.guideline import Guideline
from ridehire_partybuild.model import Register

from .workload import ON, made_register

__all__ = ["Memory", "chores", "memory"]

PROVINCE = 136
"""How many stations a province has, as far as reports tell."""


@attrs.frozen
class Memory:
    """Bytes that stay, to a tenth of a byte.

    Attributes:
        check: Kept by an assessment for each check, its register aside.
        finding: More for each finding that somebody looked at and holds.
    """

    check: float
    finding: float


def _traced() -> int:
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def memory(register: Register, guideline: Guideline) -> Memory:
    """Return what an assessment keeps; what register and guideline keep is there before."""
    assess(register, guideline, ON)
    tracemalloc.start()
    before = _traced()
    assessment = assess(register, guideline, ON)
    kept = _traced() - before
    looked = list(assessment.findings)
    for one in looked:
        # a finding that works something out when asked may keep it
        _ = one.id, one.subject, one.station, one.requirement, one.verdict, one.waiver
    more = _traced() - before - kept - sys.getsizeof(looked)
    tracemalloc.stop()
    return Memory(round(kept / len(looked), 1), round(more / len(looked), 1))


def _taken(work: Callable[[], object]) -> float:
    gc.collect()
    begin = time.process_time()
    work()
    return time.process_time() - begin


def _iterated(assessment: Assessment) -> None:
    for one in assessment.findings:
        _ = one.verdict.outcome


def chores(register: Register, guideline: Guideline) -> Iterator[tuple[str, float]]:
    """Yield what single questions take, in seconds: shown, not judged."""
    assessment = assess(register, guideline, ON)
    many = f"{len(register.stations):,} stations x 40 clauses"
    yield f"all findings and their outcomes, {many}", _taken(lambda: _iterated(assessment))
    yield f"Assessment.score(), {many}", _taken(assessment.score)
    province, reading = made_register(PROVINCE), reference_guideline()
    of_province = f"{PROVINCE} stations, reference reading"
    yield f"assess, {of_province}", _taken(lambda: assess(province, reading, ON))
    now = assess(province, reading, ON)
    earlier = assess(province, reading, ON - timedelta(days=181))
    yield f"visit_list, {of_province}", _taken(lambda: visit_list(now))
    yield f"compare with half a year ago, {of_province}", _taken(lambda: compare(earlier, now))
