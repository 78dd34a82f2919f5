"""Mutants that must die whatever the score: what the library promises rests on them."""

from collections.abc import Mapping

from .mutants import Mutant
from .operators import BOUNDARY, COMPARISON

__all__ = ["DATES", "must_die"]

_WHOLE = frozenset({"guideline/outcomes.py", "guideline/verdicts.py"})
"""The algebra of outcomes."""

_COMPARED = frozenset({"guideline/evaluation.py", "compliance/compiler.py"})
"""Where a value meets the bound of a requirement."""

DATES: Mapping[str, frozenset[str]] = {
    "compliance/forecast.py": frozenset({"turning_days"}),
    "compliance/mixtures.py": frozenset({"Mixture._has_lapsed"}),
    "compliance/waivers.py": frozenset({"_editions", "_lapsed", "_not_yet", "_meet"}),
    "guideline/evaluation.py": frozenset({"judged_periods", "_whole_periods"}),
    "guideline/guidelines.py": frozenset({"Guideline.in_force_since"}),
    "guideline/readings.py": frozenset(
        {"_FileReadings._count", "observed", "deciding", "agreed", "is_later"}
    ),
    "guideline/requirements.py": frozenset({"in_force", "cut"}),
}
"""Where it is decided whether a day is the first or the last on which something holds."""


def must_die(mutant: Mutant) -> bool:
    """Tell a mutant of the algebra, of a bound, or of the days on which something holds."""
    if mutant.module in _WHOLE:
        return True
    if mutant.module in _COMPARED and mutant.kind == COMPARISON:
        return True
    return mutant.kind in BOUNDARY and mutant.function in DATES.get(mutant.module, frozenset())
