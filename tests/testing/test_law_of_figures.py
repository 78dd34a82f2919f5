"""Law 23 can fail: figures name what is not there, hide what is not known, or show somebody."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import attrs
import pytest

from ridehire_partybuild import (
    AnnualReport,
    Feedback,
    Figure,
    FigureUnit,
    Fund,
    Period,
    Region,
    Register,
    Station,
    annual_report,
    coverage,
    funds,
)
from ridehire_partybuild.testing import laws, strategies
from ridehire_partybuild.testing.laws import of_figures

YEAR = Period.parse("2026")
STATION = Station(id="S-1", name="示例", region=Region("370502"), records_since=date(2025, 1, 1))
FUNDS = [Fund(id=f"FU-{n}", name="专项", period=YEAR, granted_fen=n) for n in (1, 2)]
ASKED = Feedback(id="F-1", subject="S-1", topic="服务", period=YEAR, respondents=9, satisfied=4)
HERE = Register(stations=[STATION], funds=FUNDS, feedback=[ASKED])
SMALL = strategies.registers(stations=(2, 2), sessions=(0, 2), max_hosts=0)

WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "names what is not on record": ({"low": 1, "high": 1, "sources": ["S-2"]}, "ids of records"),
    "names nothing": ({"low": 1, "high": 1}, "more than nothing rests on records"),
    "does not say what it does not know": ({"low": 1, "high": 2, "sources": ["S-1"]}, "says so"),
    "does not know something else": (
        {"low": 0, "high": 2, "sources": ["S-1"], "unknown": ["S-2.region"]}, "what is not known",
    ),
    "calls empty what is not": (
        {"low": 0, "high": 2, "sources": ["S-1"], "unknown": ["funds"]}, "what is not known",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_figure_that_is_not_traceable_is_found(name: str) -> None:
    """Each by the sentence that it breaks; what names records and what is not known, is none."""
    told, sentence = WRONG[name]
    right = Figure(name="funds.lines", low=1, high=2, unit=FigureUnit.COUNT,
                   sources=["FU-1", "FU-2"], unknown=["FU-2.granted_fen", "appeals"])  # fmt: skip
    laws.figures_are_traceable([right], HERE)
    wrong = Figure(name="funds.lines", unit=FigureUnit.COUNT, **told)
    with pytest.raises(laws.LawBroken, match=sentence) as found:
        laws.figures_are_traceable([right, wrong], HERE)
    assert (found.value.number, found.value.law) == (23, "figures_are_traceable")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("sessions.participants", {"low": 2, "high": 2, "unit": FigureUnit.PEOPLE}),
        ("appeals.received", {"low": 0, "high": 0, "unit": FigureUnit.COUNT}),
        ("feedback.satisfied", {"low": 1, "high": 1, "unit": FigureUnit.SHARE, "sample": 2}),
    ],
)
def test_a_figure_of_few_is_found(name: str, told: dict[str, Any]) -> None:
    """Two people, none of some, or a share of two: withheld, each of them is right."""
    shown = Figure(name=name, sources=["S-1"], **told)
    with pytest.raises(laws.LawBroken, match="fewer than three people"):
        laws.figures_are_traceable([shown], HERE)
    laws.figures_are_traceable([Figure(name=name, unit=told["unit"], suppressed=True)], HERE)


def test_a_figure_that_rests_on_more_than_it_names_is_found() -> None:
    """The sum of two funds that names one of them is another where that one is alone."""

    def forgetting(register: Register) -> Iterable[Figure]:
        for one in funds(register, 2026).figures:
            yield attrs.evolve(one, sources=one.sources[:1])

    laws.figures_rest_on_their_records(lambda one: funds(one, 2026).figures, HERE)
    with pytest.raises(laws.LawBroken, match="on no others of their kinds") as found:
        laws.figures_rest_on_their_records(forgetting, HERE)
    assert (found.value.number, found.value.law) == (23, "figures_rest_on_their_records")


def _reporting(change: Callable[[Figure], Figure]) -> Callable[..., AnnualReport]:
    def made(*given: Any) -> AnnualReport:
        told = annual_report(*given)
        wrong = [change(one) for one in told.activities.figures]
        return attrs.evolve(told, activities=attrs.evolve(told.activities, figures=wrong))

    return made


def _silent(one: Figure) -> Figure:
    return attrs.evolve(one, unknown=())


def _elsewhere(one: Figure) -> Figure:
    return attrs.evolve(one, sources=[*one.sources, "x-elsewhere"]) if one.sources else one


@pytest.mark.parametrize("change", [_silent, _elsewhere])
def test_one_line_finds_a_report_that_is_not_traceable(
    monkeypatch: pytest.MonkeyPatch, change: Callable[[Figure], Figure]
) -> None:
    """`check_laws` names the law: what is not known is left out, or a source is nowhere."""
    only: Any = {"only": [23], "max_examples": 25, "register_strategy": SMALL}
    laws.check_laws(**only)
    monkeypatch.setattr(of_figures, "annual_report", _reporting(change))
    with pytest.raises(laws.LawBroken, match="law: figures_are_traceable") as found:
        laws.check_laws(**only)
    assert {one.law for one in found.value.broken} == {"figures_are_traceable"}


def test_one_line_finds_a_statement_that_is_not_traceable(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same of a statement whose figures rest on one station more than they name."""

    def forgetting(*given: Any) -> Any:
        told = coverage(*given)
        wrong = [attrs.evolve(one, sources=one.sources[:1]) for one in told.figures]
        return attrs.evolve(told, figures=wrong)

    monkeypatch.setattr(of_figures, "coverage", forgetting)
    with pytest.raises(laws.LawBroken, match="law: figures_rest_on_their_records"):
        laws.check_laws(
            only=["figures_rest_on_their_records"], max_examples=25, register_strategy=SMALL
        )
