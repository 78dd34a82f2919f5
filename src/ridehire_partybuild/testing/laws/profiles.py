"""Law 6: what a profile tailors is tailored once."""

from datetime import date

from ridehire_partybuild.compliance import assess
from ridehire_partybuild.guideline import Guideline, Profile, resolve
from ridehire_partybuild.model import Register

from .broken import hold

__all__ = ["profile_is_its_guideline", "resolving_is_idempotent"]


def resolving_is_idempotent(profile: Profile, guideline: Guideline) -> None:
    """Law 6: resolving again changes nothing, nor does resolving without a profile."""
    once = resolve(profile, guideline)
    held = resolve(profile, once) == once and resolve(None, guideline) == guideline
    its_own = {one.id for one in once.requirements} <= {one.id for one in guideline.requirements}
    hold(
        6,
        "`resolve` is idempotent, and None changes nothing",
        true=held and its_own,
        shown=(profile, guideline),
    )


def profile_is_its_guideline(
    register: Register, guideline: Guideline, on: date, profile: Profile
) -> None:
    """Law 6 on registers: to assess with a profile is to assess by what it resolves to."""
    told = assess(register, guideline, on, profile=profile)
    alone = assess(register, resolve(profile, guideline), on)
    hold(
        6,
        "assessing with a profile is assessing by the guideline it resolves to",
        true=told.findings == alone.findings and told.score() == alone.score(),
        shown=(profile, on),
    )
