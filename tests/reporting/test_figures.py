"""A figure: how much, of what, resting on what."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    NOT_ON_RECORD,
    Breakdown,
    Figure,
    FigureUnit,
    FundsStatement,
    InvalidValue,
    Region,
    Register,
    Station,
    dumps,
    loads,
)
from ridehire_partybuild.testing.strategies.reporting import figures


@given(figures())
def test_a_figure_is_told_in_both_languages(figure: Figure) -> None:
    """Whatever a report counts has a title of its own in zh and en."""
    titles = {figure.title("zh"), figure.title("en")}
    assert len(titles) == 2
    assert figure.name not in titles
    assert figure.title("zh") in figure.told("zh")
    assert figure.value() in figure.told()


@given(figures())
def test_a_figure_is_an_interval(figure: Figure) -> None:
    """At least is never more than at most; it is known where they are one."""
    if figure.low is not None and figure.high is not None:
        assert figure.low <= figure.high
    assert figure.is_known == (figure.low is not None and figure.low == figure.high)
    assert loads(dumps(figure)) == figure


@pytest.mark.parametrize(
    ("low", "high", "unit", "zh", "en"),
    [
        (None, None, FigureUnit.COUNT, "不详", "not known"),
        (3, 3, FigureUnit.COUNT, "3", "3"),
        (2, 5, FigureUnit.PEOPLE, "2–5 人", "2–5 people"),
        (4, None, FigureUnit.VOLUMES, "至少 4 册", "at least 4 volumes"),
        (None, 4, FigureUnit.METRES, "至多 4 米", "at most 4 m"),
        (-65_000, -65_000, FigureUnit.FEN, "-650.00 元", "-650.00 yuan"),
        (Fraction(25, 2), Fraction(25, 2), FigureUnit.HOURS, "12.5 小时", "12.5 h"),
        (Fraction(9999, 10_000), 1, FigureUnit.SHARE, "99.9–100.0%", "99.9–100.0%"),
        (0, 0, FigureUnit.SHARE, "0.0%", "0.0%"),
    ],
)
def test_how_much_is_told(
    low: Fraction | None, high: Fraction | None, unit: FigureUnit, zh: str, en: str
) -> None:
    """A number, an interval, one bound, or that nothing is known; None is never 0."""
    figure = Figure(name="funds.lines", low=low, high=high, unit=unit)
    assert [figure.value("zh"), figure.value("en")] == [zh, en]


@pytest.mark.parametrize(
    ("low", "high", "met"),
    [(8, 9, True), (7, 8, None), (6, 7, False), (None, 7, False), (8, None, True), (None, 9, None)],
)
def test_what_is_asked_for_is_met_for_sure_or_not(
    low: int | None, high: int | None, met: object
) -> None:
    """An interval meets a threshold as a whole, misses it as a whole, or leaves it open."""
    bounds = [None if one is None else Fraction(one, 10) for one in (low, high)]
    figure = Figure(
        name="appeals.answered",
        low=bounds[0],
        high=bounds[1],
        unit=FigureUnit.SHARE,
        threshold=Fraction(8, 10),
    )
    assert figure.meets is met
    assert Figure(name="appeals.answered", unit=FigureUnit.SHARE).meets is None


@pytest.mark.parametrize(
    ("figure", "zh", "en"),
    [
        (
            Figure(name="funds.lines", unit=FigureUnit.PEOPLE, suppressed=True),
            "人数过少，不予显示",
            "withheld, too few people",
        ),
        (Figure(name="funds.lines", unit=FigureUnit.SHARE, sample=0), "样本为 0", "n = 0"),
    ],
)
def test_what_is_no_number_is_told_so(figure: Figure, zh: str, en: str) -> None:
    """A figure that is withheld, and a share of nothing."""
    assert [figure.value("zh"), figure.value("en")] == [zh, en]


def test_a_figure_is_found_by_its_name_and_what_it_is_of() -> None:
    """'No two share both'; what a statement does not have is missed by both."""
    whole, part = (
        Figure(name="funds.spent", unit=FigureUnit.FEN, low=1, high=1, by=by, of=of)
        for by, of in ((Breakdown.ALL, None), (Breakdown.FUND, "F-1"))
    )
    told = FundsStatement(year=2025, figures=[whole, part])
    assert told.figure("funds.spent") == whole
    assert told.figure("funds.spent", "F-1") == told.figure("funds.spent", "F-1", Breakdown.FUND)
    assert told.by(Breakdown.FUND) == (part,) == (told.figure("funds.spent", "F-1"),)
    missed: tuple[tuple[Any, object], ...] = (
        (("funds.lines",), "funds.lines"),
        (("funds.spent", "F-2"), ("funds.spent", "F-2")),
        (("funds.spent", "F-1", Breakdown.CITY), ("funds.spent", "F-1")),
    )
    for named, key in missed:
        with pytest.raises(KeyError) as caught:
            told.figure(*named)
        assert caught.value.args == (key,)


def test_labels_are_words_names_or_that_nothing_is_on_record() -> None:
    """Of which a figure is, people read in their own words."""
    register = Register(stations=[Station(id="S-1", name="示例一号", region=Region("370502"))])

    def label(by: Breakdown, of: str) -> list[str]:
        figure = Figure(name="funds.lines", by=by, of=of, unit=FigureUnit.COUNT)
        return [figure.label("zh", register), figure.label("en")]

    assert label(Breakdown.STATION, "S-1") == ["示例一号", "S-1"]
    assert label(Breakdown.STATION, NOT_ON_RECORD) == ["未登记", "not on record"]
    assert label(Breakdown.CATEGORY, "rest")[1] == "rest"
    assert label(Breakdown.ACTIVITY, "legal_clinic")[0] == "法律咨询"
    assert label(Breakdown.ACTIVITY, "x-包饺子")[0] == "包饺子"


@given(
    st.builds(
        Figure,
        name=st.sampled_from(["funds", "funds.granted", "funds.granted.zh", "told", "{x}"]),
        by=st.sampled_from(Breakdown),
        of=st.sampled_from(["x", "37050", "x-", "legal", "{0}", "S-1"]),
        low=st.fractions(max_value=0),
        high=st.none() | st.fractions(min_value=0) | st.just(Fraction(10**1900, 3)),
        unit=st.sampled_from(FigureUnit),
    )
)
def test_whatever_a_document_holds_is_told(figure: Figure) -> None:
    """A figure of a foreign document may name what nobody knows: it stands for itself."""
    assert figure.label() in figure.told("en", Register(), date(2026, 1, 1))
    assert figure.value("zh")


def test_nothing_is_told_of_what_is_withheld() -> None:
    """How many sources there are would tell what is withheld, and so would the sample."""
    told = {"low": 1, "high": 2, "sample": 2, "sources": ["A-1"], "unknown": ["A-1.satisfied"]}
    with pytest.raises(InvalidValue) as refused:
        Figure(name="appeals.received", unit=FigureUnit.COUNT, suppressed=True, **told)  # type: ignore[arg-type]
    assert [one.path for one in refused.value.problems] == [f"$.{name}" for name in told]
    assert str(refused.value.problems[2]) == (
        "$.sample: Failed to parse '2' as sample: expected nothing, for the figure is withheld,"
        " got '2'."
    )
    with pytest.raises(InvalidValue) as refused:
        Figure(name="x", unit=FigureUnit.COUNT, low=2, high=1)
    assert [one.code for one in refused.value.problems] == ["count.part"]


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("A-1", "$.sources: Failed to parse 'A-1' as sources: expected tuple, got str."),
        (5, "$.sources: Failed to parse 5 as sources: expected tuple, got int."),
    ],
)
def test_sources_are_a_list_of_ids(named: Any, told: str) -> None:
    """One id alone is not taken for a list of its letters."""
    with pytest.raises(InvalidValue) as refused:
        Figure(name="x", unit=FigureUnit.COUNT, sources=named)
    assert str(refused.value) == told


def test_a_figure_is_told_once() -> None:
    """'A figure is found by its name and by what it is of: no two share both.'."""
    told = [
        Figure(name="funds.spent", unit=FigureUnit.FEN, by=Breakdown.FUND, of=of, low=low, high=low)
        for of, low in (("F-1", 1), ("F-2", 1), ("F-1", 2))
    ]
    assert len(FundsStatement(year=2025, figures=told[:2]).figures) == 2
    with pytest.raises(InvalidValue) as caught:
        FundsStatement(year=2025, figures=told)
    assert str(caught.value) == (
        "$.figures[2]: Failed to parse 'funds.spent, F-1' as figures: expected each key once, "
        "got 'funds.spent, F-1' twice."
    )


@pytest.mark.parametrize(
    ("share", "asked", "value", "meets"),
    [
        (Fraction(2249, 2500), Fraction(9, 10), "89.96%, n = 2500", False),
        (Fraction(999, 1000), Fraction(9999, 10_000), "99.9%, n = 2500", False),
        (Fraction(1, 2000), Fraction(1, 1000), "0.05%, n = 2500", False),
        (Fraction(2, 3), Fraction(20001, 30000), "66.667%, n = 2500", False),
        (Fraction(9, 10), Fraction(9, 10), "90.0%, n = 2500", True),
        (Fraction(2251, 2500), Fraction(9, 10), "90.0%, n = 2500", True),
        (Fraction(4999, 5000), Fraction(1), "99.9%, n = 2500", False),
        (Fraction(3, 4), None, "75.0%, n = 2500", None),
    ],
)
def test_what_falls_short_is_never_rounded_to_what_is_asked(
    share: Fraction, asked: Fraction | None, value: str, *, meets: bool | None
) -> None:
    """A reader sees from the number itself that it is not enough."""
    figure = Figure(name="appeals.answered", unit=FigureUnit.SHARE, low=share, high=share,
                    sample=2500, threshold=asked)  # fmt: skip
    assert (figure.value(), figure.meets) == (value, meets)
