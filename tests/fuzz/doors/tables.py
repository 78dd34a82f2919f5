"""CSV files of any encoding, as offices keep them and as nobody does."""

from datetime import date
from functools import cache
from pathlib import Path
from random import Random

from ridehire_partybuild import InvalidDocument, Register, dumps, loads
from ridehire_partybuild.exchange.tables import Reading, annotate, inspect, read, write
from ridehire_partybuild.exchange.tables.layout import all_columns, layouts
from ridehire_partybuild.testing import strategies

from ..drawing import sample
from ..harness import LANGS, Door, told
from ..mutations import MORE_TEXTS, NUMBERS, TEXTS, scratched, scratched_bytes
from .documents import city
from .streams import folder

ON = date(2026, 1, 1)
SECRET = "13987654321"  # noqa: S105 - it is nobody's
CELLS = (
    "1月5日", "2026.1.5", "2026/1/5", "45000", "45000.5", "周一至周五9:00-17:00",
    "每天 9点到17点半", "全天", "24小时", "工作日", "法定节假日除外", "周一、三、五", "上午9点",
    "1,234.5", "1万元", "¥12", "二十四个", "24个", "约30", "30-40", "是", "否", "有", "无", "√",
    "×", "不详", "—", "/", "免费", "收费5元", "风扇2台、微波炉(1台,2026年3月到期)", "微波炉（2台",
    "雨伞×5", "党课", "每季度1次", "每周2次", "3个工作日", "当场", "0546-8338888", "微信 abc",
    "示例阵地", "示例公司（甲）", "370502", "东营区", "91370500TEAT000154", "978-7-5440-0001-7",
    "7-5440-0001-X", "2026年第一季度", "2026-Q1", "2026年3月", "0.5E+3", "1E+400", "#N/A", "TRUE",
    "x-包饺子", "包饺子", "Mo-Fr 08:30-11:00; PH off", "详见附表", "\n第二行", "，，，", "((((",
    "))))", "（（（", "1" * 40, "１２．５", "㎡", "平方米", "12平方米", "亩", "2026-13-45",
    "13月40日", "昨天", "凌晨2:00", "25:61", "9:00-8:00", "周八", "_x0041_", "'=1", "=1+1",
)  # fmt: skip

Given = tuple[str, bytes, bool, bool]
"""A title, the bytes of a file, whether it is annotated too, and whether it holds secrets."""


@cache
def whole_city() -> Register:
    """Return the register of the example city."""
    import json  # noqa: PLC0415

    found: Register = loads(json.dumps(city()), Register)
    return found


def register(rng: Random) -> Register:
    """Return a register: the example's or a drawn one."""
    return whole_city() if rng.random() < 0.3 else sample(strategies.registers, rng, kept=16)


@cache
def _sheet(of_city: bool, index: int, name: str) -> list[str]:  # noqa: FBT001
    found = whole_city() if of_city else sample(strategies.registers, Random(index), kept=16)
    path = folder() / "sheet.csv"
    write(found, path, collection=name)
    return path.read_bytes().decode("utf-8-sig").split("\r\n")


def _rows(rng: Random) -> tuple[str, list[list[str]]]:
    """Return the title of a sheet and its cells, of which some hold what a person might write."""
    layout = rng.choice(list(layouts().values()))
    lines = _sheet(rng.random() < 0.4, rng.randrange(16), layout.name)
    head, *rest = [line.strip('"').split('","') for line in lines if line]
    if not rest or rng.random() < 0.3:
        columns = list(layout.columns.values())
        kept = rng.sample(columns, rng.randint(1, min(10, len(columns))))
        head = [rng.choice(one.headers) for one in kept]
        rest = [[""] * len(head) for _ in range(rng.randint(1, 4))]
    rows = [head, *rng.sample(rest, min(len(rest), rng.randint(1, 5)))]
    for _ in range(rng.choice((0, 1, 2, 5, 20))):
        row = rng.choice(rows[1:])
        row[rng.randrange(len(row))] = any_cell(rng)
    if rng.random() < 0.2:
        rows[0][rng.randrange(len(head))] = rng.choice((*CELLS, *TEXTS))
    if rng.random() < 0.1:
        rng.shuffle(rows)
    if rng.random() < 0.2:
        rows.insert(rng.randrange(len(rows)), [rng.choice(CELLS)] * rng.choice((0, 1, 3, 250)))
    return rng.choice(layout.titles), rows


def any_cell(rng: Random) -> str:
    """Return what may stand in a cell."""
    chance = rng.random()
    if chance < 0.6:
        return rng.choice(CELLS)
    if chance < 0.8:
        return rng.choice((*TEXTS, *MORE_TEXTS, *NUMBERS))
    if chance < 0.82:
        return rng.choice(CELLS) * rng.choice((10, 300, 3000))
    return scratched(rng, rng.choice(CELLS) + rng.choice(CELLS))


def _field(rng: Random, text: str, *, whole: bool) -> str:
    """Return a cell as a file has it; one that is not whole may spill into its neighbours."""
    if not whole and rng.random() < 0.02:
        return text
    quoted = text.replace('"', '""')
    return f'"{quoted}"' if rng.random() < 0.7 or set(text) & set('",;|\t\r\n') else text


def made(rng: Random) -> Given:
    """Return a file."""
    if rng.random() < 0.05:
        return "阵地台账", rng.randbytes(rng.choice((0, 1, 3, 50, 2000))), False, False
    title, rows = _rows(rng)
    secretive = rng.random() < 0.15
    if secretive:
        _keep_secret(rng, rows)
    delimiter, ends = rng.choice(",,,;\t|"), rng.choice(("\n", "\r\n", "\r"))
    text = ends.join(
        delimiter.join(_field(rng, one, whole=secretive) for one in row) for row in rows
    )
    if not secretive and rng.random() < 0.15:
        text = scratched(rng, text)
    encoding = rng.choice(("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be", "utf-32"))
    data = text.encode(encoding, "replace")
    if not secretive and rng.random() < 0.15:
        data = scratched_bytes(rng, data)
    return title, data, rng.random() < 0.1, secretive


def _keep_secret(rng: Random, rows: list[list[str]]) -> None:
    """Put a secret into the columns that may hold one, and nowhere else."""
    secret = {name for _, one in all_columns() if one.sensitive for name in one.headers}
    open_ = {name for _, one in all_columns() if not one.sensitive for name in one.headers}
    for index, header in enumerate(rows[0]):
        if header in secret - open_:
            for row in rows[1:]:
                if index < len(row):
                    row[index] = rng.choice(("", "x", "\x00", ",", "=")) + SECRET * rng.choice(
                        (1, 400)
                    )


def hold(reading: Reading) -> None:
    """Hold a reading to its promises."""
    assert (reading.register is None) == bool(reading.problems)
    for note in reading.notes[:50]:
        assert all(note.text(lang) for lang in LANGS)
    if reading.register is not None:
        assert loads(dumps(reading.register), Register) == reading.register


def looked_at(path: Path, *, secrets: tuple[str, ...] = (), annotates: bool) -> str:
    """Inspect a file, hold what is found to its promises, and mark what is wrong."""
    found = inspect(path, recorded_on=ON)
    hold(found)
    if found.problems:
        told(InvalidDocument(found.problems), secrets)
    if annotates:
        annotate(path, found.problems, path.with_stem("marked"))
        read(path, recorded_on=ON)
    assert all(one.row is None or one.row > 0 for one in found.problems)
    return "problems" if found.register is None else "register"


def used(given: Given) -> str:
    """Read a file."""
    title, data, annotates, secretive = given
    path = folder() / f"{title}.csv"
    path.write_bytes(data)
    return looked_at(path, secrets=(SECRET,) if secretive else (), annotates=annotates)


def kept(name: str, data: bytes) -> Given:
    """Return a file of the corpus; what comes before its first dot is its title."""
    return name.partition(".")[0], data, True, False


DOOR = Door(
    name="tables",
    calls="`tables.inspect`, `tables.read` and `tables.annotate` of CSV bytes",
    ends=(InvalidDocument,),
    share=50,
    made=made,
    used=used,
    kept=kept,
)
