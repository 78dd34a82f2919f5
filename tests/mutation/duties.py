"""Mutants that must die whatever the score: what the library promises rests on them."""

from collections.abc import Mapping

from .mutants import Mutant
from .operators import BOUNDARY, COMPARISON

__all__ = ["DATES", "WHOLE", "must_die"]

_ALGEBRA = frozenset({"guideline/outcomes.py", "guideline/verdicts.py"})
"""The algebra of outcomes."""

WHOLE: Mapping[str, frozenset[str]] = {
    "calendars/occurrences.py": frozenset({"rolled"}),
    "calendars/workdays.py": frozenset(
        {
            "WorkCalendar.kind",
            "WorkCalendar._is_left_open",
            "WorkCalendar.is_certain",
            "WorkCalendar.is_day_off",
            "WorkCalendar.is_workday",
            "_deciding",
            "_published_later",
        }
    ),
    "model/order.py": frozenset({"by_id"}),
    "model/register.py": frozenset({"integrity_problems", "_circles"}),
    "scheduling/ledger.py": frozenset(
        {"LedgerEntry.contradictions", "excuse_of", "is_held", "_is_past", "served", "state_of"}
    ),
    "scheduling/rules.py": frozenset(
        {
            "closed", "fixed_day", "gap", "holiday", "host_busy", "host_day_off", "host_skill",
            "host_travel", "host_unavailable", "outside_period", "over_day_limit",
            "over_week_limit", "overlaps", "past", "peak", "room_busy", "seats",
            "station_not_open",
        }
    ),
    "values/periods.py": frozenset({"Period.next", "Period.previous", "_first_day"}),
}  # fmt: skip
"""Functions on which a promise rests whole: what a day is, that a register holds together, which
rule a session breaks, and that the ledger adds up."""

_COMPARED = frozenset({"guideline/evaluation.py", "compliance/compiler.py"})
"""Where a value meets the bound of a requirement."""

DATES: Mapping[str, frozenset[str]] = {
    "calendars/occurrences.py": frozenset({"fixed_days"}),
    "compliance/forecast.py": frozenset({"turning_days"}),
    "compliance/mixtures.py": frozenset({"Mixture._has_lapsed"}),
    "compliance/waivers.py": frozenset({"_editions", "_lapsed", "_not_yet", "_meet"}),
    "guideline/evaluation.py": frozenset({"judged_periods", "_whole_periods"}),
    "guideline/guidelines.py": frozenset({"Guideline.in_force_since"}),
    "guideline/readings.py": frozenset(
        {"_FileReadings._count", "observed", "deciding", "agreed", "is_later"}
    ),
    "guideline/requirements.py": frozenset({"in_force", "cut"}),
    "model/actors.py": frozenset({"Branch.is_open"}),
    "model/stations.py": frozenset({"Station.status"}),
    "scheduling/ground.py": frozenset(
        {"Ground.is_admissible", "Ground.touches", "Ground.within", "is_there_during"}
    ),
    "values/periods.py": frozenset(
        {
            "Period.__contains__",
            "Period.end",
            "Span.__contains__",
            "Span.contradictions",
            "Span.last",
        }
    ),
}
"""Where it is decided whether a day is the first or the last on which something holds."""


def must_die(mutant: Mutant) -> bool:
    """Tell a mutant of the algebra, of a promise, of a bound, or of the days on which it holds."""
    module, function = mutant.module, mutant.function
    if module in _ALGEBRA or function in WHOLE.get(module, frozenset()):
        return True
    if module in _COMPARED and mutant.kind == COMPARISON:
        return True
    return mutant.kind in BOUNDARY and function in DATES.get(module, frozenset())
