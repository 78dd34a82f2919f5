"""The digest: short, whole, the same for the same, and never without what the guideline is not."""

from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ridehire_partybuild import (
    ActivityKind,
    Assessment,
    BaselineState,
    Cadence,
    Comparison,
    Duty,
    Lang,
    Modality,
    OpeningHours,
    Outcome,
    Period,
    Plan,
    Region,
    Register,
    Site,
    Station,
    Tier,
    Unplaced,
    WorkCalendar,
    assess,
    compare,
    duties,
    load,
    plan,
    reference_guideline,
    reference_profile,
    work_calendar,
)
from ridehire_partybuild.exchange.report import digest
from ridehire_partybuild.exchange.report.digest import MOST_LINES
from ridehire_partybuild.exchange.report.plain import in_a_line
from ridehire_partybuild.exchange.report.told_comparison import no_more_due, no_more_told
from ridehire_partybuild.testing import strategies

ON = date(2026, 1, 15)
CITY = Path(__file__).parents[3] / "examples" / "data" / "dongying.json"
LANGS: tuple[Lang, ...] = ("zh", "en")
SAID = {
    "zh": (
        "说明：本解读由公开报道、同类标准和现行规定整理，不是省级指南原文，不得作为指南条款引用。"
    ),
    "en": (
        "Notice: This reading is put together from public reports, kindred standards and rules in"
        " force. It is not the provincial guideline's text and must not be cited as its clauses."
    ),
}


def _held(told: Assessment | Comparison | Plan, notice: str, lang: Lang) -> None:
    text = digest(told, lang)
    lines = text.split("\n")
    assert len(lines) <= MOST_LINES
    assert all(line.strip() and in_a_line(line) == line for line in lines)
    assert lines[-1] == {"zh": "说明：", "en": "Notice: "}[lang] + in_a_line(notice)
    assert digest(told, lang) == text


@given(strategies.assessments(), st.sampled_from(LANGS))
def test_no_digest_of_findings_is_longer_than_twenty_lines(told: Assessment, lang: Lang) -> None:
    """At most 20 lines, none empty, the guideline's notice the last of them, and so each time."""
    _held(told, told.tailored.notice.in_(lang), lang)


@settings(max_examples=25)
@given(strategies.plans(), st.sampled_from(LANGS))
def test_no_digest_of_a_plan_is_longer_than_twenty_lines(told: Plan, lang: Lang) -> None:
    """The same of a plan, which says of any reading what it is not."""
    empty = plan((), Register(), WorkCalendar(), Period.parse("2026-03").span)
    notice = digest(empty, lang).split("\n")[-1]
    assert {"zh": "不是省级指南原文", "en": "not the provincial guideline's text"}[lang] in notice
    _held(told, notice.removeprefix({"zh": "说明：", "en": "Notice: "}[lang]), lang)


@settings(max_examples=25)
@given(strategies.comparisons(), st.sampled_from(LANGS))
def test_no_digest_of_changes_is_longer_than_twenty_lines(told: Comparison, lang: Lang) -> None:
    """The same of two days compared, which tells each notice of the two, the later one last."""
    _held(told, told.after.tailored.notice.in_(lang), lang)
    lines = digest(told, lang).split("\n")
    for state in BaselineState:
        assert f"{state.label(lang)} {len(told.of(state))}" in lines[3]


def test_what_cannot_be_told_any_more_is_not_mended() -> None:
    """A failure of which the facts are gone is told apart from one that was mended."""

    def judged(area: int | None) -> Assessment:
        station = Station(
            id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC, site=Site(area_m2=area)
        )
        return assess(Register(stations=[station]), reference_guideline(), ON)

    failed, unknown, passed = (judged(area) for area in (9, None, 14))
    lost, mended = compare(failed, unknown), compare(failed, passed)
    assert [len(no_more_told(one)) for one in (lost, mended)] == [1, 0]
    assert [len(no_more_due(one)) for one in (lost, mended)] == [0, 1]
    assert "原需整改、现无法判定 1 项（不等于已整改）" in digest(lost)
    assert "Was to be mended, cannot be told any more: 1 (that is not mended)" in digest(lost, "en")
    assert "现无法判定" not in digest(mended)


@given(strategies.assessments())
def test_the_digest_counts_what_is_due(told: Assessment) -> None:
    """What it says is to be mended is what failed, counts, and nobody excused."""
    due = sum(
        one.verdict.outcome is Outcome.FAILED
        and one.waiver is None
        and told.rules[one.requirement].modality is not Modality.MAY
        for one in told.findings
    )
    assert f"需整改 {due} 项" in digest(told)
    assert ("没有需整改的事项。" in digest(told)) == (due == 0)


def _city() -> Register:
    return load(CITY, Register)


@pytest.mark.parametrize("lang", LANGS)
def test_by_the_reading_the_title_says_so(lang: Lang) -> None:
    """依据参考解读，非省厅指南原文: tailored or not; of another guideline it is not said."""
    reading = {
        "zh": "（依据参考解读，非省厅指南原文）",
        "en": "(by a reference reading, not the provincial guideline's text)",
    }[lang]
    for profile in (None, reference_profile("basic")):
        told = assess(_city(), reference_guideline(), ON, profile=profile)
        assert digest(told, lang).split("\n")[0].endswith(reading)
        assert SAID[lang] in digest(told, lang)
    own = attrs.evolve(reference_guideline(), id="own")
    assert reading not in digest(assess(_city(), own, ON), lang)
    span = Period.parse("2026-03").span
    owed = duties(reference_guideline(), _city(), span)
    made = plan(owed, _city(), work_calendar(), span, on=ON, moves=0)
    lines = digest(made, lang, guideline=reference_guideline()).split("\n")
    assert lines[0].endswith(reading)
    assert lines[-1] == SAID[lang]


def test_days_that_nobody_announced_are_told() -> None:
    """A plan of a year without a notice says how much of it rests on assumption."""
    span = Period.parse("2028-03").span
    register = _city()
    made = plan(duties(reference_guideline(), register, span), register, work_calendar(), span)
    assert made.uncertain
    assert f"其中 {len(made.uncertain)} 场所在日期的放假安排尚未公布" in digest(made)


def test_a_long_name_is_cut_and_an_odd_one_stays_on_its_line() -> None:
    """Names are anybody's: no line is broken or reversed by one, nor does one fill the screen."""
    station = Station(
        id="S-1", name="驿" * 200, region=Region("370502"), tier=Tier.BASIC, site=Site(area_m2=3)
    )
    other = attrs.evolve(station, id="S-2", name="甲\n乙\u202e丙👨‍👩‍👧")
    told = digest(assess(Register(stations=[station, other]), reference_guideline(), ON))
    assert "驿" * 39 + "…：" in told
    assert "甲 乙丙👨‍👩‍👧：" in told


@pytest.mark.parametrize("other", [None, Register(), "text", 5])
def test_nothing_else_has_a_digest(other: Any) -> None:
    """A register by itself says nothing of where anybody stands."""
    with pytest.raises(TypeError, match="no digest tells of a"):
        digest(other)


@pytest.mark.parametrize(
    ("lang", "told"), [("zh", "  1. 2026-01 任务 D-9"), ("en", "  1. duty D-9 in 2026-01")]
)
def test_a_duty_that_a_plan_does_not_hold_is_told_by_its_id(lang: Lang, told: str) -> None:
    """A document of a plan may have been typed."""
    span = Period.parse("2026-01").span
    gap = Unplaced(duty="D-9", period=Period.parse("2026-01"), ordinal=1, blocked=())
    made = attrs.evolve(plan((), Register(), work_calendar(), span), unplaced=(gap,))
    assert told in digest(made, lang).split("\n")


def test_kinds_beyond_the_sixth_are_told_together() -> None:
    """The most frequent by name, the rest by their number."""
    span = Period.parse("2026-03").span
    owed = [
        Duty(id=f"D-{number}", subject="S-1", station="S-1", kind=kind,
             cadence=Cadence.parse("1/month"))
        for number, kind in enumerate(tuple(ActivityKind)[:8])
    ]  # fmt: skip
    station = Station(
        id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC, site=Site(seats=200),
        opened_on=date(2025, 1, 1), hours=OpeningHours.parse("Mo-Su 08:00-20:00"),
    )  # fmt: skip
    made = plan(owed, Register(stations=[station]), work_calendar(), span, moves=0)
    assert len(made.sessions) == 8
    kinds = next(line for line in digest(made, "en").split("\n") if line.startswith("By kind"))
    assert kinds.endswith("others 2")
