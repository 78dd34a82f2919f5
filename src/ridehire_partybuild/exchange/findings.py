"""Findings as documents have them: written out, with what follows from the rest."""

from typing import Any

import attrs

from ridehire_partybuild import compliance
from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.guideline import Verdict
from ridehire_partybuild.values import FindingId, Id, RequirementId, StationId, WaiverId

from .problems import failure
from .records import Read, reading_record

__all__ = ["Finding", "reading_finding", "written_out"]


@attrs.frozen(kw_only=True)
class Finding:
    """A finding written out: its id follows from the two after it, and so does the station."""

    id: FindingId
    subject: Id
    station: StationId | None = None
    requirement: RequirementId
    verdict: Verdict
    waiver: WaiverId | None = None


def written_out(finding: compliance.Finding) -> Finding:
    """Return a finding with all that follows."""
    return Finding(
        id=finding.id,
        subject=finding.subject,
        station=finding.station,
        requirement=finding.requirement,
        verdict=finding.verdict,
        waiver=finding.waiver,
    )


def reading_finding(read: Read) -> Read:
    """Return the hook that reads a finding; what follows must follow."""
    read_form = reading_record(Finding, read)

    def read_finding(value: Any, _: Any) -> compliance.Finding:
        form: Finding = read_form(value, Finding)
        found = compliance.Finding(
            subject=form.subject if form.station is None else form.station,
            requirement=form.requirement,
            verdict=form.verdict,
            waiver=form.waiver,
        )
        problems = [
            failure("finding.follows", "Finding", getattr(form, key), path=f"$.{key}", wanted=right)
            for key, right in (("id", found.id), ("subject", found.subject))
            if getattr(form, key) != right
        ]
        # the id rests on the subject: where the station is another, it is told alone
        if problems:
            raise InvalidValue(problems[-1:])
        return found

    return read_finding
