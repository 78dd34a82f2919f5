"""Judging the present: a register under a guideline on a day."""

from .assessment import Assessment, assess
from .compiler import compiled
from .explain import Explanation, explain
from .findings import Finding, Score, ScoreSystem, finding_id, scored
from .public import PublicFact, PublicFinding, PublicSubject, PublicView, public_view

__all__ = [
    "Assessment",
    "Explanation",
    "Finding",
    "PublicFact",
    "PublicFinding",
    "PublicSubject",
    "PublicView",
    "Score",
    "ScoreSystem",
    "assess",
    "compiled",
    "explain",
    "finding_id",
    "public_view",
    "scored",
]
