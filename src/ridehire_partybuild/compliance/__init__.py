"""Judging the present: a register under a guideline on a day."""

from ridehire_partybuild.values.arrival import arrived

from .assessment import Assessment, assess
from .causes import Cause, CauseKind, FactChange, Lapse, Passing
from .comparison import BaselineState, ComparedFinding, Comparison, WaiverChange, compare
from .compiler import compiled
from .due import is_due
from .explain import Explanation, explain
from .findings import Finding, Score, ScoreSystem, finding_id, scored
from .forecast import Turn, forecast
from .matrix import AccountabilityMatrix, Involvement, MatrixRow, RoleShare, matrix
from .public import PublicFact, PublicFinding, PublicSubject, PublicView, public_view
from .remediation import remediation
from .remediation_audit import RemediationFlaw, RemediationRemark, audit_remediation, explain_flaw
from .remediation_plans import (
    DEFAULT_REMEDIATION,
    LeadTime,
    Milestone,
    NamedActor,
    RemediationOrder,
    RemediationPlan,
    RemediationPolicy,
    RemediationState,
    RemediationTask,
)
from .repairs import Gain, Repair, repairs
from .satisfaction import Distance, ReferenceReading, profiles_satisfied
from .simulation import Closing, Proof, simulate
from .told_changes import explain_cause, explain_change
from .told_repairs import explain_repair
from .views import ScoreBy
from .visits import Visit, VisitList, visit_list
from .waivers import WaiverFlaw, WaiverRemark, audit_waivers, explain_remark

__all__ = [
    "DEFAULT_REMEDIATION",
    "AccountabilityMatrix",
    "Assessment",
    "BaselineState",
    "Cause",
    "CauseKind",
    "Closing",
    "ComparedFinding",
    "Comparison",
    "Distance",
    "Explanation",
    "FactChange",
    "Finding",
    "Gain",
    "Involvement",
    "Lapse",
    "LeadTime",
    "MatrixRow",
    "Milestone",
    "NamedActor",
    "Passing",
    "Proof",
    "PublicFact",
    "PublicFinding",
    "PublicSubject",
    "PublicView",
    "ReferenceReading",
    "RemediationFlaw",
    "RemediationOrder",
    "RemediationPlan",
    "RemediationPolicy",
    "RemediationRemark",
    "RemediationState",
    "RemediationTask",
    "Repair",
    "RoleShare",
    "Score",
    "ScoreBy",
    "ScoreSystem",
    "Turn",
    "Visit",
    "VisitList",
    "WaiverChange",
    "WaiverFlaw",
    "WaiverRemark",
    "assess",
    "audit_remediation",
    "audit_waivers",
    "compare",
    "compiled",
    "explain",
    "explain_cause",
    "explain_change",
    "explain_flaw",
    "explain_remark",
    "explain_repair",
    "finding_id",
    "forecast",
    "is_due",
    "matrix",
    "profiles_satisfied",
    "public_view",
    "remediation",
    "repairs",
    "scored",
    "simulate",
    "visit_list",
]

arrived(__name__)
