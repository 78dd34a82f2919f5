"""A city's working file, as an office keeps it: all of it is read, and what was guessed is told."""

import random
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest

from ridehire_partybuild import (
    Actor,
    CreditCode,
    Facility,
    Register,
    Station,
    dump,
    dumps,
    load,
    loads,
)
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.exchange.tables import Reading, inspect, read
from ridehire_partybuild.exchange.tables.bindings import Mapped
from ridehire_partybuild.exchange.tables.grids import read_grids
from ridehire_partybuild.exchange.tables.raw import Formula, Grid, Grids
from ridehire_partybuild.exchange.tables.reading import reading_of
from ridehire_partybuild.model import COLLECTIONS

SAMPLE = Path(__file__).parent / "data" / "dongying-sample.xlsx"
DATED: dict[str, Any] = {"recorded_on": date(2026, 1, 15), "records_since": date(2025, 1, 1)}


@cache
def _sample() -> Reading:
    return inspect(SAMPLE, **DATED)


@cache
def _register() -> Register:
    register = _sample().register
    assert register is not None
    return register


def _station(one: str | None, register: Register | None = None) -> Station:
    found = (register or _register()).get(str(one))
    assert isinstance(found, Station)
    return found


def _again(grids: Grids) -> Reading:
    return reading_of(grids, "dongying-sample", Mapped(), DATED)


def test_every_row_is_a_record() -> None:
    """Nothing of the file is lost: so many rows, so many records."""
    register = _register()
    counts = {name: len(getattr(register, name)) for name in COLLECTIONS}
    assert {name: count for name, count in counts.items() if count} == {
        "stations": 5, "actors": 6, "branches": 2, "sessions": 11, "hosts": 5, "titles": 3,
        "donations": 1, "deliveries": 15, "funds": 3, "appeals": 3, "pledges": 4,
        "observations": 5, "waivers": 1,
    }  # fmt: skip
    assert sum(len(station.services or ()) for station in register.stations) == 34
    assert len(register.donations[0].books) == 3
    assert (_sample().problems, _sample().unmapped) == ((), ())


def test_a_station_is_read_whole() -> None:
    """Facilities with dates in brackets, hours in words, a line of an office."""
    one, three, four = _station("370502-01"), _station("370505-01"), _station("370522-01")
    assert str(three.hours) == "Mo-Fr 09:00-16:30; Sa 09:00-12:00"
    assert (one.site.seats, str(one.site.area_m2)) == (24, "126")
    boxes = [item for item in one.facilities or () if item.kind is Facility.FIRST_AID_BOX]
    assert [item.expires_on for item in boxes] == [date(2026, 12, 31)]
    assert [(c.kind.value, c.value) for c in one.contacts] == [("office_line", "12328")]
    assert (four.site.area_m2, four.on_map) == (None, None)
    assert one.operator is not None
    assert one.operator.credit_code == CreditCode("91370500TEAT000154")
    assert four.operator is not None
    actor = _register().get(str(four.operator.actor))
    assert isinstance(actor, Actor)
    assert actor.name == four.operator.name == "市道路运输协会示例"


def test_a_document_dates_its_subjects() -> None:
    """``recorded_on`` and ``records_since`` are filled from the document at load."""
    register, dates = _register(), {tuple(DATED.values())}
    assert {(one.recorded_on, one.records_since) for one in register.stations} == dates
    assert {(one.recorded_on, one.records_since) for one in register.branches} == dates
    assert {(one.recorded_on, one.records_since) for one in register.actors} == dates


def test_whoever_is_named_is_named_by_a_token_that_tells_nothing() -> None:
    """A head's token is made of the station's id, never of the name; repr does not show it."""
    heads = [station.head for station in _register().stations]
    assert sorted(str(head.name) for head in heads if head) == [
        "示例丁", "示例丙", "示例乙", "示例戊", "示例甲",
    ]  # fmt: skip
    renamed = _again(_spoiled(read_grids(SAMPLE), (0, 2, 13), "另一人")).register
    assert renamed is not None
    one, other = _station("370502-01").head, _station("370502-01", renamed).head
    assert one is not None
    assert other is not None
    assert (one.token, one.name) != (other.token, other.name)
    assert one.token == other.token
    assert "示例甲" not in repr(_register())


def test_the_improper_loads() -> None:
    """26 and 40 people on 24 and 16 seats, 650 yuan too much, 18 declared and 16.5 measured."""
    register = _register()
    crowds = {s.attendance: _station(s.station).site.seats for s in register.sessions}
    assert (crowds[26], crowds[40]) == (24, 16)
    balances = [fund.balance_fen for fund in register.funds if fund.balance_fen is not None]
    assert sorted(balances) == [-65000, 880000]
    assert [f.spending for f in register.funds if f.period.start.year == 2026] == [None]
    measured = [o for o in register.observations if o.subject == "370503-01"]
    assert {str(o.value) for o in measured if o.fact == "site.area_m2"} == {"16.5"}
    assert str(_station("370503-01").site.area_m2) == "18"


def test_books_that_are_not_accounted_for_load() -> None:
    """100 given, 95 delivered, of two of the three; one station has not signed yet."""
    left = {b.title: b.copies or 0 for b in _register().donations[0].books}
    for delivery in _register().deliveries:
        left[delivery.title] -= delivery.copies or 0
    assert sorted(left.values()) == [0, 5, 5]
    unsigned = {d.station for d in _register().deliveries if d.received is None}
    assert unsigned == {"370522-01"}


def test_service_times_in_words_are_kept() -> None:
    """A day without hours, or a frequency: words stay, and a cadence where there is one."""
    services = {s.item: s for s in _station("370502-01").services or ()}
    assert (services["法律咨询"].when, services["法律咨询"].note) == (None, "每月10日")
    assert (str(services["健康检查"].when), services["健康检查"].note) == ("1/month", "每月一次")
    cut = services["理发"]
    assert (cut.free, cut.price_fen, cut.when, cut.note) == (False, 990, None, "周六")
    assert services["休息"].during_opening_hours
    provider = services["流动党员报到"].provider
    assert provider is not None
    assert provider.branch is not None


def test_every_speaker_is_a_host() -> None:
    """主讲 is kept whatever it is: made once a name, linked where an actor or branch has it."""
    register = _register()
    assert all(session.host is not None for session in register.sessions)
    parties = {host.party.name: host.party for host in register.hosts}
    assert {name for name, one in parties.items() if one.branch} == {"示例联合党支部"}
    assert {name for name, one in parties.items() if one.actor} == {
        "市道路运输协会示例",
        "市交通运输局示例",
    }
    held = {s.day: s for s in register.sessions}[date(2026, 1, 13)]
    assert (held.start.time(), held.end.time()) == (time(9, 30), time(11, 30))


def test_facts_are_known_by_their_labels() -> None:
    """核查项目 and 豁免要求 are labels; 合格 is yes, 86% is 86."""
    found = {(o.subject, o.fact, str(o.value)) for o in _register().observations}
    assert found == {
        ("370502-01", "site.area_m2", "126"),
        ("370503-01", "site.area_m2", "16.5"),
        ("370503-01", "fire_safety.passed", "True"),
        ("370502-01", "fire_safety.passed", "True"),
        ("370523-01", "drivers.satisfied", "86"),
    }
    assert [w.covers for w in _register().waivers] == ["site.area_m2"]
    assert {o.evidence[0].href for o in _register().observations} >= {"测绘图", "问卷50份"}


ZH = """\
阵地台账 第 6 行 H 列 依托单位: '市道路运输协会示例' 与责任主体同名，已关联
服务清单 第 25 行 D 列 提供单位: '示例联合党支部' 与党组织同名，已关联
服务清单 第 28 行 G 列 服务时间: '每月10日' 只有日期、没有时间，作为文字保留
服务清单 第 29 行 E 列 是否免费: 是否栏 '否(9.9元)' 中写有价格，按 9.9 元读取
服务清单 第 29 行 G 列 服务时间: '周六' 只有日期、没有时间，作为文字保留
服务清单 第 30 行 G 列 服务时间: '每月一次' 是文字频次，按 1/month 读取，原文一并保留
服务清单 第 34 行 G 列 服务时间: '周一至周五' 只有日期、没有时间，作为文字保留
活动记录 第 2 行 G 列 主讲或主持: 按 '示例联合党支部' 新建承办方（名称会印出，请勿填个人）
活动记录 第 4 行 G 列 主讲或主持: 按 '示例律师事务所' 新建承办方（名称会印出，请勿填个人）
活动记录 第 9 行 G 列 主讲或主持: 按 '示例卫生服务中心' 新建承办方（名称会印出，请勿填个人）
活动记录 第 11 行 G 列 主讲或主持: 按 '市道路运输协会示例' 新建承办方（名称会印出，请勿填个人）
活动记录 第 12 行 G 列 主讲或主持: 按 '市交通运输局示例' 新建承办方（名称会印出，请勿填个人）
活动记录 第 12 行 G 列 主讲或主持: '市交通运输局示例' 与责任主体同名，已关联
捐赠批次 第 2 行 C 列 书名: 按书名 '示例党建读物一' 新建书目
捐赠批次 第 3 行 C 列 书名: 按书名 '示例党建读物二' 新建书目
捐赠批次 第 4 行 C 列 书名: 按书名 '示例安全行车手册' 新建书目
"""
EN = """\
阵地台账 row 6 column H 依托单位: '市道路运输协会示例' bears the name of an actor and was linked to it
服务清单 row 25 column D 提供单位: '示例联合党支部' bears the name of a branch and was linked to it
服务清单 row 28 column G 服务时间: '每月10日' is a day without hours, kept as words
服务清单 row 29 column E 是否免费: '否(9.9元)' holds a price in a yes/no cell, read as 9.9 yuan
服务清单 row 29 column G 服务时间: '周六' is a day without hours, kept as words
服务清单 row 30 column G 服务时间: '每月一次' is a frequency in words, read as 1/month, the words are kept too
服务清单 row 34 column G 服务时间: '周一至周五' is a day without hours, kept as words
活动记录 row 2 column G 主讲或主持: a host was made for '示例联合党支部' (its name is printed: put a body, not a person)
活动记录 row 4 column G 主讲或主持: a host was made for '示例律师事务所' (its name is printed: put a body, not a person)
活动记录 row 9 column G 主讲或主持: a host was made for '示例卫生服务中心' (its name is printed: put a body, not a person)
活动记录 row 11 column G 主讲或主持: a host was made for '市道路运输协会示例' (its name is printed: put a body, not a person)
活动记录 row 12 column G 主讲或主持: a host was made for '市交通运输局示例' (its name is printed: put a body, not a person)
活动记录 row 12 column G 主讲或主持: '市交通运输局示例' bears the name of an actor and was linked to it
捐赠批次 row 2 column C 书名: a title was made for '示例党建读物一'
捐赠批次 row 3 column C 书名: a title was made for '示例党建读物二'
捐赠批次 row 4 column C 书名: a title was made for '示例安全行车手册'
"""  # noqa: E501 - a message is one line


@pytest.mark.parametrize(("lang", "told"), [("zh", ZH), ("en", EN)])
def test_the_notes_are_what_a_person_should_confirm(lang: Lang, told: str) -> None:
    """Whole messages, in the order of the workbook: no more, no less."""
    assert "".join(f"{note.text(lang)}\n" for note in _sample().notes) == told


def test_a_register_saved_loaded_and_saved_again_is_the_same_bytes(tmp_path: Path) -> None:
    """What was read is a register like any other."""
    dump(_register(), tmp_path / "one.json")
    dump(load(tmp_path / "one.json", Register), tmp_path / "two.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    assert read(SAMPLE, **DATED) == _register()


def _shuffled(grid: Grid, at: random.Random) -> Grid:
    """Return a sheet with its rows in another order, below its header."""
    header = 2 if grid.sheet == "阵地台账" else 1
    rows = list(grid.rows)
    order = rows[header:]
    at.shuffle(order)
    moved = [
        attrs.evolve(
            row,
            number=place.number,
            cells=tuple(attrs.evolve(cell, row=place.number) for cell in row.cells),
        )
        for place, row in zip(rows[header:], order, strict=True)
    ]
    return attrs.evolve(grid, rows=(*rows[:header], *moved))


@pytest.mark.parametrize("seed", range(8))
def test_the_order_of_sheets_and_rows_is_nothing(seed: int) -> None:
    """Equal tables in any order give equal bytes: ids are made of what the rows say."""
    at = random.Random(seed)  # noqa: S311 - an order, not a secret
    grids = [_shuffled(grid, at) for grid in read_grids(SAMPLE).grids]
    at.shuffle(grids)
    found = _again(Grids(tuple(grids)))
    assert found.problems == ()
    assert dumps(found.register) == dumps(_register())


WRONG: list[Any] = [
    "错", "=1+1", "长" * 5000, "12", -1, 0.5, 10**17, True, None, "无", "—", "[", "见《服务清单》",
    date(1999, 1, 1), time(1, 2), Formula("=A1"), float("1e300"), "x-", "2025-02-30", "\u202e倒",
    "13800000000", "\x07", " ", "合计", "99:99-100:00", "1/0", "(((", "、、、",
]  # fmt: skip


def _cells() -> list[tuple[int, int, int]]:
    return [
        (g, r, c)
        for g, grid in enumerate(read_grids(SAMPLE).grids)
        for r, row in enumerate(grid.rows)
        for c in range(len(row.cells))
    ]


def _spoiled(grids: Grids, place: tuple[int, int, int], value: Any) -> Grids:
    g, r, c = place
    grid = grids.grids[g]
    row = grid.rows[r]
    cells = [attrs.evolve(x, value=value) if i == c else x for i, x in enumerate(row.cells)]
    rows = [attrs.evolve(x, cells=tuple(cells)) if i == r else x for i, x in enumerate(grid.rows)]
    spoiled = attrs.evolve(grid, rows=tuple(rows))
    return attrs.evolve(
        grids, grids=tuple(spoiled if i == g else x for i, x in enumerate(grids.grids))
    )


def _tells(reading: Reading) -> None:
    """Every problem and note says where it is, in both languages."""
    assert (reading.register is None) == bool(reading.problems)
    for problem in reading.problems:
        assert problem.sheet is not None
        assert problem.row is not None or problem.code == "column.missing"
        assert (problem.column is None) is (problem.header is None)
        assert problem.text("zh") != problem.text("en")
    for note in reading.notes:
        assert note.text("zh") != note.text("en")
    if reading.register is not None:
        assert loads(dumps(reading.register), Register) == reading.register


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(30))
def test_no_spoiled_cell_brings_a_reading_down(seed: int) -> None:
    """Whatever stands in whatever cell: a located problem, a note or a register, no exception."""
    at = random.Random(seed)  # noqa: S311 - a sample, not a secret
    grids = read_grids(SAMPLE)
    for place in at.sample(_cells(), 10):
        _tells(_again(_spoiled(grids, place, at.choice(WRONG))))


def test_a_secret_is_in_no_message() -> None:
    """What is wrong with a name or a number of a person is told without it."""
    grids = read_grids(SAMPLE)
    secret = "13800000000" + "9" * 400
    for column in (13, 14):
        found = _again(_spoiled(grids, (0, 2, column), secret))
        assert [(one.row, one.column) for one in found.problems] == [(3, "NO"[column - 13])]
        told = "".join(f"{one.text('zh')}{one.text('en')}" for one in found.problems)
        assert "1380" not in told
        assert "•••" in told


def test_a_mobile_number_is_a_persons_own() -> None:
    """Only office lines are ever printed: 1[3-9] and nine digits is somebody's own."""
    found = _again(_spoiled(read_grids(SAMPLE), (0, 2, 14), "0546-0000001、138 0000 0000"))
    assert found.register is not None
    contacts = _station("370502-01", found.register).contacts
    assert sorted((c.kind.value, c.value) for c in contacts) == [
        ("office_line", "0546-0000001"),
        ("personal", "138 0000 0000"),
    ]


def test_one_bad_row_brings_no_others_down() -> None:
    """What names a row that could not be read is not dangling, nor are its parts."""
    found = _again(_spoiled(read_grids(SAMPLE), (0, 2, 10), "四"))
    assert [(one.sheet, one.row, one.column) for one in found.problems] == [("阵地台账", 3, "K")]
    assert found.problems[0].path == "$.stations[0].site.seats"
