"""Strategies for registers and guidelines that speak of the same, and for what is found of them."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import attrs
from hypothesis import strategies as st

from ridehire_partybuild.compliance import Assessment, assess
from ridehire_partybuild.guideline import Guideline, Profile
from ridehire_partybuild.model import Register, Site, Waiver
from ridehire_partybuild.values import ActivityKind

from .choices import built
from .judging import guidelines
from .profiles import profiles
from .registers import registers
from .telling import TELLING_BYTES, Case, contrary, read_telling

__all__ = ["USUAL_FACTS", "assessments", "judged_registers", "pairs_of_assessments"]

USUAL_FACTS = (
    "site.area_m2",
    "facilities",
    "on_map",
    "fire_safety.passed",
    "branch.full_members",
    "branch.secretary_named",
    "actor.level",
    "actor.plan_adopted",
    "city.stations",
    "city.roles",
)
"""A few facts of each kind of subject and of every type: declared, observed and computed."""

KINDS = (ActivityKind.PARTY_LECTURE, ActivityKind.LEGAL_CLINIC)
RULES = tuple(f"rule-{number}" for number in range(4))
ON = (date(2026, 1, 15), date(2025, 12, 31), date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 31))
DAYS = st.sampled_from(ON)
LATER = st.sampled_from([timedelta(days=days) for days in (90, 1, 12, 200, 365, 0)])
_PLAIN = registers(
    min_stations=1, max_stations=2, max_actors=2, max_branches=2, max_activities=1, max_hosts=0,
    max_titles=1, max_donations=0, max_deliveries=0, max_stock=0, max_loans=0, max_assistance=0,
    max_sessions=8, max_observations=12, max_waivers=6, max_exemptions=6,
    facts=USUAL_FACTS, covers=(*RULES, *USUAL_FACTS[:4]), kinds=KINDS,
)  # fmt: skip
GUIDELINES = guidelines(least=2, most=4, about=USUAL_FACTS)


@st.composite
def judged_registers(draw: st.DrawFn) -> Register:
    """Small registers of what requirements look at, their observations about a few facts.

    Of the first observations some are contradicted on the same day.
    """
    register = draw(_PLAIN)
    contradicted = register.observations[: draw(st.sampled_from([0, 2, 4, 8]))]
    return register.with_(*map(contrary, contradicted))


def _profiles(guideline: Guideline) -> st.SearchStrategy[Profile | None]:
    return st.one_of(st.none(), st.none(), profiles(guideline))


@st.composite
def assessments(
    draw: st.DrawFn, *, days: Sequence[date] = ON, guideline: Guideline | None = None
) -> Assessment:
    """What is found of a small register on one of ``days``, mostly by a small guideline.

    Some know less than the day, some more, and some go by a profile. In three of four something
    is made on purpose that is seldom met: what is known lapses soon or is contradicted, periods
    are exempted or were missed, a waiver ends, a date passes, an edition follows, two facts fail.

    Args:
        days: The days to be judged.
        guideline: By what is judged; None: by guidelines that look at what the registers hold.
    """
    on, wait = draw(st.sampled_from(days)), draw(st.sampled_from([None, None, 0, -200, 100]))
    rules = draw(GUIDELINES) if guideline is None else guideline
    apart, any_rule = Case(draw(judged_registers()), rules, on), guideline is None
    case = draw(
        built(TELLING_BYTES, lambda choices: read_telling(choices, apart, any_rule=any_rule))
    )
    return assess(
        case.register,
        case.guideline,
        on,
        known=None if wait is None else on + timedelta(days=wait),
        profile=draw(_profiles(case.guideline)),
    )


def _others(told: Assessment) -> st.SearchStrategy[Register]:
    """Registers that differ in something: fewer records, waivers, another station, or all."""
    register = told.register
    fewer = attrs.evolve(register, observations=register.observations[1:])
    fewer = attrs.evolve(fewer, sessions=register.sessions[:2], waivers=register.waivers[:1])
    first = attrs.evolve(register.stations[0], suspensions=())
    moved = register.with_(attrs.evolve(first, site=Site(), facilities=None, on_map=None))
    opened = first.opened_on
    closed = None if opened is None else opened + timedelta(days=1)
    gone = register.with_(attrs.evolve(first, closed_on=closed))
    waived = register.with_(*(
        Waiver(
            id=f"W-all-{number}", subject=one.subject, covers=str(one.requirement),
            authority="示例局", reason="示例", valid_from=date(2025, 1, 1),
            valid_until=date(2027, 12, 31),
        )
        for number, one in enumerate(told.findings)
    ))  # fmt: skip
    return st.sampled_from([fewer, moved, gone, waived]) | judged_registers()


@st.composite
def _amended(draw: st.DrawFn, guideline: Guideline) -> Guideline:
    """Return a guideline of which one requirement is another's, or is not there."""
    other = draw(GUIDELINES)
    name = draw(st.sampled_from(RULES[:3]))
    kept = (one for one in guideline.requirements if one.id != name)
    new = (one for one in other.requirements if one.id == name)
    have = {one.id for one in guideline.parameters}
    more = (one for one in other.parameters if one.id not in have)
    return attrs.evolve(
        guideline, requirements=(*kept, *new), parameters=(*guideline.parameters, *more)
    )


_INGREDIENTS = ("register", "on", "guideline", "profile", "known")
_CHANGED = st.sampled_from(
    [
        *(frozenset({one}) for one in _INGREDIENTS),
        *[frozenset({"on"})] * 4,
        *(frozenset(several) for several in combinations(_INGREDIENTS[:4], 2)),
        frozenset(_INGREDIENTS),
        frozenset[str](),
    ]
)

_BACKWARDS = st.sampled_from([False, False, False, True])


@st.composite
def pairs_of_assessments(draw: st.DrawFn) -> tuple[Assessment, Assessment]:
    """Two assessments that differ in one ingredient, in several, or in none.

    What may be another is the register, the guideline, the day, the day of knowledge, the profile.
    """
    before, changed = draw(assessments()), draw(_CHANGED)
    told: dict[str, Any] = {name: getattr(before, name) for name in _INGREDIENTS}
    if "register" in changed:
        told["register"] = draw(_others(before))
    if "guideline" in changed:
        told["guideline"] = draw(_amended(before.guideline))
    if "on" in changed:
        told["on"] += draw(LATER)
    if {"on", "known"} & changed:
        told["known"] = max(told["known"], told["on"]) + draw(LATER)
    if "profile" in changed:
        told["profile"] = draw(profiles(told["guideline"]))
    elif "guideline" in changed:
        told["profile"] = None  # it might name what is no longer there
    register, guideline, on = (told.pop(name) for name in ("register", "guideline", "on"))
    after = assess(register, guideline, on, **told)
    return (after, before) if draw(_BACKWARDS) else (before, after)
