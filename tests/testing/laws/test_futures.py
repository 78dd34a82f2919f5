"""Causes, held against assessments with one ingredient changed; and turns, against every day."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import attrs
import pytest
from tests.testing.laws.breaches import broken, telling

from ridehire_partybuild import (
    Cause,
    CauseKind,
    Facility,
    FacilityItem,
    Guideline,
    Region,
    Register,
    Site,
    Span,
    Station,
    Text,
    Tier,
    assess,
    compare,
    forecast,
    reference_guideline,
)
from ridehire_partybuild.testing import laws
from ridehire_partybuild.testing.laws import futures
from ridehire_partybuild.testing.laws.showing import shown_lines

ON, RULES = date(2026, 1, 15), reference_guideline()


def alone(**fields: Any) -> Register:
    """Return a register of one station."""
    station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC, **fields)
    return Register(stations=[station])


def of(area: int) -> Register:
    """Return a register of a station so large."""
    return alone(site=Site(area_m2=area))


def only(name: str) -> Guideline:
    """Return the guideline of one of its requirements."""
    own = tuple(one for one in RULES.requirements if one.id == name)
    return attrs.evolve(RULES, requirements=own)


def test_a_wrong_cause_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Law 8: what a fact alone turned is told to be turned by it; by the rule would be untrue."""
    rules = only("area")
    renamed = attrs.evolve(rules, title=Text(zh="别名", en="another name"))
    before, after = assess(of(9), rules, ON), assess(of(40), renamed, ON)
    laws.causes_are_single(before, after)

    def blamed(*assessments: Any) -> Any:
        made = compare(*assessments)
        cause = Cause(kind=CauseKind.RULE)
        told = (
            one if one.cause is None else attrs.evolve(one, cause=cause) for one in made.findings
        )
        return attrs.evolve(made, findings=tuple(told))

    monkeypatch.setattr(futures, "compare", blamed)
    found = zip(("before", "after"), (*before.findings, *after.findings), strict=True)
    assert broken(laws.causes_are_single, before, after) == telling(
        "8 causes_are_single", futures.ONE_CAUSE,
        *(f"{when}: {shown_lines(one)[0]}" for when, one in found),
        "cause: Cause(kind='rule')", "fact", about="requirement area",
    )  # fmt: skip


@pytest.mark.parametrize("other", [Register(), alone(site=Site(area_m2=9), closed_on=ON)])
def test_whose_scope_changed_is_asked_of_no_mixture(other: Register) -> None:
    """Law 8: a station that came, went, opened or closed has that for its cause, which is kept."""
    rules = only("area")
    there, gone = assess(of(9), rules, ON), assess(other, rules, ON)
    laws.causes_are_single(there, there)
    for pair in ((there, gone), (gone, there)):
        laws.causes_are_single(*pair)
        assert [
            None if one.cause is None else one.cause.kind for one in compare(*pair).findings
        ] == [CauseKind.SCOPE]


def test_a_day_that_passed_is_a_cause_by_itself() -> None:
    """Law 8: what one of another day causes no mixture of two can tell; the law is kept."""
    before, after = (assess(DATED, only("first-aid-date"), day) for day in (ON, DAYS.last))
    laws.causes_are_single(before, after)
    assert [one.cause.kind for one in compare(before, after).changes if one.cause is not None] == [
        CauseKind.TIME
    ]


BOX = FacilityItem(kind=Facility.FIRST_AID_BOX, expires_on=date(2026, 1, 20))
DATED, DAYS = alone(facilities=[BOX]), Span.parse("2026-01-15/2026-01-25")


def early(*given: Any, **more: Any) -> Any:
    """Foresee each turn five days too early."""
    days = timedelta(days=5)
    return tuple(attrs.evolve(one, on=one.on - days) for one in forecast(*given, **more))


def twice(*given: Any, **more: Any) -> Any:
    """Foresee each turn twice."""
    return forecast(*given, **more) * 2


def never(*_: Any, **__: Any) -> Any:
    """Foresee no turn."""
    return ()


FOUND = (
    "Finding(subject='S-1', requirement='first-aid-date', verdict=Verdict(outcome='{}', "
    "because=('first_aid_box.expires_on')))"
)
PASSED, FAILED = FOUND.format("passed"), FOUND.format("failed")
LAPSED = (
    "Cause(kind='time', passings=(Passing(fact='first_aid_box.expires_on', last_day=2026-01-20, "
    "reading=Reading(value=2026-01-20))))"
)
TURN = [f"before: {PASSED}", f"after: {FAILED}", f"cause: {LAPSED}"]


@pytest.mark.parametrize(
    ("wrong", "sentence", "shown"),
    [
        (early, futures.DECLARED, ["on 2026-01-16", *TURN]),
        (twice, futures.FORECAST, ["on 2026-01-21", *TURN]),
        (never, futures.FORECAST, ["2026-01-21", PASSED, FAILED]),
    ],
)
def test_a_wrong_forecast_is_told(
    wrong: Callable[..., Any], sentence: str, shown: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Law 9: a turn too early, one that turns nothing, and one that nobody foresaw."""
    laws.forecast_is_assess(DATED, only("first-aid-date"), DAYS)
    monkeypatch.setattr(futures, "forecast", wrong)
    assert broken(laws.forecast_is_assess, DATED, only("first-aid-date"), DAYS) == telling(
        "9 forecast_is_assess", sentence, *shown, about="requirement first-aid-date"
    )


def test_what_turns_with_a_period_turns_on_its_last_day() -> None:
    """Law 9: no document has that day, and the law is kept."""
    rules, span = only("first-aid-training"), Span.parse("2026-06-28/2026-07-02")
    first = date(2026, 1, 1)
    register = alone(opened_on=first, records_since=first)
    laws.forecast_is_assess(register, rules, span)
    assert [one.on for one in forecast(register, rules, span)] == [date(2026, 6, 30)]


def test_a_rule_that_ends_leaves_no_finding() -> None:
    """Law 9: with the day from which its rule no longer holds a finding is gone, as foreseen."""
    (area,) = only("area").requirements
    ended = attrs.evolve(
        RULES, requirements=(attrs.evolve(area, effective_before=date(2026, 1, 20)),)
    )
    laws.forecast_is_assess(of(9), ended, DAYS)
    assert [(one.on, one.change.after) for one in forecast(of(9), ended, DAYS)] == [
        (date(2026, 1, 20), None)
    ]


def test_what_is_compared_with_itself_and_changes_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Law 8, first half: a comparison that finds a change where there is none."""
    there, gone = (assess(one, only("area"), ON) for one in (of(9), Register()))
    laws.nothing_changes_by_itself(there)
    monkeypatch.setattr(futures, "compare", lambda one, _: compare(one, gone))
    assert broken(laws.nothing_changes_by_itself, there) == telling(
        "8 nothing_changes_by_itself", "compare(a, a) is all unchanged",
        f"before: {shown_lines(there.findings[0])[0]}", "after: None",
        "cause: Cause(kind='scope', subjects=(True, False))", about="requirement area",
    )  # fmt: skip
