"""A sample of what ``make fuzz`` tries, and all that ever broke a door."""

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ridehire_partybuild import InvalidValue

from .broken import BROKEN
from .doors import DOORS
from .harness import SLOTS, Door, EndlessError, Totals, UntoldError, dealt, told, tried, worked
from .harness import _begin as begin

CORPUS = Path(__file__).parent / "corpus"
FILES = sorted(path for path in CORPUS.glob("*/*") if path.is_file())
BY_NAME = {door.name: door for door in DOORS}
SAMPLE = range(3, SLOTS, 29)
TOLD = [(name, what) for name, kept in BROKEN.items() for what in kept]


@pytest.fixture(autouse=True)
def _bounded() -> Iterator[None]:
    """Each takes a second at most; what would never end is stopped."""

    def ring(*_: object) -> None:
        raise EndlessError

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, 60)
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, before)


@pytest.mark.slow
def test_a_sample_of_every_door_ends_as_documented() -> None:
    """'No exception but the documented ones': whatever is given, to whatever door."""
    begin(DOORS, 0)
    totals = worked(list(SAMPLE))
    assert totals.wrong == []
    assert totals.ends.total() == len(SAMPLE)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_once_broke_a_door_ends_as_documented(path: Path) -> None:
    """A file of the corpus is read or refused, and all that is wrong with it can be told."""
    door = BY_NAME[path.parent.name]
    assert tried(door, door.kept(path.name, path.read_bytes()))


@pytest.mark.slow
@pytest.mark.parametrize(("name", "what"), TOLD)
def test_very_many_of_one_thing_end_as_documented(name: str, what: str) -> None:
    """What took time without end, or all memory, is bounded."""
    assert tried(BY_NAME[name], BROKEN[name][what]())


def test_the_same_number_makes_the_same_input() -> None:
    """What breaks can be made again from its number and seed."""
    for number in range(0, SLOTS, 41):
        door, make = dealt(DOORS, number, 7)
        if door.name != "constructors":  # whose odd objects are equal to themselves alone
            assert make() == make(), door.name


def test_the_table_of_doors_tells_them_all() -> None:
    """What README.md says of doors is what is tried."""
    lines = (Path(__file__).parent / "README.md").read_text(encoding="utf-8").splitlines()
    rows = [
        f"| {door.name} | {door.calls} | "
        f"{', '.join(f'`{end.__name__}`' for end in door.ends)} | {door.share} |"
        for door in DOORS
    ]
    assert [line for line in lines if line.startswith("| ") and "`" in line] == rows


def _door(used: Any) -> tuple[Door, ...]:
    return (
        Door(name="x", calls="x", ends=(InvalidValue,), share=SLOTS, made=lambda _: "x", used=used),
    )


def test_what_is_not_documented_is_told_with_its_number() -> None:
    """Another exception, a problem that cannot be told and a wrong value are all faults."""

    def foreign(_: object) -> None:
        raise KeyError("x")

    def untold(_: object) -> None:
        raise InvalidValue.of("no.such.code", "x", "x")

    for used in (foreign, untold):
        begin(_door(used), 3)
        totals: Totals = worked([11])
        assert len(totals.wrong) == 1
        assert totals.wrong[0].startswith("x: --only 11 --seed 3: ")


def test_a_secret_that_is_told_is_a_fault() -> None:
    """Whatever is wrong with a sensitive value, no text of it holds the value."""
    error = InvalidValue.of("type", "x", "机密", wanted="int", actual="str")
    with pytest.raises(UntoldError):
        told(error, ["机密"])
    told(error, ["别的"])
