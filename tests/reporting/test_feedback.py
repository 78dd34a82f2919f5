"""How content drivers are."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    Breakdown,
    Feedback,
    Period,
    Region,
    Register,
    Span,
    Station,
    satisfaction,
)
from ridehire_partybuild.testing import strategies

ASKED = strategies.registers(stations=(1, 3), feedback=(0, 8), sessions=0)
YEARS = Span.parse("2025-01-01/2026-12-31")
YEAR = Period.parse("2025")


@given(ASKED)
def test_figures_rest_on_their_records(traced: Callable[..., None], register: Register) -> None:
    """Every figure is traceable: the feedback it names is all that it needs."""
    traced(lambda one: satisfaction(one, YEARS).figures, register)


_COUNTS = st.integers(0, 9)


@st.composite
def _several(draw: st.DrawFn) -> Register:
    """Feedback on one topic at up to four stations: so many were content, so many were not."""
    counts = draw(st.lists(st.tuples(_COUNTS, _COUNTS, st.booleans()), min_size=1, max_size=4))
    stations = [Station(id=f"S-{n}", name="示例", region=Region("370502")) for n in range(4)]
    asked = [
        Feedback(id=f"F-{n}", subject=f"S-{n}", topic="阵地服务", period=YEAR, respondents=yes + no,
                 satisfied=yes if told else None)
        for n, (yes, no, told) in enumerate(counts)
    ]  # fmt: skip
    return Register(stations=stations, feedback=asked)


@given(_several())
def test_nobody_is_found_by_what_is_left(register: Register) -> None:
    """Below three is withheld, and of what the totals leave there are two ways at least."""
    told = satisfaction(register, YEARS)
    of_stations = {one.of: one for one in told.by(Breakdown.STATION) if one.name.endswith("fied")}
    for one in register.feedback:
        share = of_stations[one.subject]
        if one.satisfied is not None and one.respondents:
            few = min(one.satisfied, one.respondents - one.satisfied) < 3
            assert share.suppressed or not few
        if one.respondents < 3:
            asked = told.figure("feedback.respondents", one.subject, Breakdown.STATION)
            assert asked.suppressed or one.respondents == 0
    hidden = [one for one in register.feedback if of_stations[one.subject].suppressed]
    whole = told.figure("feedback.satisfied")
    if (
        len(hidden) == 1
        and not whole.suppressed
        and all(one.satisfied is not None for one in register.feedback)
    ):
        # one alone would be what the total leaves
        raise AssertionError(hidden)


@st.composite
def _anywhere(draw: st.DrawFn) -> Register:
    """Feedback on several topics at stations and in the city, of which each says how content."""
    rows = st.tuples(st.sampled_from(["S-0", "S-1", "370500"]), st.sampled_from(["图书", "诉求"]),
                     _COUNTS, _COUNTS)  # fmt: skip
    stations = [Station(id=f"S-{n}", name="示例", region=Region("370502")) for n in range(2)]
    asked = [
        Feedback(id=f"F-{n}", subject=subject, topic=topic, period=YEAR, respondents=yes + no,
                 satisfied=yes)
        for n, (subject, topic, yes, no) in enumerate(draw(st.lists(rows, min_size=1, max_size=6)))
    ]  # fmt: skip
    return Register(stations=stations, feedback=asked)


@given(_anywhere())
def test_no_table_leaves_a_few(register: Register) -> None:
    """What the whole leaves of a table without its rows is nobody, or three or more."""
    told = satisfaction(register, YEARS)
    whole = told.figure("feedback.respondents")
    for by in (Breakdown.STATION, Breakdown.TOPIC):
        rows = [one for one in told.by(by) if one.name == "feedback.respondents"]
        rest = (whole.low or 0) - sum(one.low or 0 for one in rows)
        assert whole.suppressed or rest == 0 or rest >= 3
        assert whole.suppressed or rest == 0 or sum(one.suppressed for one in rows) > 1


def test_satisfaction_of_an_example() -> None:
    """By station and topic with its sample; who did not say makes an interval."""
    stations = [Station(id=f"S-{n}", name="示例", region=Region("370502")) for n in (1, 2)]
    rows = [("S-1", "阵地服务", 40, 30), ("S-2", "阵地服务", 20, 16), ("S-1", "图书", 10, None),
            ("370500", "诉求", 12, 8)]  # fmt: skip
    asked = [
        Feedback(id=f"F-{n}", subject=subject, topic=topic, period=Period.parse("2025-H1"),
                 respondents=many, satisfied=content)
        for n, (subject, topic, many, content) in enumerate(rows)
    ]  # fmt: skip
    told = satisfaction(Register(stations=stations, feedback=asked), YEAR.span)
    assert told.figure("feedback.satisfied", "S-1").value() == "60.0–80.0%, n = 50"
    assert told.figure("feedback.satisfied", "S-2").value() == "80.0%, n = 20"
    assert told.figure("feedback.satisfied", "阵地服务").value() == "76.7%, n = 60"
    assert told.figure("feedback.satisfied").value() == "65.9–78.0%, n = 82"
    assert told.figure("feedback.satisfied").unknown == ("F-2.satisfied",)
    assert told.figure("feedback.respondents", "诉求").value("zh") == "12 人"
    assert (
        satisfaction(Register(stations=stations, feedback=asked), YEAR.next.span)
        .figure("feedback.satisfied")
        .value()
        == "n = 0"
    )
