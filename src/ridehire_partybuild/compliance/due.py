"""What has to be mended of what was found."""

from ridehire_partybuild.guideline import Outcome
from ridehire_partybuild.values import Modality

from .assessment import Assessment
from .findings import Finding

__all__ = ["is_due"]


def is_due(finding: Finding, assessment: Assessment) -> bool:
    """Tell whether something has to be mended: it failed, counts, and nobody excused it."""
    if finding.verdict.outcome is not Outcome.FAILED or finding.waiver is not None:
        return False
    return assessment.rules[finding.requirement].modality is not Modality.MAY
