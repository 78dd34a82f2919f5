"""A formal notice: only from a guideline that somebody issued, and only of proven failures."""

from datetime import date
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ridehire_partybuild import (
    ActorRole,
    DocumentKind,
    Guideline,
    InvalidValue,
    Lang,
    Modality,
    Profile,
    Register,
    RemediationPlan,
    Source,
    Task,
    Text,
    actors_ledger,
    assess,
    load,
    reference_guideline,
    reference_profile,
    remediation,
    work_calendar,
)
from ridehire_partybuild.compliance import is_due
from ridehire_partybuild.exchange.docx import write_notice
from ridehire_partybuild.exchange.docx.blocks import Document, Grid, Note, Paragraph
from ridehire_partybuild.exchange.docx.told_items import told_open_items
from ridehire_partybuild.exchange.docx.told_notice import told_notice
from ridehire_partybuild.testing import strategies

docx = pytest.importorskip("docx", reason="python-docx is not installed")

DATA = Path(__file__).parents[3] / "examples" / "data"
RULES = load(DATA / "own-guideline" / "guideline.toml", Guideline)
REFERENCE, CALENDAR, ON = reference_guideline(), work_calendar(), date(2026, 1, 15)
WHO = ActorRole.AUTHORITY
LANGS = st.sampled_from(("zh", "en"))


def planned(rules: Guideline, register: Register | None = None, on: date = ON) -> RemediationPlan:
    """Return what is to be put right in the example city by some rules."""
    register = load(DATA / "dongying.json", Register) if register is None else register
    return remediation(assess(register, rules, on), CALENDAR)


PLAN = planned(RULES)


def rows(told: Document) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a notice's table."""
    (grid,) = (one for one in told.blocks if isinstance(one, Grid))
    return grid.rows


def refused(plan: RemediationPlan, who: ActorRole | str = WHO) -> list[tuple[str, str]]:
    """Return the places and codes of why there is no notice."""
    with pytest.raises(InvalidValue) as caught:
        told_notice(plan, who)
    return [(one.path, one.code) for one in caught.value.problems]


def test_it_names_its_basis_each_failure_and_its_last_day() -> None:
    """依据《…》（文号）: issuer, title and number of the guideline; then the items, the closing."""
    told = told_notice(PLAN, WHO)
    assert told.title == "关于限期整改有关问题的通知"
    assert told.notice == RULES.notice.zh
    salutation, opening, *_, closing = told.blocks
    assert salutation == Paragraph("行业主管部门：", is_indented=False)
    assert isinstance(opening, Paragraph)
    assert opening.text.startswith(
        f"依据{RULES.issuer}《{RULES.title.zh}》（{RULES.document_number}）核查（核查日期2026年1月15日"
    )
    assert closing == Paragraph("特此通知。")
    assert rows(told)[0] == (
        "1", "示例二号司机驿站", "2.1 开放时间［应］：每周开放时长应不少于 40 小时",
        "每周开放时长：35 小时", "延长开放时间。", "2026年2月12日",
    )  # fmt: skip
    assert rows(told_notice(PLAN, WHO, "en"))[0][2:] == (
        "2.1 Opening hours [shall]: hours open a week shall be at least 40 hours",
        "hours open a week: 35 hours", "Stay open longer.", "2026-02-12",
    )  # fmt: skip


@settings(max_examples=15)
@given(strategies.registers(stations=(1, 3), actors=(1, 3), tasks=(0, 3)), LANGS)
def test_every_failure_is_in_the_notice_of_one_role_and_nothing_else(
    register: Register, lang: Lang
) -> None:
    """The notices of all roles hold each unexcused failure once; without any there is none."""
    plan = planned(RULES, register)
    judged = plan.assessment
    count = 0
    for role in ActorRole:
        wanted = [
            one for one in judged.findings
            if is_due(one, judged) and judged.rules[one.requirement].responsible is role
        ]  # fmt: skip
        if not wanted:
            assert refused(plan, role) == [("$.tasks", "rectification.empty")]
            continue
        found = rows(told_notice(plan, role, lang))
        listed = rows_of_items(told_open_items(judged, role, lang))
        assert sorted(one[1:5] for one in found) == sorted(one[1:5] for one in listed)
        count += len(found)
    assert count == sum(is_due(one, judged) for one in judged.findings)


def rows_of_items(told: Document) -> tuple[tuple[str, ...], ...]:
    """Return what is to be mended in a list for checking oneself: its first table."""
    return next(one for one in told.blocks if isinstance(one, Grid)).rows


def test_permissions_and_what_is_waived_are_not_in_it() -> None:
    """What only may be is asked of nobody; the plan has tasks for it all the same."""
    rules = attrs.evolve(
        RULES,
        requirements=tuple(attrs.evolve(one, modality=Modality.MAY) for one in RULES.requirements),
    )
    plan = planned(rules)
    assert plan.tasks
    assert refused(plan) == [("$.tasks", "rectification.empty")]


def test_a_recommendation_is_told_to_be_one() -> None:
    """宜 binds nobody: where some of it is listed, the note says so, and only there."""
    should = tuple(attrs.evolve(one, modality=Modality.SHOULD) for one in RULES.requirements)
    for rules, is_said in ((RULES, False), (attrs.evolve(RULES, requirements=should), True)):
        zh, en = (str(told_notice(planned(rules), WHO, lang).blocks) for lang in ("zh", "en"))
        assert ("“宜”是推荐，不作强制。" in zh) is is_said
        assert ("recommended and does not bind" in en) is is_said


def test_a_profile_is_not_taken_for_what_the_paper_asks() -> None:
    """Where a profile tailored the requirements, the notice says so beside its legal basis."""
    register = PLAN.assessment.register
    larger = Profile(
        id="county", title=Text(zh="示例县方案", en="county profile"),
        source=Source(document="示例", kind=DocumentKind.LOCAL_PRACTICE),
    )  # fmt: skip
    plan = remediation(assess(register, RULES, ON, profile=larger), CALENDAR)
    zh, en = (str(told_notice(plan, WHO, lang).blocks) for lang in ("zh", "en"))
    assert "核查时按适用方案《示例县方案》对上述文件的要求作了调整" in zh
    assert "tailored by the profile: county profile" in en
    assert "适用方案" not in str(told_notice(PLAN, WHO).blocks)


def test_what_is_not_known_is_counted_and_no_failure() -> None:
    """Unknown is no failure: how much is to be found out is told, and none of it is listed."""
    one = attrs.evolve(PLAN.assessment.register.stations[0], hours=None)
    plan = planned(RULES, PLAN.assessment.register.with_(one))
    zh, en = (told_notice(plan, WHO, lang) for lang in ("zh", "en"))
    text = "另有 1 项情况尚未掌握，不等于不符合，不在本通知内，请一并查明。"
    assert Paragraph(text) in zh.blocks
    assert "no part of this notice: 1." in str(en.blocks)
    assert [row[1] for row in rows(zh)] == [row[1] for row in rows(told_notice(PLAN, WHO))]
    assert "尚未掌握" not in str(told_notice(PLAN, WHO).blocks)


def test_the_last_day_is_that_of_the_task_on_record() -> None:
    """A day that is over, or by which it was told done and is not, is a blank: another is set."""
    register = PLAN.assessment.register
    ids = ("370503-01", "370522-01")
    tasks = [
        Task(id=f"T-{name}", subject=name, requirement="hours", text="延长开放时间",
             opened_on=date(2025, 12, 1), due_on=date(2026, 1, 10), done_on=done)
        for name, done in zip(ids, (None, date(2026, 1, 12)), strict=True)
    ]  # fmt: skip
    plan = planned(RULES, register.with_(*tasks))
    assert [row[-1] for row in rows(told_notice(plan, WHO))] == [
        "＿＿年＿＿月＿＿日（原期限 2026年1月10日，已逾期）",
        "＿＿年＿＿月＿＿日（2026年1月12日 报完成，核查仍不符合）",
    ]  # fmt: skip
    assert [row[-1] for row in rows(told_notice(plan, WHO, "en"))] == [
        "____________ (was due on 2026-01-10, overdue)",
        "____________ (reported done on 2026-01-12, still not met)",
    ]  # fmt: skip


@pytest.mark.parametrize(("on", "is_sure"), [(ON, True), (date(2026, 12, 20), False)])
def test_days_that_no_holiday_notice_announced_are_told(on: date, *, is_sure: bool) -> None:
    """A last day in a year without a notice is never called certain."""
    told = told_notice(planned(RULES, on=on), WHO)
    (note,) = (one.text for one in told.blocks if isinstance(one, Note))
    assert note.startswith("注：整改期限按工作日推算，由发文机关在签发前核定。")
    assert ("放假安排尚未公布" in note) is not is_sure


def test_an_actor_has_what_it_alone_answers_for() -> None:
    """By id: what the plan has found it accountable for."""
    told = told_notice(PLAN, "ACT-3")
    assert told.blocks[0] == Paragraph("市道路运输协会示例：", is_indented=False)
    assert {row[2] for row in rows(told)} == {"2.2 上墙内容［应］：上墙内容应有开放时间和投诉电话"}
    assert refused(PLAN, "ACT-4") == [("$.tasks", "rectification.empty")]
    for wrong in ("370502-01", "nobody"):
        with pytest.raises(KeyError):
            told_notice(PLAN, wrong)


BASIS = "$.assessment.guideline"


@pytest.mark.parametrize(
    ("issuer", "number", "lacking"),
    [
        (None, None, ["issuer", "document_number"]),
        ("示例局", None, ["document_number"]),
        (" ", "示交发〔2026〕1号", ["issuer"]),
        ("〔待填：发文机关 · to fill in: issuer〕", "示交发〔2026〕1号", ["issuer"]),
    ],
)
def test_without_issuer_and_number_there_is_no_notice(
    issuer: str | None, number: str | None, lacking: list[str]
) -> None:
    """Each of the two that is not there is told with its place."""
    rules = attrs.evolve(RULES, issuer=issuer, document_number=number)
    wanted = [(f"{BASIS}.{name}", "rectification.lacks") for name in lacking]
    assert refused(planned(rules)) == wanted
    empty = [("$.tasks", "rectification.empty")]
    assert refused(planned(rules), ActorRole.PLATFORM) == wanted + empty


@pytest.mark.parametrize("tailoring", [None, "basic"])
def test_the_reference_reading_never_makes_a_notice(tailoring: str | None) -> None:
    """Tailored or not, and though somebody lent it an issuer: it is 自查问题清单 for ever."""
    claims = attrs.evolve(REFERENCE, issuer="示例局", document_number="示交发〔2026〕1号")
    profile = None if tailoring is None else reference_profile(tailoring)
    register = PLAN.assessment.register
    for rules in (REFERENCE, claims):
        judged = assess(register, rules, ON, profile=profile)
        assert refused(remediation(judged, CALENDAR)) == [(BASIS, "rectification.reading")]
        title = told_open_items(judged, WHO).title
        assert title == "自查问题清单（依据参考解读，非省厅指南原文）"


def test_why_there_is_none_is_said_in_both_languages() -> None:
    """Whole messages: the place, what a notice needs, and what can be written instead."""
    with pytest.raises(InvalidValue) as caught:
        told_notice(planned(attrs.evolve(RULES, document_number=None)), WHO)
    assert caught.value.text("zh") == (
        "$.assessment.guideline.document_number: 无法将 None 解析为发文字号："
        "应为指南的发文字号：整改通知须引用，没有时只能出具自查问题清单，实际为未填写。"
    )
    assert caught.value.text("en") == (
        "$.assessment.guideline.document_number: Failed to parse None as document_number: expected "
        "the document_number of the guideline, which a formal notice cites; without it only the "
        "self-check list (自查问题清单) can be written, got none."
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_issued_is_left_to_the_office(tmp_path: Path, lang: Lang) -> None:
    """Its own issuer, number, date and seal are blank; the basis is not; equal bytes (law 11)."""
    paths = tmp_path / "a.docx", tmp_path / "b.docx"
    for path in paths:
        write_notice(PLAN, WHO, path, lang=lang)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    found = docx.Document(str(paths[0]))
    texts = [one.text for one in found.paragraphs]
    blanks = [one for one in (*texts[:2], *texts[-2:]) if "＿" in one or "__" in one]
    assert len(blanks) == 4
    assert not any(str(RULES.issuer) in one for one in blanks)
    told = told_notice(PLAN, WHO, lang)
    assert texts[2:4] == [told.title, RULES.notice.in_(lang)]
    (table,) = found.tables
    assert tuple(tuple(cell.text for cell in row.cells) for row in table.rows[1:]) == rows(told)
    assert found.sections[0].footer.paragraphs[-1].text == RULES.notice.in_(lang)


def test_nothing_is_written_of_what_is_refused(tmp_path: Path) -> None:
    """No file where there is no notice."""
    with pytest.raises(InvalidValue):
        write_notice(planned(REFERENCE), WHO, tmp_path / "x.docx")
    assert not list(tmp_path.iterdir())


def test_a_profile_tailors_it_and_the_paper_keeps_its_title() -> None:
    """By a profile the notice says so, and cites the guideline as it is titled."""
    profile = attrs.evolve(reference_profile("basic"), include=None, exclude=None, alter=(),
                           set_parameters=(), imports=())  # fmt: skip
    plan = remediation(assess(PLAN.assessment.register, RULES, ON, profile=profile), CALENDAR)
    told = told_notice(plan, WHO)
    assert f"《{RULES.title.zh}》（{RULES.document_number}）" in str(told.blocks[1])
    assert profile.title.zh in told.notice


def test_whom_a_task_names_has_it_in_notice_list_and_ledger() -> None:
    """Two authorities are as near: a task on record settles which of them answers, everywhere."""
    city = load(DATA / "dongying.json", Register)
    left = [one for one in PLAN.tasks if one.role is WHO and one.accountable is None]
    assert left
    settled = city.with_(*(
        Task(id=f"T-{at}", subject=one.subject, requirement=one.requirement, text="示例",
             opened_on=ON, responsible="ACT-1")
        for at, one in enumerate(left)
    ))  # fmt: skip
    plan = planned(RULES, settled)
    notice = told_notice(plan, "ACT-1")
    told = told_open_items(plan.assessment, "ACT-1")
    due = next(one for one in told.blocks if isinstance(one, Grid))
    assert len(rows(notice)) == len(due.rows) >= len(left)
    for one in (notice, told):
        assert not any("另有" in block.text for block in one.blocks if isinstance(block, Paragraph))
    ledger = actors_ledger(settled, RULES, CALENDAR, 2026, on=ON).figures
    unmet = {one.of: one.low for one in ledger if one.name == "findings.unmet"}
    assert unmet["ACT-1"] == len(due.rows)
