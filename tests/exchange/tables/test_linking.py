"""What names what: ids, names, titles, bodies, parts and their wholes."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from ridehire_partybuild import Donation, Fund, Register, Service, Session, Station
from ridehire_partybuild.exchange.tables import Reading
from ridehire_partybuild.exchange.tables.bindings import Mapped
from ridehire_partybuild.exchange.tables.layout import EXACT
from ridehire_partybuild.exchange.tables.raw import Grid, Grids, dense
from ridehire_partybuild.exchange.tables.reading import reading_of

STATIONS: list[Any] = [
    ["阵地编号", "阵地名称", "行政区划代码", "类型", "启用日期"],
    ["S-1", "示例一号", "370502", "流动", "2025-01-01"],
    ["S-2", "示例（二）号", "370503", "基础型", "2025-01-01"],
]
ACTORS: list[Any] = [
    ["名称", "角色", "区划代码", "统一社会信用代码"],
    ["示例局", "行业主管部门", "370500", "11370500TEAT00015C"],
]


def reading(marker: str | None = None, **sheets: Sequence[Sequence[Any]]) -> Reading:
    """Return what is made of sheets of these titles."""
    grids = [
        Grid(
            title,
            tuple(
                dense(n, {c: v for c, v in enumerate(row, 1) if v is not None})
                for n, row in enumerate(rows, 1)
            ),
        )
        for title, rows in sheets.items()
    ]
    return reading_of(Grids(tuple(grids), marker=marker), "x", Mapped(), {})


def register(one: Reading) -> Register:
    """Return the register, which there is."""
    assert one.problems == ()
    assert one.register is not None
    return one.register


def told(one: Reading) -> list[str]:
    """Return the problems in Chinese."""
    return [problem.text("zh") for problem in one.problems]


def codes(one: Reading) -> list[str]:
    """Return the codes of the notes."""
    return [note.code for note in one.notes]


SESSIONS: list[Any] = ["活动编号", "阵地编号", "地点", "活动类型", "日期", "开始", "结束", "状态"]
AT: list[Any] = ["党课", "2026-01-13", "14:00", "16:00", "计划"]


@pytest.mark.parametrize("venue", ["示例一号", "S-1", "Ｓ－１"])
@pytest.mark.parametrize("station", [None, "S-1"])
def test_a_place_that_is_a_station_is_known_again(venue: str, station: str | None) -> None:
    """By name or id, also where the station stands beside it; noted once."""
    rows = [[f"R-{n}", station, venue, *AT] for n in (1, 2)]
    one = reading(阵地台账=STATIONS, 活动记录=[SESSIONS, *rows])
    assert [(s.station, s.venue) for s in register(one).sessions] == [("S-1", None)] * 2
    (note,) = [note for note in one.notes if note.code == "venue.station"]
    assert note.text("zh") == f"活动记录 第 2 行 C 列 地点: {venue!r} 是阵地 S-1，已关联"


@pytest.mark.parametrize(("station", "venue"), [(None, "示例"), (None, "同名"), ("S-2", "S-1")])
def test_a_place_that_is_no_one_station_stays_a_place(station: Any, venue: str) -> None:
    """Neither a part of a name, nor a name of two, nor another station than that beside it."""
    same = [["S-3", "同名", "370502", "流动"], ["S-4", "同名", "370502", "流动"]]
    rows = [SESSIONS, ["R-1", station, venue, *AT]]
    one = reading(阵地台账=[*STATIONS, *same], 活动记录=rows)
    assert "venue.station" not in codes(one)
    if station is None:
        assert [(s.station, s.venue) for s in register(one).sessions] == [(None, venue)]
    else:
        assert [problem.code for problem in one.problems] == ["session.place"]


SERVICES: list[Any] = ["阵地编号", "阵地名称", "服务类别", "服务事项"]


@pytest.mark.parametrize(
    ("number", "name"),
    [("S-2", None), (None, "示例（二）号"), ("示例(二)号", None), ("Ｓ－２", None)],
)
def test_a_part_names_its_whole_by_id_or_by_name(number: Any, name: Any) -> None:
    """In whatever width; a name that only one station has."""
    one = reading(阵地台账=STATIONS, 服务清单=[SERVICES, [number, name, "基本服务", "休息"]])
    found = {s.id: s.services for s in register(one).stations}
    assert {key: None if of is None else [s.item for s in of] for key, of in found.items()} == {
        "S-1": None,
        "S-2": ["休息"],
    }


def test_a_name_beside_an_id_that_is_not_its_name_is_noted() -> None:
    """The id counts, and a person should look."""
    one = reading(
        阵地台账=STATIONS, 服务清单=[SERVICES, ["S-1", "示例（二）号", "基本服务", "休息"]]
    )
    assert register(one).stations[0].services is not None
    assert [n.text("zh") for n in one.notes] == [
        "服务清单 第 2 行 B 列 阵地名称: 名称 '示例（二）号' 与编号 S-1 不是同一记录，以编号为准"
    ]


def test_what_names_nothing_is_told_at_its_cell() -> None:
    """A dangling reference is the problem of the cell that holds it."""
    head: list[Any] = ["阵地编号", "日期", "开始", "结束", "活动类型", "状态"]
    rows: list[Any] = [head, ["S-9", "2025-01-01", "9:00", "10:00", "党课", "已开展"]]
    one = reading(
        阵地台账=STATIONS, 活动记录=rows, 服务清单=[SERVICES, ["S-8", None, "基本服务", "x"]]
    )
    reason = "应为台账中已有记录的编号（阵地），实际为没有任何记录使用的编号。"
    assert told(one) == [
        f"活动记录 第 2 行 A 列 阵地编号: 无法将 'S-9' 解析为阵地编号：{reason}",
        f"服务清单 第 2 行 A 列 阵地编号: 无法将 'S-8' 解析为阵地编号：{reason}",
    ]


def test_a_bad_row_has_no_echo() -> None:
    """Its parts, what names it and what repeats its id are no problems of their own."""
    stations: list[Any] = [
        *STATIONS,
        ["S-3", "示例三号", "370505", "错", None],
        ["S-3", "x", "370505", "流动"],
    ]
    services: list[Any] = [
        SERVICES,
        ["S-3", None, "基本服务", "休息"],
        [None, "示例三号", "基本服务", "饮水"],
    ]
    one = reading(阵地台账=stations, 服务清单=services)
    assert [(p.row, p.column) for p in one.problems] == [(4, "D")]


def test_where_an_id_could_not_be_read_nothing_is_said_of_what_may_name_it() -> None:
    """A rounded code is one problem, not one for each row that holds the right one."""
    stations: list[Any] = [*STATIONS, [3.705020100000001e17, "示例三号", "370505", "流动"]]
    one = reading(
        阵地台账=stations, 服务清单=[SERVICES, ["370502010000000111", None, "基本服务", "x"]]
    )
    assert [p.code for p in one.problems] == ["code.rounded"]


def test_an_id_twice_is_told_with_its_first_place() -> None:
    """Ids are unique over all kinds."""
    one = reading(阵地台账=[*STATIONS, ["S-1", "x", "370505", "流动", None]])
    (problem,) = one.problems
    assert problem.text("en") == (
        "阵地台账 row 4 column A 阵地编号: Failed to parse 'S-1' as StationId: expected an id used "
        "once in the document, got it again, first at 阵地台账 row 2 column A 阵地编号."
    )
    assert problem.path == "$.stations[2].id"


def test_a_body_of_an_actors_name_is_that_actor() -> None:
    """Equal to exactly one name, and without another credit code."""
    stations: list[Any] = [
        [*STATIONS[0], "依托单位", "依托单位统一社会信用代码"],
        [*STATIONS[1], "示例局", None],
        [*STATIONS[2], "示例局", "91370500TEAT000154"],
    ]
    one = reading(阵地台账=stations, 责任主体=ACTORS)
    actor = register(one).actors[0].id
    assert [s.operator and s.operator.actor for s in register(one).stations] == [actor, None]
    assert sorted(codes(one)) == ["party.actor", "party.code"]
    exact = reading(EXACT, 阵地台账=stations, 责任主体=ACTORS)
    assert [s.operator and s.operator.actor for s in register(exact).stations] == [None, None]


def test_two_actors_of_one_name_are_nobodys_name() -> None:
    """What stands for two is linked to neither."""
    stations: list[Any] = [[*STATIONS[0], "依托单位"], [*STATIONS[1], "示例局"]]
    actors: list[Any] = [*ACTORS, ["示例局", "平台企业", "370502", None]]
    one = reading(阵地台账=stations, 责任主体=actors)
    assert [s.operator and s.operator.actor for s in register(one).stations] == [None]
    assert codes(one) == []


DONATED: list[Any] = ["批次", "捐赠单位", "书名", "总册数", "捐赠日期"]
GIVEN: list[Any] = ["批次", "捐赠单位", "书名", "册数", "接收阵地"]


def test_the_rows_of_a_batch_are_one_donation() -> None:
    """One row a book; what later rows leave blank the first has said."""
    rows: list[Any] = [
        DONATED,
        ["1", "示例局、协会", "甲", 5, "2026-01-13"],
        ["1", None, "乙", None, None],
    ]
    one = register(reading(捐赠批次=rows, 责任主体=ACTORS))
    (donation,) = one.donations
    names = {title.id: title.name for title in one.titles}
    assert {names[b.title]: b.copies for b in donation.books} == {"甲": 5, "乙": None}
    assert [(d.name, d.actor is not None) for d in donation.donors] == [
        ("协会", False),
        ("示例局", True),
    ]


def test_rows_of_a_batch_that_disagree_are_told() -> None:
    """The second date is the problem, and says what the first row holds."""
    rows: list[Any] = [
        DONATED,
        ["1", "甲、乙", "甲", 5, "2026-01-13"],
        ["1", "乙、甲", "乙", 5, "2026-01-14"],
    ]
    assert told(reading(捐赠批次=rows)) == [
        (
            "捐赠批次 第 3 行 E 列 捐赠日期: 无法将 '2026-01-14' 解析为捐赠日期："
            "应为与第 2 行同一批次一致的 2026-01-13，实际为 '2026-01-14'。"
        )
    ]


def test_a_batch_that_only_deliveries_tell_of_is_made() -> None:
    """Who gave it stands beside each delivery; donors that differ are noted."""
    rows: list[Any] = [GIVEN, ["1", "协会", "甲", 5, "S-1"], ["1", "另一协会", "甲", 5, "S-2"]]
    one = reading(阵地台账=STATIONS, 赠书登记=rows)
    (donation,) = register(one).donations
    assert isinstance(donation, Donation)
    assert ([d.name for d in donation.donors], donation.books) == (["协会"], ())
    assert sorted(codes(one)) == ["donation.made", "donors.mismatch", "title.made"]


def test_a_delivery_without_its_batch_is_told() -> None:
    """Who gave it does not say in which batch."""
    one = reading(阵地台账=STATIONS, 赠书登记=[GIVEN, [None, "协会", "甲", 5, "S-1"]])
    assert [(p.code, p.row, p.column) for p in one.problems] == [("cell.missing", 2, "A")]


def test_a_donor_with_a_row_of_its_own_is_not_counted_twice() -> None:
    """The cell names it, the row has its credit code."""
    donors: list[Any] = [
        ["批次", "捐赠单位", "统一社会信用代码"],
        ["1", "示例局", "11370500TEAT00015C"],
    ]
    one = reading(捐赠批次=[DONATED, ["1", "示例局、协会", "甲", 5]], 捐赠单位=donors)
    (donation,) = register(one).donations
    assert [(d.name, d.credit_code is not None) for d in donation.donors] == [
        ("协会", False),
        ("示例局", True),
    ]


SPENT: list[Any] = [
    ["经费名称", "金额(元)", "支出日期"],
    ["运行", 100.5, "2025-03-01"],
    ["运行", "200", None],
]


@pytest.mark.parametrize(
    ("cell", "fen", "notes"),
    [(None, [10050, 20000], 0), (300.5, [10050, 20000], 0), (5000, [10050, 20000], 1)],
)
def test_rows_of_spending_count_before_their_sum(cell: Any, fen: list[int], notes: int) -> None:
    """A sum that its rows do not make up is noted."""
    funds: list[Any] = [["年度", "名称", "支出金额(元)"], [2025, "运行", cell]]
    one = reading(专项经费=funds, 支出明细=SPENT)
    (fund,) = register(one).funds
    assert isinstance(fund, Fund)
    assert sorted(s.amount_fen for s in fund.spending or ()) == fen
    assert codes(one) == ["cell.superseded"] * notes


def test_nothing_spent_is_known_and_blank_is_not() -> None:
    """``None`` is not known, an empty tuple known to be nothing."""
    funds: list[Any] = [
        ["年度", "名称", "支出金额(元)"],
        [2025, "a", 0],
        [2025, "b", "无"],
        [2025, "c", None],
    ]
    found = {fund.name: fund.spending for fund in register(reading(专项经费=funds)).funds}
    assert found == {"a": (), "b": (), "c": None}


def test_an_offices_own_kind_of_activity_is_known_by_its_label() -> None:
    """活动种类 says what 包饺子 is; what nothing says is told."""
    head: list[Any] = ["其他地点", "日期", "开始", "结束", "活动类型", "状态"]
    when: list[Any] = ["广场", "2025-01-01", "9:00", "10:00"]
    kinds: list[Any] = [["名称", "领域"], ["包饺子", "生活"]]
    one = reading(活动种类=kinds, 活动记录=[head, [*when, "包饺子", "已开展"]])
    (session,) = register(one).sessions
    assert isinstance(session, Session)
    assert (session.kind, codes(one)) == ("x-包饺子", ["text.untranslated"])
    other = reading(活动种类=kinds, 活动记录=[head, [*when, "x-赏灯", "已开展"]])
    assert [(p.code, p.sheet, p.column) for p in other.problems] == [
        ("id.dangling", "活动记录", "E")
    ]


def test_a_division_that_is_not_its_code_is_noted() -> None:
    """所在区县 beside a code, by the name of the opening day."""
    rows: list[Any] = [[*STATIONS[0], "所在区县"], [*STATIONS[1], "河口区"], [*STATIONS[2], "河口"]]
    one = reading(阵地台账=rows)
    assert [n.text("en") for n in one.notes] == [
        "阵地台账 row 2 column F 所在区县: '河口区' is not the name of division 370502 (东营区)"
    ]


def test_ids_are_made_of_what_a_row_says_and_never_of_a_person() -> None:
    """Equal rows have ordinals; the same table has the same ids; a blank id is noted once."""
    head: list[Any] = ["阵地编号", "受理时间", "类别", "内容摘要"]
    rows: list[Any] = [head, *([["S-1", "2025-01-01 09:00", "抽成", f"摘要{n}"] for n in (1, 2)])]
    one, other = (register(reading(阵地台账=STATIONS, 诉求登记=rows)) for _ in range(2))
    assert one == other
    assert len({appeal.id for appeal in one.appeals}) == 2
    renamed: list[Any] = [head, *([["S-1", "2025-01-01 09:00", "抽成", "另一人"] for _ in (1, 2)])]
    again = register(reading(阵地台账=STATIONS, 诉求登记=renamed))
    assert {a.id for a in again.appeals} == {a.id for a in one.appeals}
    blank = reading(阵地台账=[STATIONS[0], [None, *STATIONS[1][1:]]])
    assert [n.text("zh") for n in blank.notes] == [
        "阵地台账 A 列 阵地编号: 有 1 行没有编号，已自动编号"
    ]


def test_a_city_is_named_by_its_code_or_its_name() -> None:
    """A subject may be the prefecture of the stations."""
    head: list[Any] = ["评价对象", "评价内容", "期间", "评价人数"]
    rows: list[Any] = [head, ["370500", "卫生", "2025", 10], ["东营市", "秩序", "2025", 10]]
    one = register(reading(阵地台账=STATIONS, 服务评价=rows))
    assert {f.subject for f in one.feedback} == {"370500"}


def test_days_of_parts_stay_in_order() -> None:
    """A programme has an order of its own: that of its rows."""
    head: list[Any] = ["活动编号", "其他地点", "日期", "开始", "结束", "活动类型", "状态"]
    items: list[Any] = [
        ["活动编号", "议程类型", "发言方"],
        ["E", "党课", "专业人员"],
        ["E", "座谈会", None],
    ]
    one = reading(
        活动记录=[head, ["E", "广场", "2025-01-01", "9:00", "10:00", "送书仪式", "计划"]],
        议程=items,
    )
    assert [item.kind for item in register(one).sessions[0].programme] == [
        "party_lecture",
        "symposium",
    ]


def test_a_part_that_belongs_to_nothing_is_told() -> None:
    """Its whole is a value that no part can be without."""
    one = reading(阵地台账=STATIONS, 服务清单=[SERVICES, [None, None, "基本服务", "休息"]])
    assert [(p.code, p.row, p.column) for p in one.problems] == [("cell.missing", 2, "A")]


def test_types_of_what_was_read() -> None:
    """Records are the library's own."""
    one = register(
        reading(阵地台账=STATIONS, 服务清单=[SERVICES, ["S-1", None, "基本服务", "休息"]])
    )
    assert all(isinstance(s, Station) for s in one.stations)
    assert all(isinstance(s, Service) for s in one.stations[0].services or ())
    assert one.stations[0].opened_on == date(2025, 1, 1)
