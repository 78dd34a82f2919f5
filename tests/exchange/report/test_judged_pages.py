"""The pages of a city and of two dates: whole, and true to what they tell."""

from collections import Counter

import attrs
import pytest
from hypothesis import given, settings

from ridehire_partybuild import (
    Assessment,
    CauseKind,
    Comparison,
    Modality,
    Outcome,
    Region,
    Register,
    Site,
    SubjectKind,
    Text,
    assess,
    compare,
    explain_repair,
)
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.exchange.report import (
    assessment_page,
    comparison_page,
)
from ridehire_partybuild.exchange.report.told_assessment import told_assessment, tone_of
from ridehire_partybuild.exchange.report.told_comparison import told_comparison
from ridehire_partybuild.testing import strategies

from .reading import (
    FEW,
    LANGUAGES,
    ON,
    RULES,
    Read,
    station,
    whole,
)

pytest.importorskip("jinja2")

WORST_FIRST = (Outcome.FAILED, Outcome.CANT_TELL, Outcome.PASSED, Outcome.INAPPLICABLE, None)


@settings(FEW, max_examples=8)
@given(strategies.assessments(guideline=RULES), LANGUAGES)
def test_every_assessment_gives_a_page(told: Assessment, lang: Lang) -> None:
    """Whatever is on record, and by whatever profile: whole, with the notice."""
    whole(assessment_page(told, lang=lang), lang, told.tailored.notice)


@FEW
@given(strategies.assessments())
def test_the_heat_map_counts_what_counts(told: Assessment) -> None:
    """Its cells are the findings of stations that count, each once; colour goes with the numbers.

    A row's cells come to what the station's own score counted, and the last row to all stations.
    """
    shown = told_assessment(told)
    totals: Counter[Outcome] = Counter()
    for row in shown.rows:
        found: Counter[Outcome] = Counter()
        for cell in row.cells:
            found.update(cell.outcomes)
            assert sum(cell.outcomes.values()) == cell.score.counted
            assert (cell.tone == "none") == (cell.score.counted == 0)
            is_kept = cell.outcomes[Outcome.PASSED] == cell.score.counted > 0
            assert (cell.tone == "kept") == is_kept
            if is_kept:  # not the other way round: what is open may weigh nothing
                assert cell.score.low in {None, 1}
            assert (cell.tone in {"few", "some", "most"}) == bool(cell.outcomes[Outcome.FAILED])
        if row.subject is None:
            assert found == totals
        else:
            totals.update(found)
            assert found.total() == row.subject.score.raw.counted
    stations = [one.id for one in shown.findings.subjects if one.kind is SubjectKind.STATION]
    if shown.groups:
        assert [row.subject and row.subject.id for row in shown.rows] == (
            [*stations, None] if stations else []
        )


@FEW
@given(strategies.assessments())
def test_every_failed_finding_has_its_repair_or_is_counted(told: Assessment) -> None:
    """What failed is either repaired in a row of its own or told to be beyond repair."""
    shown = told_assessment(told)
    failed = [one for one in told.findings if one.verdict.outcome is Outcome.FAILED]
    assert len(shown.repairs) + shown.unrepaired == len(failed)
    assert {one.finding.outcome for one in shown.repairs} <= {Outcome.FAILED}
    gains = [one.repair.gain.low + one.repair.gain.high for one in shown.repairs]
    assert gains == sorted(gains, reverse=True)
    assert all(one.what == explain_repair(one.repair, "zh") for one in shown.repairs)


@pytest.mark.parametrize(
    ("failed", "open_", "passed", "tone"),
    [
        (0, 0, 0, "none"), (0, 0, 1, "kept"), (0, 1, 9, "open"), (1, 0, 3, "few"),
        (1, 0, 2, "some"), (1, 1, 1, "some"), (2, 0, 1, "most"), (1, 0, 0, "most"),
    ],
)  # fmt: skip
def test_a_tone_goes_by_thirds(failed: int, open_: int, passed: int, tone: str) -> None:
    """Below a third few, below two thirds some, then most; an open one counts among all."""
    outcomes = {Outcome.FAILED: failed, Outcome.CANT_TELL: open_, Outcome.PASSED: passed}
    assert tone_of(outcomes) == tone


def test_divisions_have_the_names_that_the_caller_knows() -> None:
    """Shandong's names ship; of elsewhere the caller may bring them, or the code stands."""
    told = assess(Register(stations=[station(region=Region("410102"))]), RULES, ON)
    compared = compare(told, told)
    names = {"410100": "郑州市"}
    for with_, without in (
        (assessment_page(told, names=names), assessment_page(told)),
        (comparison_page(compared, names=names), comparison_page(compared)),
    ):
        assert "郑州市" in Read(with_).texts
        assert "410100" in Read(without).texts


def test_the_page_of_a_city_adds_to_that_of_findings() -> None:
    """Heat map, legend and repairs, beside all that is told of the findings."""
    told = assess(Register(stations=[station(site=Site(area_m2=9))]), RULES, ON)
    read = Read(assessment_page(told))
    for said in (
        "核查报告",
        "各阵地分组情况",
        "全部阵地",
        "怎样整改",
        "三分之二以上不符合",
        "待查事项",
    ):
        assert said in read.texts
    assert (
        "改为：使用面积：12 平方米；最早 2026-02-03 可转为符合；本对象得分提高 3.1 个百分点"
        in read.texts
    )
    heat = [one for one in read.all("td") if (one.get("class") or "").startswith("heat ")]
    assert [one["data-label"] for one in heat[:3]] == ["A", "B", "C"]
    assert len(heat) == 2 * len(told_assessment(told).groups)


def test_a_permission_is_no_failure_of_the_map() -> None:
    """A MAY is never counted, so it gives no colour either."""
    may = [one.id for one in RULES.requirements if one.modality is Modality.MAY]
    rules = attrs.evolve(
        RULES, requirements=tuple(one for one in RULES.requirements if one.id in may)
    )
    shown = told_assessment(assess(Register(stations=[station()]), rules, ON))
    assert {cell.tone for row in shown.rows for cell in row.cells} == {"none"}


@FEW
@given(strategies.comparisons(), LANGUAGES)
def test_every_comparison_gives_a_page(compared: Comparison, lang: Lang) -> None:
    """Whatever became of the findings: whole, with the notice of the later guideline."""
    whole(comparison_page(compared, lang=lang), lang, compared.after.tailored.notice)


@FEW
@given(strategies.comparisons())
def test_a_comparison_is_told_without_loss(compared: Comparison) -> None:
    """Each finding stands in one cell of the table of turns, each change in one row with its cause.

    What is told as a cause is as often told in the table of causes.
    """
    told = told_comparison(compared)
    assert sum(told.turns.values()) == sum(told.states.values()) == len(compared.findings)
    assert sum(len(one.changes) for one in told.subjects) == len(compared.changes)
    caused = Counter(one.cause.kind for one in compared.changes if one.cause is not None)
    assert {kind: sum(counts.values()) for kind, counts in told.causes.items()} == caused
    rows = [change for one in told.subjects for change in one.changes]
    for one in told.subjects:
        places = [WORST_FIRST.index(change.after.outcome) for change in one.changes]
        assert places == sorted(places)
    assert sum(one.cause is not None for one in rows) == caused.total()
    assert all(one.cause or one.waiver for one in rows)
    ids = {subject for side in (compared.before, compared.after)
           for _, subject in side.register.subjects}  # fmt: skip
    assert sorted(one.id for one in told.subjects) == sorted(ids)


def test_both_notices_stand_where_the_two_differ() -> None:
    """An office's own guideline beside the reading: the page says what each is."""
    own = attrs.evolve(RULES, notice=Text(zh="本文是示例原文。", en="This is the text."))
    register = Register(stations=[station()])
    page = comparison_page(compare(assess(register, RULES, ON), assess(register, own, ON)))
    assert f"本文是示例原文。 {RULES.notice.zh}" in Read(page).texts


def test_a_change_is_told_with_its_cause() -> None:
    """A room that grew: from failed to passed, for a fact."""
    before, after = (
        assess(Register(stations=[station(site=Site(area_m2=area))]), RULES, ON) for area in (9, 14)
    )
    texts = Read(comparison_page(compare(before, after))).texts
    assert "事实变化：使用面积：9 平方米 → 使用面积：14 平方米" in texts
    assert CauseKind.FACT.label("zh") in texts
    assert "没有变化。" in Read(comparison_page(compare(after, after))).texts


def test_a_city_without_stations_has_no_row_of_all_of_them() -> None:
    """There are rules for stations, and none to keep them: no sum of nothing is shown."""
    shown = told_assessment(assess(Register(), RULES, ON))
    assert shown.groups
    assert shown.rows == ()
