"""What is to be held, when, where and by whom: duties, plans, and the checker of both."""

from .analysing import ConstraintCost, ScoreAnalysis, SubjectCost, analysis, explain_score
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
from .rebasing import provisional, rebase
from .recommending import Recommendation, ScoreChange, explain_recommendation, recommend
from .remedies import Remedy, RemedyKind, remedied
from .replanning import Replan, replan
from .shortfalls import Owed, Shortfall, ShortfallKind, least_unplaced, shortfalls
from .solving import Solver, Wanted, solved
from .telling import explain_notice, explain_plan_change, explain_span
from .telling_shortfalls import explain_remedy, explain_shortfall
from .vocabulary import Rule, Severity

__all__ = [
    "DEFAULT_POLICY",
    "Blocked",
    "ChangeCause",
    "ChangeNotice",
    "Constraint",
    "ConstraintCost",
    "ConstraintMatch",
    "LedgerEntry",
    "LedgerState",
    "NoticeRole",
    "Owed",
    "Plan",
    "PlanChange",
    "PlanChangeKind",
    "PlanChanges",
    "PlanInputs",
    "PlanScore",
    "Policy",
    "Recommendation",
    "Remedy",
    "RemedyKind",
    "Replan",
    "Rule",
    "RuleSeverity",
    "ScoreAnalysis",
    "ScoreChange",
    "Severity",
    "Shortfall",
    "ShortfallKind",
    "Solver",
    "SubjectCost",
    "TravelTimes",
    "Unplaced",
    "Violation",
    "Wanted",
    "analysis",
    "diff",
    "duties",
    "explain_notice",
    "explain_plan_change",
    "explain_recommendation",
    "explain_remedy",
    "explain_score",
    "explain_shortfall",
    "explain_span",
    "least_unplaced",
    "plan",
    "provisional",
    "rebase",
    "recommend",
    "remedied",
    "replan",
    "shortfalls",
    "solved",
    "violations",
]
