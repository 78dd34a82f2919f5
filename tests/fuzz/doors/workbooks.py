"""Workbooks: archives that lie, markup that nobody writes, cells of the wrong type."""

import re
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile

from ridehire_partybuild import InvalidDocument
from ridehire_partybuild.exchange.tables import template, write
from ridehire_partybuild.testing import strategies

from ..drawing import sample
from ..harness import Door
from ..mutations import scratched_bytes
from .streams import folder
from .tables import CELLS, any_cell, looked_at

OFFICE = Path(__file__).parents[3] / "examples" / "data" / "dongying-office.xlsx"

Given = tuple[str, bytes, bool]
"""A title, the bytes of a file, and whether it is to be annotated."""

MARKUP = (
    "<c/>", "<row/>", '<c r="A1"/>', '<c r="XFD1048576"><v>1</v></c>', '<row r="0"/>', "<v>",
    '<row r="1048577"/>', "</row>", "</sheetData>", "<f>1+1</f>", '<c t="s"><v>99999999</v></c>',
    '<c t="s"><v>-1</v></c>', '<c t="e"><v>#REF!</v></c>', '<c t="b"><v>2</v></c>', '<c t="d"/>',
    '<c t="inlineStr"><is><t>名称</t></is></c>', '<mergeCell ref="A1:XFD1048576"/>', "&#0;", "&x;",
    '<dimension ref="A1:XFD1048576"/>', "<!DOCTYPE x>", '<!DOCTYPE x [<!ENTITY a "b">]>', "<!--",
    "<![CDATA[", "]]>", "<?xml version='1.0' encoding='utf-7'?>", '<c s="9999999999"><v>1</v></c>',
    "<v>1e400</v>", "<v>-0</v>", "<v>NaN</v>", "<v>" + "9" * 400 + "</v>", "<x>" * 2000, "\x00",
    '<sheet name="" sheetId="0" r:id="rId1"/>', 'state="hidden"', 'date1904="1"',
    "<si><t>x</t></si>", '<hyperlink ref="A1" r:id="x"/>',
    '<numFmt numFmtId="14" formatCode="[h]:mm"/>', "_x0041_",
    '<c t="str"><f t="shared" si="0"/><v>x</v></c>',
    '<Relationship Id="rId1" Target="http://x/"/>',
    '<Relationship Id="rId1" Type="x/worksheet" Target="../../../etc/passwd"/>',
    "<row r='2'><c r='B1'>",
)  # fmt: skip
VALUES = (
    "A1", "a1", "A0", "XFE1", "-1", "", "s", "str", "inlineStr", "b", "e", "d", "n", "z", "1e9",
    "99999999999", "A1:B2", "B2:A1", "rId1", "rId9", "hidden", "veryHidden", "14", "22", "45", "1",
)  # fmt: skip


@cache
def _sound(index: int) -> bytes:
    path = folder() / "sound.xlsx"
    if index == 0:
        return OFFICE.read_bytes()
    if index == 1:
        template(path)
    else:
        write(sample(strategies.registers, Random(index), kept=16), path)
    return path.read_bytes()


@cache
def _parts(index: int) -> dict[str, bytes]:
    with ZipFile(BytesIO(_sound(index))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _few_rows(rng: Random, part: bytes) -> bytes:
    """Return a worksheet of its first rows alone: what is small is tried more often."""
    rows = re.findall(rb"<row .*?</row>", part, re.DOTALL)
    if len(rows) < 6:
        return part
    kept = [*rows[:3], *rng.sample(rows[3:], min(3, len(rows) - 3))]
    head, _, rest = part.partition(rows[0])
    return head + b"".join(kept) + rest[rest.rfind(b"</sheetData>") :]


def _marked_up(rng: Random, part: bytes) -> bytes:
    """Change the markup of a part in a few places."""
    text = part.decode("utf-8", "replace")
    for _ in range(rng.choice((1, 1, 2, 5))):
        at = rng.randrange(len(text) + 1)
        match rng.randrange(6):
            case 0:
                text = text[:at] + rng.choice(MARKUP) + text[at:]
            case 1:  # between elements
                at = text.find(">", at) + 1
                text = text[:at] + rng.choice(MARKUP) * rng.choice((1, 1, 40)) + text[at:]
            case 2:  # the value of an attribute
                first = text.find('="', at) + 2
                last = text.find('"', first)
                text = text[:first] + rng.choice(VALUES) + text[last:] if first > 1 else text
            case 3:  # what an element holds
                first = text.find("<v>", at) + 3
                last = text.find("<", first)
                told = any_cell(rng) if rng.random() < 0.5 else rng.choice(CELLS)
                safe = re.sub("[&<\x00\ud800-\udfff]", "", told)
                text = text[:first] + safe + text[last:] if first > 2 else text
            case 4:
                text = text[:at] + text[at + rng.choice((1, 5, 60)) :]
            case _:
                end = at + rng.choice((10, 100, 1000))
                text = text[:at] + text[at:end] * rng.choice((2, 3)) + text[end:]
    encoding = rng.choice(("utf-8", "utf-8", "utf-8", "utf-8", "utf-16", "gb18030"))
    return text.encode(encoding, "replace")


def _lied(rng: Random, data: bytes) -> bytes:
    """Change what the archive says of itself: sizes, sums, methods, offsets, names."""
    found = bytearray(data)
    marks = [one.start() for one in re.finditer(rb"PK\x01\x02|PK\x03\x04|PK\x05\x06", data)]
    for _ in range(rng.choice((1, 1, 3))):
        at = rng.choice(marks) + rng.randrange(4, 46)
        lie = rng.choice(
            (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x00\x00\x00\x7f", b"\x01", b"\x0c\x00")
        )
        found[at : at + len(lie)] = lie
    return bytes(found)


def made(rng: Random) -> Given:
    """Return a workbook."""
    index = rng.choice((0, 1, *range(2, 8)))
    parts = {
        name: _few_rows(rng, part) if name.startswith("xl/worksheets/") else part
        for name, part in _parts(index).items()
    }
    names = [one for one in parts if "theme" not in one]
    sheets = [one for one in names if one.startswith("xl/worksheets/")]
    for _ in range(rng.choice((0, 1, 1, 2))):
        name = rng.choice(sheets if rng.random() < 0.6 else names)
        match rng.randrange(8):
            case 0:
                del parts[name]
                names.remove(name)
                sheets = [one for one in sheets if one != name] or names
            case 1:
                parts[name] = scratched_bytes(rng, parts[name])
            case 2:
                parts[rng.choice((name.upper(), "../x", "/x", "xl/x.bin", name + "/"))] = parts[
                    name
                ]
            case 3:
                parts[name] = b" " * rng.choice((10, 2**16, 12 * 2**20)) + parts[name]
            case _:
                parts[name] = _marked_up(rng, parts[name])
    out = BytesIO()
    how = rng.choice((ZIP_DEFLATED, ZIP_DEFLATED, ZIP_DEFLATED, ZIP_STORED, ZIP_BZIP2))
    with ZipFile(out, "w", how, compresslevel=1) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    data = out.getvalue()
    if rng.random() < 0.1:
        data = _lied(rng, data)
    if rng.random() < 0.05:
        data = scratched_bytes(rng, data)
    return rng.choice(("阵地台账", "x", "赠书登记")), data, rng.random() < 0.1


def used(given: Given) -> str:
    """Read a workbook."""
    title, data, annotates = given
    path = folder() / f"{title}.xlsx"
    path.write_bytes(data)
    return looked_at(path, annotates=annotates)


def kept(name: str, data: bytes) -> Given:
    """Return a workbook of the corpus."""
    return name.partition(".")[0], data, True


DOOR = Door(
    name="workbooks",
    calls="`tables.inspect`, `tables.read` and `tables.annotate` of XLSX bytes",
    ends=(InvalidDocument,),
    share=10,
    made=made,
    used=used,
    kept=kept,
)
