"""What once broke a door, kept as tests: each ends in the documented error, in bounded time."""

import json
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal, localcontext
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from ridehire_partybuild import (
    FACTS,
    DatedHours,
    InvalidDocument,
    InvalidValue,
    OpeningHours,
    Problem,
    Readings,
    Register,
    Site,
    Station,
    dumps,
    load,
    loads,
)
from ridehire_partybuild.errors.problems import ENOUGH, MOST_TOLD, first_told
from ridehire_partybuild.exchange import syntax
from ridehire_partybuild.exchange.streams import iter_records

CITY: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "examples" / "data" / "dongying.json").read_text(encoding="utf-8")
)
NESTED = [
    (name, index, key)
    for name in ("stations", "actors", "branches", "hosts", "sessions", "observations", "waivers")
    for index in (0, -1)
    for key in CITY[name][index]
    if index == 0 or key not in CITY[name][0]
]


def document(kind: str, **fields: Any) -> str:
    """Return a JSON document."""
    return json.dumps({"format": f"ridehire-partybuild/{kind}/1", **fields})


ALIKE: tuple[Any, ...] = (5, [], {}, {"x": 1})
LIKE_THESE = [pytest.param(one, marks=pytest.mark.slow) for one in ALIKE]


@pytest.mark.parametrize(("name", "index", "key"), NESTED, ids=str)
@pytest.mark.parametrize("spoiled", [None, "x", [5], "missing", *LIKE_THESE], ids=repr)
def test_an_ordinary_mistake_in_any_field_is_told(
    name: str, index: int, key: str, spoiled: object
) -> None:
    """Every field spoiled or missing ends in a register or in located problems."""
    city = deepcopy(CITY)
    if spoiled == "missing":
        del city[name][index][key]
    else:
        city[name][index][key] = spoiled
    found: tuple[Problem, ...] = ()
    try:
        loads(json.dumps(city), Register)
    except InvalidDocument as error:
        found = error.problems or (Problem(code="nothing"),)
    for problem in found:
        assert problem.line is not None
        assert problem.text("zh")
        assert problem.text("en")


@pytest.mark.parametrize(
    "text",
    [
        "a." * 32_000 + "a=1",
        "[" + "a." * 32_000 + "a]",
        'x = { "b".' + "c . " * 20_000 + "d = 1 }",
    ],
)
def test_dotted_keys_of_toml_are_nesting(text: str) -> None:
    """Nesting deeper than 64 is refused before the parser builds it."""
    with pytest.raises(InvalidDocument) as caught:
        loads(text, syntax="toml")
    assert [one.code for one in caught.value.problems] == ["document.depth"]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("1e1000000", "number.range"),
        ("1e-2000000", "number.digits"),
        ("11." + "9" * 35, "number.digits"),
        ("9" * 5000, "number.range"),
        ("NaN", "number.finite"),
    ],
)
def test_numbers_are_read_exactly_or_refused(number: str, code: str) -> None:
    """No number is rounded on its way in."""
    with pytest.raises(InvalidDocument) as caught:
        loads(f'{{"format": "ridehire-partybuild/site/1", "area_m2": {number}}}')
    assert caught.value.problems[0].code in {code, "number.finite", "number.digits"}
    assert caught.value.problems[0].path == "$.area_m2"
    assert len(caught.value.text("zh")) < 400


def test_the_callers_decimal_context_changes_nothing() -> None:
    """Equal inputs, equal objects, whatever the host program does with its decimals."""
    with localcontext() as context:
        context.prec = 3
        site = Site(longitude=Decimal("118.674321"), area_m2=Decimal("12.50000"))
    assert (site.longitude, str(site.area_m2)) == (Decimal("118.674321"), "12.5")


def test_what_was_written_is_read_again() -> None:
    """Hours that print are hours that parse, with 120 exceptions too; longer ones are refused."""
    first = date(2025, 1, 1)
    days = [first + timedelta(days=2 * n) for n in range(2000)]
    exceptions = tuple(DatedHours(first=day, last=day) for day in days)
    hours = OpeningHours(week=((),) * 7, exceptions=exceptions[:120])
    assert loads(dumps(hours)) == hours
    with pytest.raises(InvalidValue) as caught:
        OpeningHours(week=((),) * 7, exceptions=exceptions)
    assert [one.code for one in caught.value.problems] == ["text.length"]


@pytest.mark.parametrize("kind", ["fact", "facts", "readings", "explanation", "subject_file", "x"])
def test_what_is_worked_out_is_no_document(kind: str) -> None:
    """A format tag leads to a document or to a located problem, never into the machinery."""
    with pytest.raises(InvalidDocument) as caught:
        loads(document(kind, lang="x", read=1))
    assert [one.path for one in caught.value.problems] == ["$.format"]


@pytest.mark.parametrize("kind", ["Register", 5, Station | Site, Site(), Readings, type(FACTS)])
def test_a_kind_is_a_class_of_documents(kind: Any) -> None:
    """What is no class of documents is a TypeError, which names it."""
    with pytest.raises(TypeError, match="no document holds a"):
        loads("{}", kind)


def test_a_time_of_toml_is_no_opening_hours() -> None:
    """A TOML local time where hours or a cadence should stand is a located problem."""
    text = 'format="ridehire-partybuild/service/1"\ndomain="basic"\nitem="x"\nwhen=07:32:00'
    with pytest.raises(InvalidDocument) as caught:
        loads(text, syntax="toml")
    assert [one.path for one in caught.value.problems] == ["$.when"]


class _Mute:
    def __repr__(self) -> str:
        raise ZeroDivisionError


@pytest.mark.parametrize(
    "value", [[10**5000], _Mute(), 10**100_000], ids=["in a list", "mute", "huge"]
)
def test_a_message_is_told_whatever_the_value_is(value: Any) -> None:
    """`.text()` never raises, and stays short."""
    with pytest.raises(InvalidValue) as caught:
        Site(seats=value)
    for lang in ("zh", "en"):
        assert len(caught.value.text("zh" if lang == "zh" else "en")) < 300


def test_an_actor_at_home_elsewhere_lends_no_station_its_sessions() -> None:
    """A city's code is an id only of a city that has stations."""
    register = loads(
        document(
            "register",
            stations=[{"id": "370300", "name": "示例", "region": "370502", "tier": "basic"}],
            actors=[{"id": "A", "name": "示例", "role": "association", "region": "370300"}],
            sessions=[
                {
                    "id": "X",
                    "kind": "symposium",
                    "venue": "示例",
                    "start": "2026-01-13T09:30:00+08:00",
                    "end": "2026-01-13T10:30:00+08:00",
                    "status": "held",
                    "organiser": {"name": "示例", "actor": "A"},
                }
            ],
        ),
        Register,
    )
    assert register.of("370300").sessions == ()
    assert len(register.of("A").sessions) == 1


STATION = '{"id": "S", "name": "n", "region": "370502", "tier": "basic"}'


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "rest"),
    [
        ("register", '"stations": [' + ", ".join(["{}"] * 100_000) + "]"),
        ("register", '"stations": [' + ", ".join([STATION] * 20_000) + "]"),
        ("register", ", ".join(f'"k{n}": 1' for n in range(100_000))),
        ("register", ", ".join(['"k": 1'] * 100_000)),
        ("changes", '"changes": [' + ", ".join(['{"after": {}}'] * 50_000) + "]"),
        ("changes", '"changes": [' + ", ".join([f'{{"after": {STATION}}}'] * 20_000) + "]"),
    ],
    ids=["empty", "doubled", "unknown", "keys", "changes", "twice"],
)
def test_of_very_many_problems_the_first_are_told(kind: str, rest: str) -> None:
    """One error holds 10,000 problems and says that there are more, in bounded time."""
    begin = process_time()
    with pytest.raises(InvalidDocument) as caught:
        loads(f'{{"format": "ridehire-partybuild/{kind}/1", {rest}}}')
    assert process_time() - begin < 150
    found = caught.value.problems
    assert len(found) == ENOUGH
    assert found[-1].code == "problems.more"
    assert "problems.more" not in {one.code for one in found[:-1]}
    assert len(caught.value.text("zh")) < 2**23


def test_references_are_not_judged_by_what_was_left_unread() -> None:
    """Where reading stops at the bad records, what comes after them is nobody's mistake."""
    good = STATION.replace('"S"', '"S-9"')
    text = document("register")[:-1] + ', "stations": ['
    text += ", ".join(["{}"] * 5_000) + f", {good}], "
    text += '"sessions": [{"id": "X", "station": "S-9"}]}'
    with pytest.raises(InvalidDocument) as caught:
        loads(text, Register)
    assert "id.dangling" not in {one.code for one in caught.value.problems}


def test_more_is_said_once_and_last() -> None:
    """What a part has too many of, the whole has too many of; told again, it stays the same."""
    one = Problem(code="cell.missing", params={"kind": "name", "value": "x"})
    part = first_told([one] * (MOST_TOLD + 1))
    whole = first_told([*part[::-1], *part])
    assert whole == first_told(whole) == part
    assert first_told([one] * MOST_TOLD) == (one,) * MOST_TOLD
    assert whole[-1].text("zh") == (
        "无法将 … 解析为文件：应为不超过 10000 个问题，实际为更多问题，仅列出前面的部分。"
    )


@pytest.mark.parametrize("kind", [Register, None])
def test_more_values_than_a_memory_holds_are_refused(kind: Any) -> None:
    """They are counted before any of them is made."""
    many = "0.1, " * syntax.MOST_VALUES
    begin = process_time()
    with pytest.raises(InvalidDocument) as caught:
        loads(f'{{"stations": [{many}1]}}', kind)
    assert process_time() - begin < 30
    assert [(one.code, one.path) for one in caught.value.problems] == [("document.values", "$")]


@pytest.mark.parametrize("name", ["a.json", "a.toml"])
def test_a_file_larger_than_any_is_not_read_to_its_end(tmp_path: Path, name: str) -> None:
    """A file of 8 GiB (of nothing, on the disk too) is refused by its size."""
    with (tmp_path / name).open("wb") as file:
        file.truncate(8 * 2**30)
    with pytest.raises(InvalidDocument) as caught:
        load(tmp_path / name)
    limit = {"a.json": 128, "a.toml": 4}[name]
    assert caught.value.text() == (
        f"Failed to parse … as document: expected a document of at most {limit} MiB, "
        "got a larger one."
    )


def test_a_stream_of_bad_lines_keeps_what_is_good(tmp_path: Path) -> None:
    """The list of problems stays bounded, and the good line after them is read."""
    path = tmp_path / "a.jsonl"
    good = document("text", zh="甲", en="a")
    path.write_text("{}\n" * (MOST_TOLD + 500) + good + "\n", encoding="utf-8")
    problems: list[Problem] = []
    assert [one.zh for one in iter_records(path, problems=problems)] == ["甲"]
    assert len(problems) == ENOUGH
    assert problems[-1].code == "problems.more"


def test_quotes_that_nothing_closes_are_looked_at_once() -> None:
    """Of a line of TOML with many dots and many open quotes each quote took time anew: n²."""
    text = ".," * 65 + '\\"' * 200_000
    begin = process_time()
    with pytest.raises(InvalidDocument) as caught:
        loads(text, syntax="toml")
    assert process_time() - begin < 30
    assert [one.code for one in caught.value.problems] == ["document.syntax"]


@pytest.mark.parametrize("quote", ['"', '"a" = "', '"\\\\" = "', "'\"' = \""])
def test_dots_behind_a_quote_that_nothing_closes_are_dots(quote: str) -> None:
    """A key of too many parts is found wherever in a line it stands."""
    with pytest.raises(InvalidDocument) as caught:
        loads(quote + "x" + "[" + "a." * 65 + "a]", syntax="toml")
    assert [one.code for one in caught.value.problems] == ["document.depth"]


def test_zeros_behind_a_point_are_taken_off_at_once() -> None:
    """A number of a million zeros took them off one by one, copying the rest each time: n²."""
    begin = process_time()
    found = loads('{"format": "ridehire-partybuild/site/1", "area_m2": 12.5' + "0" * 10**6 + "}")
    assert process_time() - begin < 30
    assert str(found.area_m2) == "12.5"
