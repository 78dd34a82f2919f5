"""Drafts made one register: what only all of them together show, and what is made of nothing."""

from typing import Any

from ridehire_partybuild.exchange.tables.layout import EXACT

from .test_linking import (
    ACTORS,
    AT,
    DONATED,
    GIVEN,
    SESSIONS,
    STATIONS,
    codes,
    reading,
    register,
    told,
)


def test_actors_under_each_other_are_told_at_their_cells() -> None:
    """A circle is of no one row: each of them says whom it stands under."""
    rows: list[Any] = [
        ["编号", *ACTORS[0], "上级主体"],
        ["A", "甲", "平台企业", "370500", None, "B"],
        ["B", "乙", "平台企业", "370500", None, "A"],
    ]
    wanted = "应为不隶属于自身的上级主体，实际为"
    one = reading(责任主体=rows)
    assert told(one) == [
        f"责任主体 第 2 行 F 列 上级主体: 无法将 'B' 解析为上级主体：{wanted} 'B'。",
        f"责任主体 第 3 行 F 列 上级主体: 无法将 'A' 解析为上级主体：{wanted} 'A'。",
    ]
    assert one.register is None


def test_a_city_is_nobodys_id() -> None:
    """Whoever bears the code of a city is told where the city was named first."""
    actors: list[Any] = [["编号", *ACTORS[0]], ["370500", *ACTORS[1]]]
    (problem,) = reading(阵地台账=STATIONS, 责任主体=actors).problems
    assert problem.text("en") == (
        "责任主体 row 2 column A 编号: Failed to parse '370500' as ActorId: expected an id used "
        "once in the document, got it again, first at 阵地台账 row 2 column C 行政区划代码."
    )


READ: list[Any] = [*SESSIONS, "使用书目"]


def test_books_that_are_only_named_are_made_once() -> None:
    """However often and however wide a list names one, and whether it is on record or not."""
    titles: list[Any] = [["编号", "书名"], ["T-1", "甲"]]
    rows: list[Any] = [READ, ["R-1", "S-1", None, *AT, "甲、乙、Ａ书、A书"]]
    one = reading(阵地台账=STATIONS, 书目=titles, 活动记录=rows)
    names = {title.id: title.name for title in register(one).titles}
    assert sorted(names.values()) == ["乙", "甲", "Ａ书"]
    (session,) = register(one).sessions
    assert sorted(names[title] for title in session.titles) == ["乙", "甲", "Ａ书"]
    assert [note.text("zh") for note in one.notes] == [
        f"活动记录 第 2 行 I 列 使用书目: 按书名 {name!r} 新建书目" for name in ("乙", "Ａ书")
    ]


def test_a_book_that_two_are_called_is_neither() -> None:
    """In a list as where it stands alone; in a table of ours nothing is made of a name."""
    titles: list[Any] = [["编号", "书名"], ["T-1", "甲"], ["T-2", "甲"]]
    rows: list[Any] = [READ, ["R-1", "S-1", None, *AT, "乙、甲"]]
    reason = "应为台账中已有记录的编号（书目），实际为没有任何记录使用的编号。"
    place = "活动记录 第 2 行 I 列 使用书目: "
    assert told(reading(阵地台账=STATIONS, 书目=titles, 活动记录=rows)) == [
        f"{place}无法将 '甲' 解析为书目编号：{reason}"
    ]
    exact = reading(EXACT, 阵地台账=STATIONS, 活动记录=rows)
    assert told(exact) == [f"{place}无法将 '乙' 解析为书目编号：{reason}"]
    assert codes(exact) == []


def test_deliveries_tell_who_gave_a_batch_that_says_nobody() -> None:
    """The batch is on record, its donors stand beside what was delivered of it."""
    batch: list[Any] = [DONATED, ["1", None, None, None, "2026-01-13"]]
    rows: list[Any] = [GIVEN, ["1", "示例局、协会", "甲", 5, "S-1"], ["1", "协会", "甲", 5, "S-2"]]
    one = reading(阵地台账=STATIONS, 责任主体=ACTORS, 捐赠批次=batch, 赠书登记=rows)
    (donation,) = register(one).donations
    assert [(d.name, d.actor is not None) for d in donation.donors] == [
        ("协会", False),
        ("示例局", True),
    ]
    assert sorted(codes(one)) == ["donors.mismatch", "party.actor", "title.made"]
