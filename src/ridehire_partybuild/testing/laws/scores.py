"""Laws 5 and 7: scores hold what may yet be found out, and waivers change no verdict."""

from collections.abc import Mapping

import attrs

from ridehire_partybuild.compliance import Assessment, Finding, Score, ScoreSystem, assess
from ridehire_partybuild.guideline import Outcome, Verdict

from .broken import hold

__all__ = ["intervals_hold_completions", "waivers_change_no_verdict"]


def intervals_hold_completions(told: Assessment, settled: Mapping[str, Outcome]) -> None:
    """Law 5: once open findings are ``settled``, by id, the interval has become no wider.

    Of all of them settled it is one number, and that lies in the interval of before.
    """
    after = attrs.evolve(told, findings=tuple(_settled(one, settled) for one in told.findings))
    for system in ScoreSystem:
        before, now = told.score(system), after.score(system)
        hold(
            5,
            "the score interval holds every completion and narrows as facts arrive",
            true=_within(now, before),
            shown=(system, before, now, settled),
        )


def _settled(finding: Finding, settled: Mapping[str, Outcome]) -> Finding:
    if finding.verdict.outcome is not Outcome.CANT_TELL or finding.id not in settled:
        return finding
    return attrs.evolve(finding, verdict=Verdict(outcome=settled[finding.id], because=()))


def _within(now: Score, before: Score) -> bool:
    if now.low is None or now.high is None:
        return True  # nothing counts any more
    if before.low is None or before.high is None:
        return False
    return before.low <= now.low <= now.high <= before.high


def waivers_change_no_verdict(told: Assessment) -> None:
    """Law 7: without its waivers a register has the same verdicts and the same raw scores."""
    bare = attrs.evolve(told.register, waivers=())
    plain = assess(bare, told.guideline, told.on, known=told.known, profile=told.profile)
    unwaived = tuple(attrs.evolve(one, waiver=None) for one in told.findings)
    hold(
        7,
        "a waiver changes no verdict",
        true=plain.findings == unwaived and plain.score() == told.score(),
        shown=told.register.waivers,
    )
