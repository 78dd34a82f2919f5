"""Laws 11 to 13 of a solver of one's own: it breaks no rule, loses nothing, and knows no chance."""

from collections.abc import Iterable

from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.exchange import dumps
from ridehire_partybuild.model import Session
from ridehire_partybuild.scheduling import PlanInputs, Solver, Wanted, solved
from ridehire_partybuild.scheduling.assembling import added

from .broken import hold

__all__ = ["solver_breaks_no_rule", "solver_has_no_chance", "solver_loses_nothing"]

_GRAVE = frozenset({"solver.broken", "solver.outside"})


def solver_breaks_no_rule(inputs: PlanInputs, solver: Solver) -> None:
    """Law 12: no session of a solver breaks a rule that blocks, nor lies outside span or future."""
    _, told = _refused(inputs, solver)
    broken = [text for code, text in told if code in _GRAVE]
    sentence = "no session that a solver places breaks a rule that blocks"
    hold(12, sentence, true=not broken, shown=("\n".join(broken), inputs))


def solver_loses_nothing(inputs: PlanInputs, solver: Solver) -> None:
    """Law 13: each session that a solver is asked for it places once, or nobody could beside these.

    The planner, given what the solver placed, finds room for no other. A solver that places only
    some on purpose, and leaves the others to the planner, does not keep this law.
    """
    placed, told = _refused(inputs, solver)
    surplus = [text for code, text in told if code not in _GRAVE]
    sentence = "a solver places only what it is asked for, each session once"
    hold(13, sentence, true=not surplus, shown=("\n".join(surplus), inputs))
    if not told:
        more = added(inputs, placed)
        sentence = "a solver leaves no session open for which there is room beside those it placed"
        hold(13, sentence, true=not more, shown=(*more, inputs))


def solver_has_no_chance(inputs: PlanInputs, solver: Solver) -> None:
    """Law 11: from equal inputs a solver makes a plan of equal bytes."""
    if _refused(inputs, solver)[1]:
        return
    one, other = solved(inputs, solver), solved(inputs, solver)
    hold(11, "equal inputs give equal plans", true=dumps(one) == dumps(other), shown=inputs)


def _refused(
    inputs: PlanInputs, solver: Solver
) -> tuple[tuple[Session, ...], list[tuple[str, str]]]:
    """Return what a solver placed, and why that is refused: codes and texts."""
    placed: list[Session] = []

    def heard(given: PlanInputs, wanted: tuple[Wanted, ...]) -> Iterable[Session]:
        placed.extend(solver(given, wanted))
        return tuple(placed)

    try:
        solved(inputs, heard)
    except InvalidValue as error:
        return tuple(placed), [(one.code, one.text("en")) for one in error.problems]
    return tuple(placed), []
