"""The State Council's notices: every one of 2004 to 2026 read, and what is refused."""

from collections.abc import Iterator
from datetime import date, timedelta
from time import perf_counter, process_time
from typing import Any

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.errors import InvalidDocument, InvalidValue
from ridehire_partybuild.values import Certainty, DayKind, NoticeKind

LABOUR_DAY = "国务院办公厅关于调整2019年劳动节假期安排的通知"
NEW_YEAR = "一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。"
TITLE = "国务院办公厅关于2026年部分节假日安排的通知"


def every_day(first: int, last: int) -> Iterator[date]:
    """Every day of the years ``first`` to ``last``."""
    start, end = date(first, 1, 1), date(last, 12, 31)
    return (start + timedelta(days=offset) for offset in range((end - start).days + 1))


@pytest.fixture(scope="module")
def announced(notices: list[dict[str, Any]]) -> WorkCalendar:
    """All notices, pasted one after the other."""
    calendar = WorkCalendar()
    for one in notices:
        calendar = calendar.with_notice(
            one["text"], one["year"], published=one.get("published"), href=one.get("href")
        )
    return calendar


def test_every_notice_since_2004_puts_the_same_days_to_work(announced: WorkCalendar) -> None:
    """Pasted texts and chinese_calendar agree on each of 8,401 days, but one."""
    differ = [
        day
        for day in every_day(2004, 2026)
        if announced.is_workday(day) != chinese_calendar.is_workday(day)
    ]
    # the notice of 2006 says "12月31日(星期六)上班", which chinese_calendar's year 2005 lacks
    assert differ == [date(2005, 12, 31)]


def test_every_notice_since_2004_swaps_the_same_days(announced: WorkCalendar) -> None:
    """Days off by swap are those of chinese_calendar, but where it swaps what was not swapped."""
    differ = {
        day
        for day in every_day(2004, 2026)
        if (announced.kind(day) is DayKind.BRIDGE_DAY_OFF) != chinese_calendar.is_in_lieu(day)
    }
    assert differ == {
        date(2006, 1, 3),  # goes with 2005-12-31
        date(2018, 2, 19),  # the third of that holiday, which has two make-up workdays
        date(2020, 1, 30),  # paid for by 1 February, until the correction gave that back
        date(2022, 1, 31),  # the eve was no day off by law then …
        date(2022, 2, 3),  # … but the third day was
    }


def test_a_year_and_a_correction_are_told_apart(announced: WorkCalendar) -> None:
    """'A correction in mid-year is a second notice of one year'."""
    corrections = [
        (one.year, one.notice.published)
        for one in announced.years
        if one.notice.kind is NoticeKind.CORRECTION
    ]
    assert corrections == [(2015, "2015-05-13"), (2019, "2019-03-22"), (2020, "2020-01-26")]
    assert announced.years_announced == tuple(range(2004, 2027))


@pytest.mark.parametrize(
    ("day", "kind", "source"),
    [
        (date(2019, 5, 1), DayKind.HOLIDAY, LABOUR_DAY),
        (date(2019, 5, 2), DayKind.BRIDGE_DAY_OFF, LABOUR_DAY),
        (date(2019, 5, 5), DayKind.MAKEUP_WORKDAY, LABOUR_DAY),
        (date(2020, 1, 31), DayKind.HOLIDAY, "国务院办公厅关于延长2020年春节假期的通知"),
        (date(2020, 2, 1), DayKind.HOLIDAY, "国务院办公厅关于延长2020年春节假期的通知"),
        (date(2020, 2, 3), DayKind.WORKDAY, "国务院办公厅关于延长2020年春节假期的通知"),
        (date(2019, 6, 7), DayKind.HOLIDAY, "国务院办公厅关于2019年部分节假日安排的通知"),
    ],
)  # fmt: skip
def test_of_two_notices_the_later_decides(
    announced: WorkCalendar, day: date, kind: DayKind, source: str
) -> None:
    """'Merge by date, the later published decides'; each day names the notice that rules it."""
    found = announced.day(day)
    assert (found.kind, found.certainty, found.source) == (kind, Certainty.ANNOUNCED, source)


def test_notices_files_and_shipped_data_say_the_same(
    announced: WorkCalendar, four_years: WorkCalendar, holiday_files: dict[int, str]
) -> None:
    """The four shipped years, read from their notices, from holiday-cn and from the TOML."""
    files = WorkCalendar.from_holiday_json(*holiday_files.values())
    for one in four_years.years:
        pasted = next(other for other in announced.years if other.year == one.year)
        filed = next(other for other in files.years if other.year == one.year)
        assert one.lists == pasted.lists == filed.lists, one.year
        assert pasted.notice.published in {one.notice.published, None}
        assert filed.notice.href == one.notice.href
        assert filed.notice.published is not None
        assert one.notice.published is not None
        assert one.notice.published.startswith(filed.notice.published)


def test_a_notice_names_its_paper(notices: list[dict[str, Any]]) -> None:
    """Title and day of publication stand in the text; an argument outdoes them."""
    text = next(one["text"] for one in notices if one["year"] == 2026)
    (year,) = WorkCalendar.from_notice(text, 2026).years
    assert (year.notice.title, year.notice.published) == (TITLE, "2025-11-04")
    (year,) = WorkCalendar.from_notice(
        text, 2026, title="示例通知", published="2025-11", href="https://example.org"
    ).years
    assert (year.notice.title, year.notice.published) == ("示例通知", "2025-11")
    assert year.notice.href == "https://example.org"


FRAME = """
首页 > 政策 > 国务院文件
索 引 号：000014349/2025-00070　　主题分类：综合政务\\其他
发文机关：国务院办公厅　　成文日期：2025年11月04日
发布日期：2025年11月04日
字体：[大 中 小]　　2025-11-04 10:30　来源： 中国政府网
新华社北京11月4日电
%s
国务院办公厅
二〇二五年十一月四日
（此件公开发布）
责任编辑：示例　　京ICP备00000000号　　扫一扫在手机打开当前页
"""


@pytest.mark.parametrize(
    "text",
    [
        NEW_YEAR,
        "元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。",
        "1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。",
        "１、元旦:１月１日(星期四)至１月３日(星期六)放假，共三天；１月４日(星期日)正常上班",
        "一、元旦\n1月1日（周四）\n至3日（周六）\n放假调休，共3天。\n1月4日（周日）上班",
        "一、元旦：2026年1月1日—3日放假调休，共3天.2026年1月4日(周日)上班.",
        "（一）元旦：1 月 1 日 ～ 3 日 放 假 3 天 。 1 月 4 日 补 班 。",
        "一、元旦：1月1日、2日、3日放假公休。1月4日上班。",
        "一、元旦：1月1日，1月2日，1月3日放假。1月4日上班。",
        "一、元旦：一月一日至三日放假调休，共三天。一月四日（星期日）上班。",
        "元旦放假时间为1月1日（周四）至3日（周六），共3天。1月4日上班。",
        "一、元旦：1月1日（星期四、新年）至1月3日放假，1月4日（星期天）上班，假期共3天。",
        ("一、元旦：1月1日至3日（周四至周六）放假，共3天。其中，1月1日为法定节假日，"
        "1月3日（周六）照常公休，1月4日（周日）公休日调至1月2日（周五）。"),
        FRAME % NEW_YEAR,
    ],
)  # fmt: skip
def test_one_holiday_however_it_is_written(text: str) -> None:
    """Digits, brackets, weekdays, line breaks, numbering, web frame: the days are the same."""
    (year,) = WorkCalendar.from_notice(text, 2026).years
    assert year.holidays == (date(2026, 1, 1), date(2026, 1, 3))
    assert year.bridge_days_off == (date(2026, 1, 2),)
    assert year.makeup_workdays == (date(2026, 1, 4),)


@pytest.mark.parametrize(
    ("text", "off"),
    [
        ("1月1日（周四）放假。", [date(2026, 1, 1)]),
        ("元旦：1月1日放假一天，不调休。", [date(2026, 1, 1)]),
        ("元旦：12月30日至1月1日放假，共3天。", [date(2025, 12, day) for day in (30, 31)]
         + [date(2026, 1, 1)]),
        ("2025年12月31日至1月1日放假。", [date(2025, 12, 31), date(2026, 1, 1)]),
        ("端午节：6月19日放假，与周末连休，共3天。", [date(2026, 6, 19)]),
        ("清明节：4月5日放假，4月6日（星期一）补休。", [date(2026, 4, 5), date(2026, 4, 6)]),
        ("放假时间为1月1日（周四，元旦）。", [date(2026, 1, 1)]),
        # each sentence counts the days that it puts off itself
        ("元旦：1月1日放假，共1天。1月2日放假，共1天。", [date(2026, 1, day) for day in (1, 2)]),
        # December is that of the year before near New Year alone
        ("5月1日放假。10月1日放假，12月31日放假。",
         [date(2026, 5, 1), date(2026, 10, 1), date(2026, 12, 31)]),
    ],
)  # fmt: skip
def test_odder_wordings(text: str, off: list[date]) -> None:
    """Single days, 'no swap', over New Year, 'joined with the weekend', 'made good'."""
    (year,) = WorkCalendar.from_notice(text, 2026).years
    assert (list(year.holidays), year.makeup_workdays) == (off, ())


def test_a_make_up_workday_can_be_taken_back(calendar: WorkCalendar) -> None:
    """A correction makes a day what its weekday makes it."""
    text = "2月28日（周六）不再上班。"
    corrected = calendar.with_notice(text, 2026, published="2026-02-20")
    assert calendar.kind(date(2026, 2, 28)) is DayKind.MAKEUP_WORKDAY
    assert corrected.kind(date(2026, 2, 28)) is DayKind.WEEKEND
    assert corrected.day(date(2026, 2, 28)).certainty is Certainty.ANNOUNCED
    assert corrected.kind(date(2026, 2, 14)) is DayKind.MAKEUP_WORKDAY


REFUSED = [
    ("1月4日（周一）上班。", "notice.weekday"),
    ("1月1日（周四）至3日（周日）放假。", "notice.weekday"),
    ("1月1日至3日放假，共4天。", "notice.count"),
    ("1月1日至3日放假4天。", "notice.count"),
    ("1月1日放假，与周末连休，共5天。", "notice.apart"),
    ("与周末连休。", "notice.apart"),
    ("端午节：6月19日放假，与周末连休，共4天。", "notice.count"),
    ("1月5日上班。", "notice.makeup"),
    ("一、元旦：1月1日至2日放假，不调休。1月4日上班。", "notice.swap"),
    ("一、元旦：1月1日至3日放假。1月4日、10日上班。", "notice.swaps"),
    ("1月4日、1月4日上班。", "notice.repeated"),
    (
        "中秋节：9月24日至25日放假。10月10日上班。\n国庆节：10月1日至5日放假。10月10日上班。",
        "notice.repeated",
    ),
    ("七、国庆节：1月1日至7日放假调休，共7天。", "notice.season"),
    ("1月3日至1日放假。", "notice.order"),
    ("1月1日至3月3日放假。", "notice.order"),
    ("1月1日至1日放假。", "notice.order"),
    ("1月5日不再上班。", "notice.makeup"),
    ("1月1日至2日放假，1月2日照常公休。", "notice.makeup"),
    ("延长2025年春节假期至2月24日。", "notice.year"),
    ("2月30日放假。", "notice.date"),
    ("13月1日放假。", "notice.date"),
    ("3日放假。", "notice.month"),
    ("2024年1月1日放假。", "notice.far"),
    ("1月1日放假。1月1日正常上班。", "notice.twice"),
    ("1月3日放假，1月3日上班。", "notice.twice"),
    ("春节：2月16日（农历正月初一）放假。", "notice.lunar"),
    ("端午节：6月20日（端午节）放假。", "notice.lunar"),
    ("1月3日（周六）补休。", "notice.not_weekday"),
    ("2月3日放假，2月7日起正常上班。", "notice.not_weekday"),
    ("1月1日放假，1月2日为法定节假日。", "notice.not_off"),
    ("1月1日至2日放假，1月4日（周日）、10日（周六）公休日调至1月2日。", "notice.moved"),
    ("延长2026年春节假期至2月25日。", "notice.extends"),
    (TITLE.replace("2026", "2025") + "\n1月1日放假。", "notice.year"),
    ("1月1日放假，值班人员除外。", "notice.clause"),
    ("除夕放假。", "notice.clause"),
    ("除夕（2月16日）放假。", "notice.clause"),
    ("1月1日（元旦放假）放假。", "notice.clause"),
    ("1月1日（2026）放假。", "notice.clause"),
    ("春节：2.15至2.23。", "notice.clause"),
    ("2026-01-01放假。", "notice.clause"),
    ("2月15日起放假。", "notice.clause"),
    ("节假日期间，1月4日上班。", None),
    ("1月1日前后放假。", "notice.clause"),
    ("1月1日、2日。", "notice.clause"),
    ("", "notice.empty"),
    ("各单位做好值班工作。", "notice.empty"),
]


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_what_is_not_understood_or_not_true_is_refused(text: str, code: str | None) -> None:
    """'It never guesses': one problem for the sentence, with its line, in both languages."""
    if code is None:
        (year,) = WorkCalendar.from_notice(text, 2026).years
        assert year.makeup_workdays == (date(2026, 1, 4),)
        return
    with pytest.raises(InvalidDocument) as refused:
        WorkCalendar.from_notice(text, 2026)
    assert [problem.code for problem in refused.value.problems] == [code]
    (problem,) = refused.value.problems
    assert problem.params["value"] in " ".join(text.split())
    assert all(problem.params["value"] in problem.text(lang) for lang in ("zh", "en"))


def test_all_that_is_wrong_is_told_at_once() -> None:
    """Whole messages: the sentence, its line, what it should say and what it says."""
    text = (
        NEW_YEAR.replace("4日（周日）", "5日（周日）")
        + "\n二、春节：除夕放假。\n三、清明节：4月4日至6日放假，共2天。"
    )
    with pytest.raises(InvalidDocument) as refused:
        WorkCalendar.from_notice(text, 2026)
    assert refused.value.text("en").splitlines() == [
        (
            "$.notice (line 1): Failed to parse '1月5日（周日）上班' as Notice: "
            "expected Monday for 2026-01-05, got Sunday."
        ),
        (
            "$.notice (line 2): Failed to parse '二、春节：除夕放假' as Notice: expected "
            "words that say of which days they speak and whether these are off or worked, "
            "got “除夕放假”."
        ),
        (
            "$.notice (line 3): Failed to parse '三、清明节：4月4日至6日放假，共2天' as Notice: "
            "expected the number of days off that are listed, 3, got 2."
        ),
    ]
    assert refused.value.text("zh").splitlines() == [
        (
            "$.notice（第 1 行）: 无法将 '1月5日（周日）上班' 解析为放假通知："
            "应为与 2026-01-05 相符的星期一，实际为星期日。"
        ),
        (
            "$.notice（第 2 行）: 无法将 '二、春节：除夕放假' 解析为放假通知："
            "应为能够完整识别的放假或上班表述，实际为“除夕放假”。"
        ),
        (
            "$.notice（第 3 行）: 无法将 '三、清明节：4月4日至6日放假，共2天' 解析为放假通知："
            "应为所列放假天数 3 天，实际为 2 天。"
        ),
    ]


@given(st.data())
def test_a_character_lost_or_doubled_never_moves_a_day(
    notices: list[dict[str, Any]], data: st.DataObject
) -> None:
    """Any one of them: the notices since 2016 are refused, or say what they said before."""
    whole = [one for one in notices if one["year"] >= 2016 and "一、元旦" in one["text"]]
    one = data.draw(st.sampled_from(whole))
    text, at = one["text"], data.draw(st.integers(0, len(one["text"]) - 1))
    changed = data.draw(
        st.sampled_from([text[:at] + text[at + 1 :], text[:at] + text[at : at + 1] + text[at:]])
    )
    (before,) = WorkCalendar.from_notice(text, one["year"]).years
    try:
        (after,) = WorkCalendar.from_notice(changed, one["year"]).years
    except InvalidDocument:
        return
    assert after.lists == before.lists


def test_a_line_lost_in_pasting_is_missed(notices: list[dict[str, Any]]) -> None:
    """A year's notice without a day off by law is refused: its day would be a certain workday."""
    text = next(one["text"] for one in notices if one["year"] == 2026)
    lines = [line for line in text.splitlines() if "清明节：" not in line]
    with pytest.raises(InvalidDocument, match="every day off by law, got one without 2026-04-05"):
        WorkCalendar.from_notice("\n".join(lines), 2026)


@pytest.mark.parametrize(
    "piece",
    [
        "示例纪念日和",
        "为了一二，",
        "1月1日、",
        "元旦、",
        "（周六",
        "放假调休日期",
        "国务院关于",
        "因",
    ],
)
def test_no_text_takes_for_ever(piece: str) -> None:
    """What is read grows with the text, and no faster."""
    text = piece * (12_000 // len(piece)) + "放假"
    began = perf_counter()
    with pytest.raises(InvalidDocument):
        WorkCalendar.from_notice(text, 2026)
    assert perf_counter() - began < 5


@pytest.mark.parametrize(
    ("text", "year", "code"),
    [
        (NEW_YEAR, 1999, "number.range"),
        (NEW_YEAR, "2026", "type"),
        (NEW_YEAR, True, "type"),
        (None, 2026, "type"),
    ],
)
def test_what_is_no_text_or_no_year_is_refused(text: Any, year: Any, code: str) -> None:
    """Primitive types are strict."""
    with pytest.raises(InvalidValue) as refused:
        WorkCalendar.from_notice(text, year)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_a_book_is_no_notice() -> None:
    """Texts have a limit, so that none takes for ever."""
    with pytest.raises(InvalidDocument, match="1 to 50000 characters"):
        WorkCalendar.from_notice("1月1日放假。" * 10_000, 2026)


@pytest.mark.parametrize(
    "text", ["1月1日放假\ud800。", "1月1日(\ud800)放假。", "1月1日放假" + "甲" * 9_000]
)
def test_a_message_repeats_little_and_can_be_printed(text: str) -> None:
    """Half of a surrogate pair is in no message, nor is a sentence without an end."""
    with pytest.raises(InvalidDocument) as refused:
        WorkCalendar.from_notice(text, 2026)
    for told in (refused.value.text("zh"), refused.value.text("en")):
        assert len(told.encode()) < 900


_WORDS = """
1月1日 2月 周六 星期日 放假 调休 上班 补休 公休日 公休日调至 共3天 其中 元旦 春节： 除夕 正月初一
与周末连休 为法定节假日 延长2026年春节假期至 起 照常 纪念日 现将 通知如下 国务院办公厅 鼓励
"""
_PIECES = st.sampled_from([*"一二十〇月日号年至、，。（）()：；\n 0123456789", *_WORDS.split()])


@given(st.lists(_PIECES, max_size=30).map("".join), st.integers(2000, 2100))
def test_no_text_crashes_the_reader(text: str, year: int) -> None:
    """A text is read or refused as a document, whatever stands in it."""
    try:
        (ruled,) = WorkCalendar.from_notice(text, year).years
    except InvalidDocument as error:
        refused = error
    else:
        assert any(ruled.lists.values())
        return
    assert refused.text("zh")
    assert refused.text("en")


@pytest.mark.slow
@pytest.mark.parametrize("many", [",", "1月1日,", "(,", ",(周四)"])
def test_commas_are_told_apart_in_one_pass(many: str) -> None:
    """Linear: four times the commas take about four times as long, far from sixteen.

    For each comma the rest of its sentence was looked through for a parenthesis.
    """

    def seconds(length: int) -> float:
        text = ("1月1日放假" + many * length)[:length] + "a"
        begin = process_time()
        with pytest.raises(InvalidDocument):
            WorkCalendar.from_notice(text, 2026)
        return process_time() - begin

    assert min(seconds(48_000) for _ in range(3)) < 10 * min(seconds(12_000) for _ in range(4))


def test_a_holiday_told_twice_is_one_holiday() -> None:
    """A page that shows its notice twice: the same days off, the same day worked for them."""
    text = "1月1日至3日放假，1月4日上班。"
    (once,) = WorkCalendar.from_notice(text, 2026).years
    (twice,) = WorkCalendar.from_notice(text * 2, 2026).years
    assert twice.lists == once.lists


def test_a_second_sentence_on_one_holiday_is_held_against_the_first() -> None:
    """Without headings: the same days, once with a make-up workday and once 'no swap'."""
    text = "1月1日至3日放假，1月4日上班。1月1日至3日放假，不调休。"
    with pytest.raises(InvalidDocument, match="2026-01-04"):
        WorkCalendar.from_notice(text, 2026)


def test_a_holiday_is_extended_from_its_last_day_on(calendar: WorkCalendar) -> None:
    """By one day: the correction rules that day and no other."""
    corrected = calendar.with_notice(
        "延长2026年春节假期至2月24日。", 2026, published="2026-02-20", title="示例调整"
    )
    (correction,) = (one for one in corrected.years if one.notice.title == "示例调整")
    assert correction.lists == {
        "holidays": (date(2026, 2, 24),),
        "bridge_days_off": (),
        "makeup_workdays": (),
        "ordinary_days": (),
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [("1月1日放假，与周末连休，共5天。", "got 2026-01-01"), ("与周末连休。", "got —")],
)
def test_days_apart_from_the_weekend_are_named(text: str, told: str) -> None:
    """The message says which days are meant, and that there are none if there are none."""
    with pytest.raises(InvalidDocument) as refused:
        WorkCalendar.from_notice(text, 2026)
    assert told in refused.value.text("en")


def test_a_notice_that_lacks_a_day_is_told_by_its_first_line() -> None:
    """It is the whole text that lacks it: line 1, and the words that stand there."""
    text = "1月1日放假。2月16日至19日放假。\n5月1日至2日放假。6月19日放假。10月1日至3日放假。"
    with pytest.raises(InvalidDocument) as refused:
        WorkCalendar.from_notice(text, 2026)
    assert refused.value.text("en").startswith("$.notice (line 1): Failed to parse '1月1日放假'")
    assert "2026-04-05" in refused.value.text("en")


def test_a_make_up_workday_pays_for_its_own_holiday() -> None:
    """Without headings: days off that a later sentence adds are another holiday, paid for apart."""
    text = "1月1日至2日放假，1月4日上班。2月16日至20日放假。"
    (year,) = WorkCalendar.from_notice(text, 2026).years
    assert year.bridge_days_off == (date(2026, 1, 2),)


FIXED = (
    "1月1日放假。2月16日至19日放假。4月5日放假。5月1日至2日放假。"
    "6月19日放假。9月25日放假。10月1日至3日放假。"
)


@pytest.mark.parametrize("day", ["2025年13月4日", "2025年2月30日"])
def test_a_day_of_publication_that_no_calendar_has_is_not_known(day: str) -> None:
    """The days that the notice rules hold all the same."""
    (year,) = WorkCalendar.from_notice(f"发布日期：{day}\n{FIXED}", 2026).years
    assert year.notice.published is None
    assert date(2026, 6, 19) in year.holidays


def test_what_the_moon_says_of_a_year_without_a_table_is_not_held_against_it() -> None:
    """The table of festivals begins with 2000: of 1999 it is told that calendars know it not."""
    rest = "2月5日至7日放假。5月1日至3日放假。10月1日至3日放假。"
    with pytest.raises(InvalidValue) as refused:
        WorkCalendar.from_notice("1999年12月31日（农历正月初一）至2000年1月1日放假。" + rest, 2000)
    assert refused.value.text("en") == (
        "$.holidays[0]: Failed to parse '1999-12-31' as holidays: expected a year from 2000 to"
        " 2100, got '1999-12-31'."
    )
    with pytest.raises(InvalidDocument, match="expected the lunar date or festival of 2000-01-01"):
        WorkCalendar.from_notice("2000年1月1日（农历正月初一）放假。" + rest, 2000)
