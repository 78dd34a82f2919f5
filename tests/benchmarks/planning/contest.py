"""What each contender makes of an instance, judged alike: by `violations` and by the score."""

import gc
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from planning.cp import solve
from planning.province import Instance
from ridehire_partybuild.model import Session
from ridehire_partybuild.scheduling import Plan, PlanScore, plan, violations
from ridehire_partybuild.scheduling.annealing import construct
from ridehire_partybuild.scheduling.board import Board
from ridehire_partybuild.scheduling.matter import Matter, matter_of
from ridehire_partybuild.scheduling.outcome import Outcome, placement_of
from ridehire_partybuild.scheduling.search_state import State
from ridehire_partybuild.scheduling.spots import Spots

__all__ = ["Run", "by_cp_sat", "by_cp_sat_city_by_city", "by_us"]

T = TypeVar("T")


@dataclass(frozen=True)
class Run:
    """One contender on one instance.

    Attributes:
        score: What its plan comes to.
        broken: Rules that its plan breaks.
        wall: Seconds by the clock, from the inputs to the plan; of CP-SAT the solver's alone.
        processor: Seconds of the processor.
        is_proved: Whether the contender says that no plan is better.
        bound: What it says that no plan can exceed.
    """

    score: PlanScore
    broken: int
    wall: float
    processor: float
    is_proved: bool
    bound: PlanScore = PlanScore()  # noqa: RUF009 - frozen


def timed(run: Callable[[], T]) -> tuple[T, float, float]:
    """Return what it makes, and the seconds by the clock and of the processor that it takes."""
    gc.collect()
    wall, processor = time.perf_counter(), time.process_time()
    made = run()
    return made, time.perf_counter() - wall, time.process_time() - processor


def _broken(instance: Instance, sessions: Iterable[Session]) -> int:
    found = violations(
        sessions,
        instance.register,
        instance.calendar,
        policy=instance.policy,
        duties=instance.duties,
    )
    return len(found)


def planned(instance: Instance, *, seed: int = 0, moves: int | None = None) -> Plan:
    """The library's plan of an instance."""
    return plan(
        instance.duties,
        instance.register,
        instance.calendar,
        instance.span,
        policy=instance.policy,
        seed=seed,
        moves=moves,
    )


def by_us(instance: Instance, *, seed: int = 0, moves: int | None = None) -> Run:
    """The library."""
    made, wall, processor = timed(lambda: planned(instance, seed=seed, moves=moves))
    return Run(
        score=made.score,
        broken=_broken(instance, made.sessions),
        wall=wall,
        processor=processor,
        is_proved=made.is_optimal,
        bound=made.bound,
    )


def _started(instance: Instance) -> tuple[Matter, State]:
    """The constructed plan, from which the other solver starts."""
    matter = matter_of(planned(instance, moves=0).inputs)
    state = State(Board(matter))
    construct(state, Spots(state, Random(0).random))
    return matter, state


def _judged(instance: Instance, matter: Matter, state: State) -> tuple[PlanScore, int]:
    outcome = Outcome(matter, placement_of(state), Random(0).choice)
    sessions = [session for session, _ in outcome.placed.values()]
    return outcome.score, _broken(instance, sessions)


def _take(state: State, needs: Iterable[int], placed: Mapping[int, tuple[int, int, int]]) -> None:
    """Put the needs where the solver has them; one that found nothing changes nothing."""
    for need in needs if placed else ():
        if state.day[need] >= 0:
            state.lift(need)
    for need, spot in placed.items():
        state.place(need, *spot)


def by_cp_sat(instance: Instance, seconds: float) -> Run:
    """CP-SAT on the whole instance, the constructed plan being its hint."""
    matter, state = _started(instance)
    answer, _, processor = timed(
        lambda: solve(state, range(len(state.day)), seconds, thorough=True)
    )
    _take(state, range(len(state.day)), answer.placed)
    score, broken = _judged(instance, matter, state)
    return Run(
        score=score,
        broken=broken,
        wall=answer.seconds,
        processor=processor,
        is_proved=answer.is_optimal,
    )


def by_cp_sat_city_by_city(instance: Instance, seconds: float) -> Run:
    """CP-SAT on one city after the other, all others staying where they are."""
    matter, state = _started(instance)
    board = state.board
    wall = processor = 0.0
    for city in sorted(set(board.city)):
        needs = [need for need, station in enumerate(board.station) if board.city[station] == city]
        answer, _, used = timed(lambda needs=needs: solve(state, needs, seconds, thorough=False))  # type: ignore[misc]
        _take(state, needs, answer.placed)
        wall += answer.seconds
        processor += used
    score, broken = _judged(instance, matter, state)
    return Run(score=score, broken=broken, wall=wall, processor=processor, is_proved=False)
