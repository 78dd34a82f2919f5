"""Cells of yes and no, of words of a list, and of several things in one cell."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    ActivityKind,
    Channel,
    Facility,
    Posting,
    ServiceDomain,
    Setting,
    Term,
    Tier,
)
from ridehire_partybuild.errors import InvalidValue, Problem
from ridehire_partybuild.exchange.problems import named
from ridehire_partybuild.exchange.tables.lists import (
    Item,
    Labels,
    items_of,
    take_flag,
    take_names,
    take_priced_flag,
    word_of,
    words_of,
)
from ridehire_partybuild.exchange.tables.plain import Taken
from ridehire_partybuild.testing.strategies import days

KINDS: list[type[Term]] = [Tier, Setting, Facility, Posting, ServiceDomain, Channel, ActivityKind]
TERMS = [word for kind in KINDS for word in kind]
SEPARATORS = ["、", "，", ", ", ";", "；", "\n", "； "]


@pytest.mark.parametrize("word", TERMS, ids=lambda word: f"{type(word).__name__}.{word}")
def test_a_word_is_read_by_its_code_and_its_labels(word: Term) -> None:
    """What documents carry and what people read in either language, in any case."""
    take = word_of(type(word))
    for raw in (word.value, word.label("zh"), f" {word.label('en').upper()} "):
        assert take(raw) == Taken(word)


def test_an_alias_is_a_word_too() -> None:
    """An office's own words, in whatever width they are written."""
    take = word_of(Tier, {"综合": Tier.COMPREHENSIVE, "流动（车）": Tier.MOBILE})
    assert [take(raw).value for raw in ("综合", "综合型", "流动(车)")] == [
        Tier.COMPREHENSIVE, Tier.COMPREHENSIVE, Tier.MOBILE,
    ]  # fmt: skip


@given(st.lists(st.sampled_from(Posting), min_size=1), st.sampled_from(SEPARATORS))
def test_several_words_in_a_cell_are_read_in_their_order(
    words: list[Posting], separator: str
) -> None:
    """Any separator, labels and codes."""
    take = words_of(Posting)
    for texts in ([word.label("zh") for word in words], [word.value for word in words]):
        assert take(separator.join(texts)) == Taken(tuple(words))


@pytest.mark.parametrize("raw", ["无", "没有", "暂无"])
def test_none_in_a_list_is_known_to_be_none(raw: str) -> None:
    """A given collection is complete: 无 is an empty one, a blank cell is not known."""
    for take in (words_of(Posting), items_of(Facility), take_names):
        assert take(raw) == Taken(())
        assert take("") == Taken(None)


FORMS = (
    "{name}{count}台", "{name}×{count}", "{name}x{count}个", "{name}({count}套)",
    "{count}台{name}", "{name} {count}个", "{name}（{count}）",
)  # fmt: skip
EXPIRIES = (
    "(有效期至{day})",
    "（有效期：{day}）",
    "(至{day})",
    "({day}到期)",
    "(有效期至 {day:%Y年%m月%d日})",
)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(Facility),
            st.none() | st.integers(1, 999_999_999),
            st.none() | days(),
            st.sampled_from(FORMS),
            st.sampled_from(EXPIRIES),
        ),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(SEPARATORS),
)
def test_things_are_read_with_their_count_and_expiry(
    things: list[tuple[Facility, int | None, date | None, str, str]], separator: str
) -> None:
    """Whatever stands behind, before or in brackets, in any order of things."""
    written = [
        (word.label("zh") if count is None else form.format(name=word.label("zh"), count=count))
        + ("" if day is None else expiry.format(day=day))
        for word, count, day, form, expiry in things
    ]
    assert items_of(Facility)(separator.join(written)).value == tuple(
        Item(word, count, day) for word, count, day, _, _ in things
    )


@given(
    st.lists(st.sampled_from(["空调", "微波炉", "量子炉", "时光机", "急救箱(有效期至2025-02-30)"]))
)
def test_every_bad_thing_is_told_alone(parts: list[str]) -> None:
    """All of them at once, each with its own text, in the order of the cell."""
    wanted = [part for part in parts if part not in {"空调", "微波炉"}]
    told = []
    try:
        items_of(Facility)("、".join(parts))
    except InvalidValue as error:
        told = [problem.params["value"] for problem in error.problems]
    assert told == wanted


def _problems(take: object, raw: object, kind: str) -> list[Problem]:
    with pytest.raises(InvalidValue) as caught:
        take(raw)  # type: ignore[operator]
    return list(named(caught.value.problems, kind))


def test_messages_of_lists() -> None:
    """The thing alone, and the words that would do in the language of the message."""
    (problem,) = _problems(items_of(Facility), "风扇、量子炉", "facilities")
    words = "、".join(word.label("zh") for word in Facility)
    assert problem.text("zh") == (
        f"无法将 '量子炉' 解析为设施：应为下列之一：{words}，实际为 '量子炉'。"
    )
    (problem,) = _problems(words_of(Posting), "服务清单、-", "postings")
    assert problem.params["value"] == "-"
    (problem,) = _problems(word_of(Tier), "豪华型", "tier")
    assert problem.text("en") == (
        "Failed to parse '豪华型' as tier: expected one of comprehensive, basic, mobile, "
        "got '豪华型'."
    )
    first, second = _problems(
        items_of(Facility), "急救箱(有效期至2025-02-30)、空调(旧)", "facilities"
    )
    assert first.text("zh") == (
        "无法将 '急救箱(有效期至2025-02-30)' 解析为设施：应为形如 2026-01-13 的日期，"
        "实际为 '急救箱(有效期至2025-02-30)'。"
    )
    assert second.text("zh") == (
        "无法将 '空调(旧)' 解析为设施：应为括号内为数量或有效期，"
        "形如 急救箱(有效期至2026-12-31)，实际为 '空调(旧)'。"
    )


def test_labels_are_the_words_of_a_list_in_a_language() -> None:
    """As text the codes, as a parameter of a message the labels."""
    assert Labels(Tier) == "comprehensive, basic, mobile"
    assert Labels(Channel).label("zh") == "现场、线上、现场和线上"
    assert Labels(Channel).label("en") == "on site, online, on site and online"


@pytest.mark.parametrize(
    ("raw", "flag"),
    [(raw, True) for raw in ("是", "有", "√", "✓", "YES", "y", "true", "1", "１", True, 1, 1.0)]
    + [(raw, False) for raw in ("否", "无", "×", "x", "No", "false", "0", False, 0, 0.0, "没有")],
)  # fmt: skip
def test_yes_and_no_as_people_write_them(raw: object, *, flag: bool) -> None:
    """In a cell of yes and no 无 says no."""
    assert take_flag(raw) == Taken(flag)


@pytest.mark.parametrize("raw", ["部分", "是否", 2, 0.5, "否(9.9元)"])
def test_what_is_neither_yes_nor_no_is_refused(raw: object) -> None:
    """A third answer is no answer to the question of the column."""
    (problem,) = _problems(take_flag, raw, "on_map")
    assert problem.text("zh") == f"无法将 {raw!r} 解析为地图可查：应为是或否，实际为 {raw!r}。"


@given(st.integers(0, 10**8), st.sampled_from(["否({})", "否（{}）", "收费 {}", "{}", "否{}"]))
def test_a_price_in_a_flag_cell_is_read_and_noted(fen: int, form: str) -> None:
    """What costs something is not free; a person should confirm the price."""
    raw = form.format(f"{fen // 100}.{fen % 100:02}元")
    taken = take_priced_flag(raw)
    assert taken.value == (False, fen)
    assert [note.code for note in taken.notes] == ["flag.price"]


@pytest.mark.parametrize(
    ("raw", "read"),
    [("是", (True, None)), ("否", (False, None)), ("免费", (True, None)), ("收费", (False, None)),
     (True, (True, None)), ("否(9.9元)", (False, 990)), ("否(￥1,200/次)", (False, 120_000)),
     ("是(0元)", (True, 0)), ("0", (False, None)), ("不详", None)],
)  # fmt: skip
def test_whether_something_is_free(raw: object, read: object) -> None:
    """With a price or without."""
    assert take_priced_flag(raw).value == read


@pytest.mark.parametrize("raw", ["9.9", "也许(5元)", "不详(5元)", "(", "否(9.9.9元)", "5元 5元"])
def test_what_tells_neither_flag_nor_price_is_refused(raw: str) -> None:
    """A number alone may be anything."""
    (problem,) = _problems(take_priced_flag, raw, "free")
    assert problem.code in {"flag.written", "money.written"}
    assert problem.params["value"] == raw


@given(st.lists(st.sampled_from(["甲局", "乙（示例、一）公司", "丙 Co."]), min_size=1))
def test_names_are_read_one_by_one(names: list[str]) -> None:
    """Names stay as they stand, with what is in their brackets."""
    for separator in SEPARATORS:
        assert take_names(separator.join(names)).value == tuple(names)
