"""What is to be held, when, where and by whom: duties, plans, and the checker of both."""

from .checker import Violation, violations
from .duties import duties
from .ledger import LedgerEntry, LedgerState
from .notices import ChangeNotice, NoticeRole
from .plan_changes import ChangeCause, PlanChange, PlanChangeKind, PlanChanges, diff
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
from .policy import DEFAULT_POLICY, Policy, RuleSeverity, TravelTimes
from .replanning import Replan, rebase, replan
from .telling import explain_notice, explain_plan_change
from .vocabulary import Rule, Severity

__all__ = [
    "DEFAULT_POLICY",
    "Blocked",
    "ChangeCause",
    "ChangeNotice",
    "Constraint",
    "ConstraintMatch",
    "LedgerEntry",
    "LedgerState",
    "NoticeRole",
    "Plan",
    "PlanChange",
    "PlanChangeKind",
    "PlanChanges",
    "PlanInputs",
    "PlanScore",
    "Policy",
    "Replan",
    "Rule",
    "RuleSeverity",
    "Severity",
    "TravelTimes",
    "Unplaced",
    "Violation",
    "diff",
    "duties",
    "explain_notice",
    "explain_plan_change",
    "plan",
    "rebase",
    "replan",
    "violations",
]
