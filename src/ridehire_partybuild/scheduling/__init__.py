"""What is to be held, when, where and by whom: duties, plans, and the checker of both."""

from ridehire_partybuild.values.arrival import arrived

from .analysing import ConstraintCost, ScoreAnalysis, SubjectCost, analysis, explain_score
from .bookkeeping import ledger
from .checker import Violation, violations
from .coverage import ShiftGap, shift_coverage
from .duties import duties
from .holding import held
from .ledger import Excuse, ExcuseKind, LedgerEntry, LedgerState
from .merging import merged_duties
from .missed import missed_tasks
from .notices import ChangeNotice, NoticeRole
from .party_life import party_life_duties
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
from .policy import DEFAULT_POLICY, Policy, RuleSeverity, ShiftPattern, TravelTimes
from .reading import reading_duties
from .rebasing import rebase
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
    "Excuse",
    "ExcuseKind",
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
    "ShiftGap",
    "ShiftPattern",
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
    "held",
    "least_unplaced",
    "ledger",
    "merged_duties",
    "missed_tasks",
    "party_life_duties",
    "plan",
    "reading_duties",
    "rebase",
    "recommend",
    "remedied",
    "replan",
    "shift_coverage",
    "shortfalls",
    "solved",
    "violations",
]

arrived(__name__)
