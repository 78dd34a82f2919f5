"""Strategies for profiles that can tailor a guideline."""

from datetime import date
from decimal import Decimal
from typing import Any

import attrs
from hypothesis import strategies as st

from ridehire_partybuild.guideline import (
    Alteration,
    Guideline,
    Parameter,
    Profile,
    Requirement,
    Selection,
    Source,
)
from ridehire_partybuild.values import ActorRole, DocumentKind, Modality, Text

from .judging import checks

__all__ = ["profiles"]

_SOURCE = Source(document="示例细则", kind=DocumentKind.LOCAL_PRACTICE)
_WORDS = Text(zh="示例", en="example")
_SPANS = st.sampled_from(
    [(None, None), (date(2025, 7, 1), None), (None, date(2026, 1, 1)),
     (date(2025, 7, 1), date(2026, 1, 1))]
)  # fmt: skip


def _kept(names: list[str], exclude: Selection | None) -> list[str]:
    return [one for one in names if exclude is None or one not in exclude.requirements]


@st.composite
def _selections(draw: st.DrawFn, guideline: Guideline) -> dict[str, Any]:
    names = list(dict.fromkeys(str(one.id) for one in guideline.requirements))
    if not names:
        return {}
    some = st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True)
    made = some.map(lambda chosen: Selection(requirements=tuple(chosen)))
    exclude = draw(st.none() | made)
    left = _kept(names, exclude)
    if not left or draw(st.booleans()):
        return {"exclude": exclude}
    kept = st.lists(st.sampled_from(left), min_size=1, unique=True)
    return {"exclude": exclude, "include": Selection(requirements=tuple(draw(kept)))}


@st.composite
def _alterations(draw: st.DrawFn, rule: Requirement, guideline: Guideline) -> Alteration:
    check = checks(subject=rule.subject, facts=guideline.facts, leaves=2)
    changes: dict[str, st.SearchStrategy[Any]] = {
        "weight": st.sampled_from([Decimal(2), Decimal(0)]),
        "modality": st.sampled_from(Modality),
        "responsible": st.sampled_from(ActorRole),
        "remedy": st.just(_WORDS),
        "applicability": check,
        "check": check,
    }
    names = draw(st.lists(st.sampled_from(sorted(changes)), min_size=1, max_size=3, unique=True))
    since, until = draw(_SPANS)
    return Alteration(
        requirement=rule.id,
        text=_WORDS if "check" in names else None,
        effective_from=since,
        effective_before=until,
        **{name: draw(changes[name]) for name in names},
    )


@st.composite
def _parameters(draw: st.DrawFn, parameter: Parameter) -> Parameter:
    since, until = draw(_SPANS)
    value = draw(st.sampled_from([Decimal(3), Decimal("15.5"), Decimal(0)]))
    more: dict[str, Any] = {"source": _SOURCE, "effective_from": since or date(2020, 1, 1)}
    return attrs.evolve(parameter, value=value, effective_before=until, **more)


@st.composite
def profiles(draw: st.DrawFn, guideline: Guideline) -> Profile:
    """Profiles that tailor ``guideline``: what they name is there, and what they alter is kept."""
    selected = draw(_selections(guideline))
    frame = Profile(id="example-profile", title=_WORDS, source=_SOURCE, **selected)
    rules = {one.id: one for one in guideline.requirements if frame.keeps(one)}
    numbers = {one.id: one for one in guideline.parameters}
    altered = (
        draw(st.lists(st.sampled_from(sorted(rules)), max_size=3, unique=True)) if rules else []
    )
    given = (
        draw(st.lists(st.sampled_from(sorted(numbers)), max_size=2, unique=True)) if numbers else []
    )
    return attrs.evolve(
        frame,
        notice=draw(st.none() | st.just(_WORDS)),
        alter=tuple(draw(_alterations(rules[name], guideline)) for name in altered),
        set_parameters=tuple(draw(_parameters(numbers[name])) for name in given),
    )
