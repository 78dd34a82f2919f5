"""Scores taken apart: by station, group, actor, county and city."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    Assessment,
    Guideline,
    Outcome,
    Region,
    Register,
    Score,
    ScoreBy,
    ScoreSystem,
    Station,
    Tier,
    assess,
    reference_guideline,
)
from ridehire_partybuild.testing import laws, strategies

REFERENCE = reference_guideline()
ON = date(2026, 1, 15)
GUIDELINES = strategies.guidelines() | st.just(REFERENCE)
DAYS = strategies.days()
TOLD = st.one_of(
    strategies.assessments(),
    strategies.assessments(),
    strategies.assessments(guideline=REFERENCE),
)


@given(
    strategies.registers(), GUIDELINES, DAYS, st.sampled_from(ScoreBy), st.sampled_from(ScoreSystem)
)
def test_cells_add_up(
    register: Register, guideline: Guideline, on: date, by: ScoreBy, system: ScoreSystem
) -> None:
    """Every finding is in one cell at most; groups, actors and subjects hold them all."""
    told = assess(register, guideline, on)
    cells = told.scores(by, system)
    held = sum(one.counted + one.excluded for one in cells.values())
    assert held <= len(told.findings)
    if by in {ScoreBy.GROUP, ScoreBy.ACTOR, ScoreBy.SUBJECT}:
        assert held == len(told.findings)
        assert sum(one.counted for one in cells.values()) == told.score(system).counted
    assert list(cells) == sorted(cells)


@given(strategies.registers(), GUIDELINES, DAYS, st.sampled_from(ScoreSystem))
def test_a_cell_of_a_subject_is_its_score(
    register: Register, guideline: Guideline, on: date, system: ScoreSystem
) -> None:
    """``scores(by=SUBJECT)`` and ``score(system, subject)`` are one reading, raw and waived."""
    told = assess(register, guideline, on)
    for subject, score in told.scores(ScoreBy.SUBJECT, system).items():
        assert score == told.score(system, subject)
    for subject, score in told.scores_after_waivers(ScoreBy.SUBJECT, system).items():
        assert score == told.score_after_waivers(system, subject)


def test_nobody_has_no_score() -> None:
    """A mistyped id is told, not scored as nothing."""
    station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC)
    told = assess(Register(stations=[station]), REFERENCE, ON)
    for score in (told.score, told.score_after_waivers):
        with pytest.raises(KeyError, match="S-typo"):
            score(ScoreSystem.DEFAULT, "S-1", "S-typo")


@given(st.data(), TOLD)
def test_an_interval_holds_every_completion(data: st.DataObject, told: Assessment) -> None:
    """Law 5: the interval narrows as facts arrive, whatever the open findings turn out to be."""
    open_ = [str(one.id) for one in told.findings if one.verdict.outcome is Outcome.CANT_TELL]
    ways = st.sampled_from([Outcome.PASSED, Outcome.FAILED, Outcome.INAPPLICABLE])
    settled = data.draw(st.fixed_dictionaries({}, optional=dict.fromkeys(open_, ways)))
    laws.intervals_hold_completions(told, settled)


@given(TOLD)
def test_a_waiver_changes_no_verdict(told: Assessment) -> None:
    """Law 7: verdicts and raw scores are those of the register without its waivers."""
    laws.waivers_change_no_verdict(told)


def station(name: str, region: str) -> Station:
    """Return a station somewhere."""
    return Station(id=name, name="示例", region=Region(region), tier=Tier.BASIC)


@pytest.mark.parametrize(
    ("by", "cells"),
    [
        (ScoreBy.STATION, ["S-1", "S-2", "S-3"]),
        (ScoreBy.COUNTY, ["370502", "370503"]),
        (ScoreBy.CITY, ["370100", "370500"]),
        (ScoreBy.GROUP, sorted({one.group for one in REFERENCE.in_force(ON).requirements
                                if one.subject.value in {"station", "city"}})),
    ],
)  # fmt: skip
def test_which_cells_there_are(by: ScoreBy, cells: list[str]) -> None:
    """A station at a city's own code is in no county; a city's findings are its city's."""
    stations = [station("S-1", "370502"), station("S-2", "370503"), station("S-3", "370100")]
    told = assess(Register(stations=stations), REFERENCE, ON)
    found = told.scores(by)
    assert list(found) == cells
    assert all(isinstance(one, Score) and one.counted for one in found.values())
