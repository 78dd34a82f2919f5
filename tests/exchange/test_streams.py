"""Streams: one record a line, each checked alone, in the memory of one line."""

import json
import sys
import tracemalloc
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import Register, Station, Text, Tier
from ridehire_partybuild.errors import InvalidDocument, Problem
from ridehire_partybuild.exchange import (
    collect,
    dump_records,
    dumps,
    iter_records,
    loads,
    streams,
)
from ridehire_partybuild.model import COLLECTIONS, Host, Party
from ridehire_partybuild.testing import strategies
from ridehire_partybuild.values import Region

STATION = '{"format":"ridehire-partybuild/station/1","id":"S-%d","name":"x","region":"370502",'
GOOD = STATION + '"tier":"basic"}'
BAD = STATION + '"tier":"big","seats":3}'


def _written(folder: Path, lines: Iterable[str], name: str = "a.jsonl") -> Path:
    path = folder / name
    path.write_bytes("\n".join(lines).encode())
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for what properties write."""
    return tmp_path_factory.mktemp("streams")


ANY_RECORD = st.one_of(
    strategies.stations(), strategies.observations(), strategies.sites(), strategies.cadences(),
    strategies.station_ids(), strategies.registers(),
)  # fmt: skip


@given(st.lists(ANY_RECORD, max_size=5))
def test_round_trip(folder: Path, records: list[Any]) -> None:
    """Law 10 by the line: what is read is what was written, in order, and the same bytes again."""
    first, second = folder / "first.jsonl", folder / "second.jsonl"
    dump_records(records, first)
    found = list(iter_records(first))
    assert found == records
    dump_records(found, second)
    assert second.read_bytes() == first.read_bytes()
    lines = first.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [json.loads(dumps(one)) for one in records]


@given(strategies.registers(), st.randoms(use_true_random=False))
def test_a_register_is_collected_from_its_records(register: Register, random: Any) -> None:
    """Law 11: whatever the order of the records, the same register."""
    records = [one for name in COLLECTIONS for one in getattr(register, name)]
    random.shuffle(records)
    assert collect(iter(records)) == register


def test_the_form_of_a_line(tmp_path: Path) -> None:
    """A document on one line, without spaces, Chinese as it is, lines ended by newlines alone."""
    path = tmp_path / "a.jsonl"
    dump_records([Text(zh="中\u2028文", en="e\nn"), Region("370502")], path)
    assert path.read_bytes().decode() == (
        '{"format":"ridehire-partybuild/text/1","zh":"中\\u2028文","en":"e\\nn"}\n'
        '{"format":"ridehire-partybuild/region/1","value":"370502"}\n'
    )


def test_blank_lines_and_byte_order_marks_are_passed_over(tmp_path: Path) -> None:
    """Files of Windows programs, put one behind the other, are read as they are."""
    path = tmp_path / "a.jsonl"
    lines = ["\ufeff" + GOOD % 1, "", " \t\r", "\ufeff", "\ufeff" + GOOD % 2 + "\r", ""]
    path.write_bytes("\n".join(lines).encode())
    assert [one.id for one in iter_records(path, kind=Station)] == ["S-1", "S-2"]
    assert list(iter_records(_written(tmp_path, [], "empty.jsonl"))) == []


def test_a_bad_line_raises_where_it_stands(tmp_path: Path) -> None:
    """What came before it was read; all that is wrong with it is told with its line."""
    lines = ['"zh":"a","en":"b"', "", '"zh":5,"fr":"c"', '"zh":"d","en":"e"']
    head = '{"format":"ridehire-partybuild/text/1",'
    path = _written(tmp_path, [line and f"{head}{line}}}" for line in lines])
    records = iter_records(path)
    assert next(records) == Text(zh="a", en="b")
    with pytest.raises(InvalidDocument) as caught:
        next(records)
    assert str(caught.value) == (
        "$[1].fr (line 3): Failed to parse 'fr' as Text: expected one of zh, en, got the key fr.\n"
        "$[1].zh (line 3): Failed to parse 5 as zh: expected str, got int.\n"
        "$[1] (line 3): Failed to parse {…} as Text: expected the key en, got none."
    )
    assert list(records) == []


def test_bad_lines_are_collected_and_the_others_read(tmp_path: Path) -> None:
    """With a list given, everything wrong with the file is told at once, in order."""
    lines = [BAD % 1, GOOD % 2, "[]", '{"format":"ridehire-partybuild/text/1","zh":"a"}', GOOD % 5]
    found: list[Problem] = []
    path = _written(tmp_path, lines)
    assert [one.id for one in iter_records(path, kind=Station, problems=found)] == ["S-2", "S-5"]
    assert [(one.line, one.path, one.code) for one in found] == [
        (1, "$[0].seats", "key.unknown"),
        (1, "$[0].tier", "vocabulary"),
        (3, "$[2]", "type"),
        (4, "$[3].format", "document.format"),
    ]


def test_a_file_cut_off_is_told_at_its_last_line(tmp_path: Path) -> None:
    """The records before the cut are read; the line that breaks off is told with its place."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(f"{GOOD % 1}\n{GOOD % 2}"[:-20].encode())
    found: list[Problem] = []
    assert [one.id for one in iter_records(path, problems=found)] == ["S-1"]
    assert [problem.text() for problem in found] == [
        "$[1] (line 2): Failed to parse '\"' as JSON: expected JSON, got '\"' (2:74)."
    ]
    path.write_bytes(f"{GOOD % 1}\n{GOOD % 2}".encode())  # whole, without a newline at its end
    assert [one.id for one in iter_records(path)] == ["S-1", "S-2"]


def test_bytes_that_are_no_text_are_told_with_their_line(tmp_path: Path) -> None:
    """UTF-8 is read line by line: a line in another encoding spoils no other."""
    path = tmp_path / "a.jsonl"
    path.write_bytes((GOOD % 1).encode() + b"\n" + "{阵地".encode("gbk") + b"\n")
    found: list[Problem] = []
    assert [one.id for one in iter_records(path, problems=found)] == ["S-1"]
    assert [(one.line, one.params["detail"]) for one in found] == [(2, "0xd5 (2:2)")]


def test_a_line_too_long_is_refused_unread(tmp_path: Path) -> None:
    """A line of 16 MiB is read, a longer one is told, and what follows it is read."""
    padding = streams.MOST_BYTES - len(GOOD % 1) - 1
    longest = (GOOD % 1)[:-1] + " " * padding + "}"
    path = _written(tmp_path, [longest, " " + longest, "x" * (3 * streams.MOST_BYTES), GOOD % 2])
    found: list[Problem] = []
    tracemalloc.start()
    ids = [one.id for one in iter_records(path, kind=Station, problems=found)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert ids == ["S-1", "S-2"]
    assert [problem.text() for problem in found] == [
        f"$[{index}] (line {index + 1}): Failed to parse ••• as JSON: expected 1 to 16777216 "
        "characters, got >16777216."
        for index in (1, 2)
    ]
    assert peak < 8 * streams.MOST_BYTES


def _peak(records: Iterator[object], lines: int) -> int:
    """Return the peak of memory while so many records are read."""
    tracemalloc.start()
    assert sum(1 for _ in islice(records, lines)) == lines
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


@pytest.mark.slow
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """Of 200,000 lines the last ones take what the first ones took, and nothing is kept between."""
    path = tmp_path / "many.jsonl"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(
            f'{{"format":"ridehire-partybuild/region/1","value":"{370000 + one % 999}"}}\n'
            for one in range(200_000)
        )
    records = iter_records(path)
    next(records)  # what is made once is made before
    early = _peak(records, 2_000)
    blocks = sys.getallocatedblocks()
    assert sum(1 for _ in islice(records, 195_999)) == 195_999
    assert sys.getallocatedblocks() - blocks < 1_000
    assert _peak(records, 2_000) < max(2 * early, 2**18)
    assert list(records) == []


def test_collecting_tells_everything_at_once() -> None:
    """What no register holds, ids used twice, references to nothing."""
    host = Host(id="H-1", party=Party(name="x", actor="A-9"))
    stations = [
        Station(id="S-1", name=name, region=Region("370502"), tier=Tier.BASIC) for name in "ab"
    ]
    with pytest.raises(InvalidDocument) as caught:
        collect([*stations, Text(zh="中", en="e"), host, 5])  # type: ignore[list-item]
    assert [(one.path, one.code) for one in caught.value.problems] == [
        ("$[2]", "type"),
        ("$[4]", "type"),
        ("$.stations['S-1'].id", "id.duplicate"),
        ("$.hosts['H-1'].party.actor", "id.dangling"),
    ]
    assert collect([]) == Register()


def test_what_has_no_document_is_refused(tmp_path: Path) -> None:
    """Only our own records have documents; the lines before it are there."""
    path = tmp_path / "a.jsonl"
    with pytest.raises(TypeError, match="no document holds"):
        dump_records([Region("370502"), 5, Region("370503")], path)
    assert list(iter_records(path)) == [Region("370502")]


def test_an_earlier_version_is_migrated_by_the_line(tmp_path: Path) -> None:
    """Migrations serve streams as they serve documents."""
    path = _written(tmp_path, [GOOD % 1, (GOOD % 2).replace("/1", "/2")])
    named = iter_records(
        path, kind=Station, migrations={("station", 1): lambda body: body | {"name": "earlier"}}
    )
    assert [(one.id, one.name) for one in named] == [("S-1", "earlier"), ("S-2", "x")]
    assert loads(GOOD % 1).name == "x"


def test_of_very_many_strangers_the_first_are_told() -> None:
    """What no register holds is looked at only while it will be told."""
    with pytest.raises(InvalidDocument) as caught:
        collect([None] * 12_000)  # type: ignore[list-item]
    assert len(caught.value.problems) == 10_001
    assert caught.value.problems[-1].code == "problems.more"
