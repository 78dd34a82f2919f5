"""The State Council's notices, pasted with what stands around them, and holiday-cn's files."""

import json
import tomllib
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from ridehire_partybuild import (
    InvalidDocument,
    InvalidValue,
    WorkCalendar,
    dumps,
    loads,
    work_calendar,
)

from ..harness import Door
from ..mutations import as_json, babbled, copied, scratched, spoiled, worded

TESTS = Path(__file__).parents[2] / "calendars"
WORDS = (
    "1月1日", "2月29日", "12月31日", "3日", "（周四）", "(星期六)", "（农历除夕）",
    "（农历正月初七）", "至", "—", "、", "，", "。", "；", "和", "放假", "调休", "上班",
    "放假调休", "共3天", "共八天", "一、", "十一、", "元旦：", "春节：", "国庆节、中秋节：",
    "五一", "纪念日", "抗战胜利80周年纪念日", "与周末连休", "照常公休", "为法定节假日", "将",
    "公休日调至", "两个", "延长2026年春节假期至", "2026年", "２０２６年", "二〇二六年", "13月1日",
    "0月0日", "99日", "起正常上班", "不再上班", "其中，", "鼓励", "节假日期间，", "国务院办公厅",
    "国办发明电〔2025〕7号", "\n", "\u3000", "\u200b", "ﷺ", "\ud800", "日", "天", "(", ")", "（",
    "）", "-", "除夕", "周日", "不调休", "补休", "假期共计", "全体公民放假的假日增加2天",
    "根据2024年11月修订的《办法》，",
)  # fmt: skip
YEARS = (2000, 2004, 2020, 2024, 2025, 2026, 2027, 2050, 2100, 1999, 0, -1, 10**30)
PUBLISHED = (None, None, None, "2025-11-04", "2025-11", "2026-13-01", "", "x", "\ud800")

Notice = tuple[str, int, Any, bool]
"""A text, a year, a day of publication, and whether it is added to what ships."""


@cache
def _notices() -> tuple[tuple[str, int], ...]:
    found = tomllib.loads((TESTS / "notices.toml").read_text(encoding="utf-8"))["notice"]
    return tuple((one["text"], one["year"]) for one in found)


@cache
def _shipped() -> WorkCalendar:
    return work_calendar()


def notice(rng: Random) -> Notice:
    """Return a notice."""
    text, year = rng.choice(_notices())
    chance = rng.random()
    if chance < 0.25:
        text = babbled(rng, WORDS, 30)
    elif chance < 0.6:
        text = worded(rng, text, WORDS)
    else:
        lines = text.split("\n")
        others = rng.choice(_notices())[0].split("\n")
        for _ in range(rng.choice((0, 1, 2))):
            lines[rng.randrange(len(lines))] = rng.choice((*lines, *others))
        text = worded(rng, "\n".join(lines), WORDS)
    if rng.random() < 0.2:
        year = rng.choice(YEARS)
    return text, year, rng.choice(PUBLISHED), rng.random() < 0.3


def read(given: Notice) -> str:
    """Read a notice; the calendar is a document like any other."""
    text, year, published, added = given
    before = _shipped() if added else WorkCalendar()
    found = before.with_notice(text, year, published=published)
    assert loads(dumps(found), WorkCalendar) == found
    return "calendar"


NOTICES = Door(
    name="notices",
    calls="`WorkCalendar.from_notice`, `WorkCalendar.with_notice`",
    ends=(InvalidDocument, InvalidValue),
    share=80,
    made=notice,
    used=read,
    kept=lambda _, data: (data.decode("utf-8", "surrogatepass"), 2026, None, False),
)


@cache
def _files() -> tuple[Any, ...]:
    paths = sorted((TESTS / "holiday-cn").glob("*.json"))
    return tuple(json.loads(path.read_text(encoding="utf-8")) for path in paths)


def files(rng: Random) -> list[Any]:
    """Return a few yearly files, now and then something that is no text."""
    found: list[Any] = []
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        plain = copied(rng.choice(_files()))
        for _ in range(rng.choice((0, 1, 1, 2, 4))):
            spoiled(rng, plain)
        text = as_json(plain, rng)
        found.append(scratched(rng, text) if rng.random() < 0.2 else text)
    if rng.random() < 0.02:
        found.append(rng.choice((b"{}", None, 5, {})))
    return found


def read_files(given: list[Any]) -> str:
    """Read the files; the calendar is a document like any other."""
    found = WorkCalendar.from_holiday_json(*given)
    assert loads(dumps(found), WorkCalendar) == found
    return "calendar"


FILES = Door(
    name="holiday_files",
    calls="`WorkCalendar.from_holiday_json`",
    ends=(InvalidDocument,),
    share=30,
    made=files,
    used=read_files,
    kept=lambda _, data: [data.decode("utf-8", "surrogatepass")],
)
