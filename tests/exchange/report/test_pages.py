"""Pages of findings: whole, equal for equal inputs, text that stays text, and readable by all."""

import importlib
import inspect
import re
import tomllib
from datetime import date
from importlib import resources
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ridehire_partybuild import (
    FACTS,
    ActorRole,
    AtLeast,
    Basis,
    CauseKind,
    DocumentKind,
    Guideline,
    Modality,
    Profile,
    Region,
    Register,
    Requirement,
    Site,
    Source,
    Station,
    SubjectKind,
    Text,
    Tier,
    Waiver,
    assess,
    data,
    dumps,
    loads,
    reference_guideline,
    reference_profile,
)
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.exchange.report import to_html
from ridehire_partybuild.testing import strategies

from .reading import Read, holds_together, is_alone

pytest.importorskip("jinja2")

ON = date(2026, 1, 15)
LANGS: tuple[Lang, ...] = ("zh", "en")
TONES = ("none", "kept", "open", "few", "some", "most")
HOSTILE = "<script>alert(1)</script>&\"'=1+1"


def page_of(register: Register, lang: Lang = "zh", guideline: Guideline | None = None) -> str:
    """Return the findings of a register on the day."""
    return to_html(assess(register, guideline or reference_guideline(), ON), lang=lang)


REGISTERS = strategies.registers(max_stations=2, max_sessions=3, max_observations=3)


@settings(max_examples=15)
@given(REGISTERS, st.sampled_from(LANGS))
def test_every_register_gives_a_page_that_holds_together(register: Register, lang: Lang) -> None:
    """Elements are closed, ids differ, links lead somewhere, and headers say of what they are."""
    page = page_of(register, lang)
    read = Read(page)
    holds_together(read)
    assert len(read.all("th")) > 0
    for _, subject in register.subjects:
        assert any(subject in text for text in read.texts)
    is_alone(page, read)


@settings(max_examples=25)
@given(strategies.registers(max_stations=2, max_sessions=1), strategies.guidelines(most=3))
def test_every_guideline_gives_a_page(register: Register, guideline: Guideline) -> None:
    """Whatever is asked of whomever: nothing at all, too."""
    read = Read(page_of(register, "zh", guideline))
    assert guideline.notice.zh in read.texts


@settings(max_examples=8)
@given(REGISTERS, st.sampled_from(LANGS))
def test_equal_inputs_give_equal_pages(register: Register, lang: Lang) -> None:
    """Law 11: equal inputs, in any order, give equal bytes; also after a way through documents."""
    turned = Register(
        **{one.name: getattr(register, one.name)[::-1] for one in attrs.fields(Register)}
    )
    told = assess(register, reference_guideline(), ON)
    assert to_html(told, lang=lang) == page_of(turned, lang)
    assert to_html(loads(dumps(told)), lang=lang) == page_of(register, lang)


def station(name: str = "示例一号", **site: Any) -> Station:
    """Return a station of the example."""
    return Station(
        id="S-1", name=name, region=Region("370502"), tier=Tier.BASIC, site=Site(**site),
        recorded_on=date(2026, 1, 1),
    )  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
def test_text_stays_text(lang: Lang) -> None:
    """What looks like an element is shown, and is none, wherever it stands."""
    hostile = Text(zh=HOSTILE, en=HOSTILE)
    waiver = Waiver(
        id="W-1", subject="S-1", covers="area", authority=HOSTILE, reason=HOSTILE,
        valid_from=date(2026, 1, 1), valid_until=date(2026, 6, 30),
    )  # fmt: skip
    register = Register(stations=[station(HOSTILE, area_m2=9)], waivers=[waiver])
    guideline = attrs.evolve(rules(), title=hostile, notice=hostile)
    page = page_of(register, lang, guideline)
    read = Read(page)
    assert "script" not in {name for name, _ in read.elements}
    assert page.count("</style>") == 1
    said = "\n".join(read.texts)
    assert read.texts.count(HOSTILE) >= 4  # the title and the notice, at both ends
    assert said.count(HOSTILE) >= 8


def rules() -> Guideline:
    """Return a guideline of three rules, with a notice of its own."""
    source = Source(document="示例文件", kind=DocumentKind.LOCAL_PRACTICE, place="第一条")
    made = [
        Requirement(
            id=name, clause=f"A.{number}", group="A", subject=SubjectKind.STATION,
            modality=modality, title=Text(zh=zh, en=en), text=Text(zh=f"{zh}达标。", en=f"{en}."),
            check=AtLeast(fact=fact, at_least=12), source=source, basis=Basis.PRACTICE,
            responsible=ActorRole.AUTHORITY, cooperating=(ActorRole.PLATFORM,),
            remedy=Text(zh="换一处。", en="Move."), effective_from=date(2025, 1, 1),
        )
        for number, (name, modality, zh, en, fact) in enumerate(
            (
                ("area", Modality.SHOULD, "面积", "area", "site.area_m2"),
                ("seats", Modality.SHALL, "座位", "seats", "site.seats"),
                ("bays", Modality.MAY, "车位", "bays", "site.parking_bays"),
            ),
            1,
        )
    ]  # fmt: skip
    return Guideline(
        id="example", title=Text(zh="示例解读", en="An example"),
        notice=Text(zh="本文是解读，不是原文。", en="This is a reading, not the text."),
        requirements=tuple(made),
    )  # fmt: skip


WHOLE = """\
示例解读：2026-01-15 核查结果 核查结果 示例解读 说明 本文是解读，不是原文。
基本信息 核查日期 2026-01-15 资料截至 2026-01-15 依据 example
现行要求 3 条（2026-01-15 有效的版本） 适用方案 未采用（按全部要求）
城市 东营市 范围 阵地 1 个、城市 1 个
怎样阅读
资料不全时得分是一个区间：下限把无法判定的都算作不符合，上限都算作符合。得分为各组得分的平均。\
得分不是等级评定，等级以主管部门的评定记录为准。
豁免不改变判定结果；豁免后得分不计已豁免的不符合项。
应：要求；宜：推荐；可：允许，不计分。不适用的要求不计分。
得分 各对象得分 对象 得分 豁免后得分 计分项 不符合 无法判定 符合 不适用
全部 0.0%–50.0% 0.0%–100.0% 2 1 1 1 0
示例一号 阵地 S-1 0.0%–50.0% 0.0%–100.0% 2 1 1 1 0
东营市 城市 370500 — — 0 0 0 0 0
各组得分 分组 得分 豁免后得分 计分项 不符合 无法判定 符合 不适用
A 0.0%–50.0% 0.0%–100.0% 2 1 1 1 0
核查明细 示例一号 阵地 S-1 要求编号 要求 结果 依据与整改
不符合（1 项） A.1 宜 面积 责任方：行业主管部门 配合方：平台企业 不符合 已豁免
具体要求 使用面积宜不少于 12 平方米 实际 使用面积：9 平方米 整改措施 换一处。
豁免 示例局，有效期至 2026-06-30。理由：租约未满
无法判定（1 项） A.2 应 座位 责任方：行业主管部门 配合方：平台企业 无法判定 资料缺失
具体要求 座位数应不少于 12 实际 座位数：未知（资料缺失） 尚缺资料 座位数
符合（1 项） A.3 可 车位 责任方：行业主管部门 配合方：平台企业 符合
具体要求 停车位可不少于 12 实际 停车位：20
东营市 城市 370500 没有适用于该对象的要求。
待查事项 按此顺序查明，最少的事项可判定最多的要求。\
查明本项及之前各项后新判定的要求数列在“可判定”一栏。
序号 对象 需查明 方式 现状 可判定 涉及要求编号 1 示例一号 座位数 查看 资料缺失 1 A.2
要求来源 3 条（2026-01-15 有效的版本） 要求编号 要求 依据 来源
A.1 宜 面积 面积达标。 外地做法 示例文件 第一条 A.2 应 座位 座位达标。 外地做法 示例文件 第一条
A.3 可 车位 车位达标。 外地做法 示例文件 第一条 说明 本文是解读，不是原文。
"""


def example() -> Register:
    """Return a register with one station: it fails one rule, waived, and of one nobody knows."""
    waiver = Waiver(
        id="W-1", subject="S-1", covers="site.area_m2", authority="示例局", reason="租约未满",
        valid_from=date(2026, 1, 1), valid_until=date(2026, 6, 30),
    )  # fmt: skip
    return Register(stations=[station(area_m2=9, parking_bays=20)], waivers=[waiver])


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_that_is_filled_in_turns_the_line(lang: Lang) -> None:
    """Signs that reverse what follows, or end a line unseen, are left out."""
    turning = "\u202e\u2067\u2028\u200f"
    station = Station(
        id="S-1", name=f"一号{turning}站", region=Region("370502"), tier=Tier.BASIC,
        site=Site(area_m2=9),
    )  # fmt: skip
    page = page_of(Register(stations=[station]), lang)
    assert not set(turning) & set(page)
    assert "一号 站" in page


def test_a_whole_page() -> None:
    """Everything that is read, in its order: verdicts, reasons, remedies, waiver, sources."""
    told = " ".join(Read(page_of(example(), "zh", rules())).texts)
    assert told == " ".join(WHOLE.split())


@pytest.mark.parametrize("lang", LANGS)
def test_the_notice_is_at_both_ends_and_at_the_foot_of_each_printed_sheet(lang: Lang) -> None:
    """It says of itself, in every export, that it is a reading, not the guideline's text."""
    notice = reference_guideline().notice.in_(lang)
    page = page_of(example(), lang)
    before, _, after = page.partition("<main>")
    top, bottom = before.partition("<header>")[2], after.partition("</main>")[2]
    for part in (top.partition("</header>")[0], bottom.partition("</footer>")[0] + "</footer>"):
        assert Read(part).texts.count(notice) == 1
    (foot,) = re.findall(r'@bottom-left \{ content: "([^"]*)"; \}', before)
    assert re.sub(r"\\([0-9a-f]+) ", lambda match: chr(int(match[1], 16)), foot) == notice


def test_the_notice_tells_of_the_profile() -> None:
    """What a profile makes of a guideline says so, and by which profile."""
    profile: Profile = reference_profile("basic")
    told = assess(example(), reference_guideline(), ON, profile=profile)
    texts = Read(to_html(told, lang="en")).texts
    assert profile.title.en in texts
    assert texts.count(told.tailored.notice.en) == 2
    assert profile.title.en in told.tailored.notice.en


def test_a_city_has_the_name_that_the_caller_knows() -> None:
    """Shandong's names ship; of elsewhere the caller may bring them, or the code stands."""
    away = Register(stations=[attrs.evolve(station(), region=Region("410102"))])
    told = assess(away, rules(), ON)
    assert "郑州市" in Read(to_html(told, names={"410100": "郑州市"})).texts
    assert "410100" in Read(to_html(told)).texts


@pytest.mark.parametrize("lang", LANGS)
def test_a_sensitive_value_is_withheld(lang: Lang) -> None:
    """Facts may be sensitive: that it is known is told, and not what."""
    facts = FACTS.with_facts(attrs.evolve(FACTS["site.seats"], sensitive=True))
    guideline = attrs.evolve(rules(), facts=facts)
    page = page_of(Register(stations=[station(seats=987)]), lang, guideline)
    assert "987" not in page
    told = {"zh": "座位数：（不公开）", "en": f"{FACTS['site.seats'].label.en}: (withheld)"}[lang]
    assert told in Read(page).texts


def test_missing_package_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Jinja2 one error says what to install."""

    def missing(name: str) -> Any:
        raise ModuleNotFoundError(name, name=name)

    optional = importlib.import_module("ridehire_partybuild.exchange.optional")
    rendering = importlib.import_module("ridehire_partybuild.exchange.report.rendering")
    monkeypatch.setattr(optional, "import_module", missing)
    rendering.templates.cache_clear()
    with pytest.raises(ModuleNotFoundError) as caught:
        page_of(Register())
    assert str(caught.value).endswith("pip install 'ridehire-partybuild[report]'")


FINDINGS = "ridehire_partybuild.exchange.tables.findings"
TABLES = ("report", "open_hours", "assessment_page", "comparison_page", "plan_page", "station_page")


def test_no_phrase_is_kept_that_no_document_says() -> None:
    """An exemption that matches nothing is an error, and so is a text that nothing says."""
    told = tomllib.loads(data.text("messages/phrases.toml"))
    phrases = {f"{table}.{name}" for table in TABLES for name in told[table]}
    package = resources.files("ridehire_partybuild")
    templates, source = (
        "".join(one.read_text("utf-8") for one in (package / folder).iterdir() if one.is_file())
        for folder in ("data/documents", "exchange/report")
    )
    said = set(re.findall(rf'"((?:{"|".join(TABLES)})\.\w*[a-z])"', templates + source))
    said |= {f"report.{name}" for name in re.findall(r'say\("(\w+)"', templates)}
    findings = inspect.getsource(importlib.import_module(FINDINGS))
    said |= {f"report.{name}" for name in told["report"] if f'"{name}"' in findings}
    said |= {f"assessment_page.tone_{tone}" for tone in TONES}
    said |= {f"comparison_page.why_{kind.value}" for kind in CauseKind}
    assert said == phrases
