"""What is to be held, when, where and by whom: duties, plans, and the checker of both."""

from .bookkeeping import ledger
from .checker import Violation, violations
from .coverage import ShiftGap, shift_coverage
from .duties import duties
from .ledger import Excuse, ExcuseKind, LedgerEntry, LedgerState
from .merging import merged_duties
from .party_life import party_life_duties
from .planner import plan
from .plans import (
    Blocked,
    Constraint,
    ConstraintMatch,
    Plan,
    PlanInputs,
    PlanScore,
    Unplaced,
)
from .policy import DEFAULT_POLICY, Policy, RuleSeverity, ShiftPattern, TravelTimes
from .vocabulary import Rule, Severity

__all__ = [
    "DEFAULT_POLICY",
    "Blocked",
    "Constraint",
    "ConstraintMatch",
    "Excuse",
    "ExcuseKind",
    "LedgerEntry",
    "LedgerState",
    "Plan",
    "PlanInputs",
    "PlanScore",
    "Policy",
    "Rule",
    "RuleSeverity",
    "Severity",
    "ShiftGap",
    "ShiftPattern",
    "TravelTimes",
    "Unplaced",
    "Violation",
    "duties",
    "ledger",
    "merged_duties",
    "party_life_duties",
    "plan",
    "shift_coverage",
    "violations",
]
