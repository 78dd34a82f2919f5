"""JSON Lines: records read one at a time, and the register that they make."""

import json
from functools import cache
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from ridehire_partybuild import (
    InvalidDocument,
    Problem,
    UnusableRule,
    collect,
    dump_records,
    iter_records,
)
from ridehire_partybuild.model import AnyRecord

from ..drawing import record
from ..harness import Door, told
from ..mutations import copied, scratched, scratched_bytes, spoiled
from .documents import city, plain_of


@cache
def folder() -> Path:
    """Return a folder of this process alone."""
    return Path(mkdtemp(prefix="fuzz-"))


def _line(rng: Random) -> str:
    if rng.random() < 0.5:
        key = rng.choice(("stations", "actors", "branches", "hosts", "sessions", "observations"))
        kind = {"branches": "branch"}.get(key, key.removesuffix("s"))
        plain = {"format": f"ridehire-partybuild/{kind}/1", **copied(rng.choice(city()[key]))}
    else:
        plain = plain_of(record(rng, kept=2))
    for _ in range(rng.choice((0, 0, 0, 1, 2))):
        spoiled(rng, plain)
    text = json.dumps(plain, ensure_ascii=rng.random() < 0.5)
    return scratched(rng, text) if rng.random() < 0.1 else text


def made(rng: Random) -> tuple[bytes, bool]:
    """Return the bytes of a file, and whether its mistakes are to be gathered."""
    ends = rng.choice(("\n", "\n", "\r\n", "\n\n", "\r", "\u2028"))
    text = ends.join(_line(rng) for _ in range(rng.randint(0, 6)))
    data = text.encode("utf-8-sig" if rng.random() < 0.2 else "utf-8", "surrogatepass")
    if rng.random() < 0.2:
        data = scratched_bytes(rng, data)
    return data, rng.random() < 0.7


def used(given: tuple[bytes, bool]) -> str:
    """Read a file, make a register of its records, and write and read them again."""
    data, gathers = given
    path = folder() / "records.jsonl"
    path.write_bytes(data)
    problems: list[Problem] = []
    found = list(iter_records(path, problems=problems if gathers else None))
    if problems:
        told(InvalidDocument(problems))
    dump_records(found, path)
    assert list(iter_records(path)) == found
    register = collect([one for one in found if isinstance(one, AnyRecord)])
    assert collect(reversed([one for one in found if isinstance(one, AnyRecord)])) == register
    return "records"


def kept(_: str, data: bytes) -> tuple[bytes, bool]:
    """Return a file of the corpus."""
    return data, True


DOOR = Door(
    name="streams",
    calls="`iter_records`, `collect` and `dump_records`, JSON Lines",
    ends=(InvalidDocument, UnusableRule),
    share=35,
    made=made,
    used=used,
    kept=kept,
)
