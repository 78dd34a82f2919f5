"""Rows on their way to records: what several fields share one cell for, and what is left out."""

from typing import Any

import pytest

from ridehire_partybuild.exchange.tables.drafts import Draft, Place, take
from ridehire_partybuild.exchange.tables.layout import layouts
from ridehire_partybuild.exchange.tables.plain import Taken, none

from .test_linking import ACTORS, AT, SERVICES, SESSIONS, STATIONS, reading, register, told

PRICED: list[Any] = [*SERVICES, "是否免费", "价格(元)"]


@pytest.mark.parametrize(("own", "fen"), [(None, 500), (5, 500), (3, 300)])
def test_a_price_in_the_cell_of_yes_or_no(own: int | None, fen: int) -> None:
    """The cell of the price counts before it; two that differ are told, in yuan."""
    rows: list[Any] = [PRICED, ["S-1", None, "基本服务", "休息", "收费(5元)", own]]
    one = reading(阵地台账=STATIONS, 服务清单=rows)
    (service,) = register(one).stations[0].services or ()
    assert (service.free, service.price_fen) == (False, fen)
    place = "服务清单 第 2 行 E 列 是否免费: "
    read = [f"{place}是否栏 '收费(5元)' 中写有价格，按 5 元读取"]
    differs = [f"{place}此格为 5，另有 3，以后者为准"] if fen == 300 else []
    assert [note.text("zh") for note in one.notes] == [*read, *differs]


def session(day: str | None) -> list[Any]:
    """Return a table of one session, on a day that may be anything."""
    kind, _, *rest = AT
    return [SESSIONS, ["R-1", "S-1", None, kind, day, *rest]]


def test_a_time_of_day_without_its_day_is_no_moment() -> None:
    """It is told where it stands; of a day that cannot be read only the day is."""
    wanted = "应为形如 2025-11-03 10:05 的日期时间，实际为"
    place = "活动记录 第 2 行"
    assert told(reading(阵地台账=STATIONS, 活动记录=session(None))) == [
        f"{place} F 列 开始: 无法将 '14:00' 解析为开始时间：{wanted} '14:00'。",
        f"{place} G 列 结束: 无法将 '16:00' 解析为结束时间：{wanted} '16:00'。",
    ]
    assert told(reading(阵地台账=STATIONS, 活动记录=session("错"))) == [
        f"{place} E 列 日期: 无法将 '错' 解析为日期：应为形如 2026-01-13 的日期，实际为 '错'。"
    ]


def test_what_has_no_cell_is_told_of_the_row() -> None:
    """An organiser that is an actor has a name of its own, for which there is no column."""
    rows: list[Any] = [[*SESSIONS, "召集方所属责任主体"], ["R-1", "S-1", None, *AT, "A"]]
    actors: list[Any] = [["编号", *ACTORS[0]], ["A", *ACTORS[1]]]
    (problem,) = reading(阵地台账=STATIONS, 责任主体=actors, 活动记录=rows).problems
    assert problem.path == "$.sessions[0].organiser.name"
    assert problem.text("en") == (
        "活动记录 row 2: Failed to parse — as name: "
        "expected a value, as one must be filled in, got a blank."
    )


def test_a_note_on_a_secret_cell_does_not_tell_it() -> None:
    """Neither what stands there nor what was made of it."""
    sheet = layouts()["stations"]
    draft = Draft(sheet=sheet, cls=sheet.cls, row=Place("阵地台账", 2))
    place = Place("阵地台账", 2, "F", "负责人")
    column = sheet.columns["head.name"]
    (note,) = take(draft, column, place, "机密甲", lambda raw: Taken(raw, none(raw)))
    assert draft.values == {"head.name": "机密甲"}
    assert "机密甲" not in str(note)
    assert note.text("zh") == "阵地台账 第 2 行 F 列 负责人: ••• 按未填写处理"
