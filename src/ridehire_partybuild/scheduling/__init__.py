"""What is to be held, when, where and by whom: duties, plans, and the checker of both."""

from .coverage import ShiftGap, shift_coverage
from .checker import Violation, violations
from .duties import duties
from .ledger import LedgerEntry, LedgerState
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
    "plan",
    "shift_coverage",
    "violations",
]
