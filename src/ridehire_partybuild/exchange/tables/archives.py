"""Files within files: the parts of a workbook, unpacked and parsed in bounded time and memory."""

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from posixpath import join, normpath
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import attrs

from ridehire_partybuild.exchange.optional import needed

from .raw import refusal

__all__ = [
    "MOST_ELEMENTS",
    "Archive",
    "Element",
    "Relation",
    "elements",
    "opened",
    "parse",
    "refuse_heavy",
    "relations",
    "tag_of",
]

MOST_UNPACKED = 200 * 2**20
MOST_SMALL_PART = 16 * 2**20
MOST_MEMBERS = 2_000
MOST_RATIO = 200
FREE_OF_RATIO = 10 * 2**20
"""What is small when unpacked may be packed as tightly as it likes."""

MOST_ELEMENTS = 10_000_000
MOST_KEPT = 200_000
PIECE = 2**16
MEMBER = b"PK\x01\x02"
"""Every entry of a zip's directory begins so: they are counted before any is read."""

BROKEN: tuple[type[Exception], ...] = (
    BadZipFile, zlib.error, EOFError, LookupError, NotImplementedError, OSError, OverflowError,
    RuntimeError, SAXException, struct.error, ValueError,
)  # fmt: skip
"""What reading a broken archive in memory raises; defusedxml's refusals are ValueErrors."""


@attrs.frozen
class Archive:
    """An archive whose promises were checked.

    Attributes:
        name: Of the file, for messages.
        members: By name in lower case: part names are "case-insensitive ASCII" (ECMA-376, part 2).
    """

    name: str
    file: ZipFile
    members: dict[str, ZipInfo]


def opened(data: bytes, name: str) -> Archive:
    """Return the archive in ``data``.

    Raises:
        InvalidDocument: it is broken, or it would unpack to more than anybody keeps in a table.
    """
    if data.count(MEMBER) > MOST_MEMBERS:
        raise refusal("table.members", name, limit=MOST_MEMBERS)
    try:
        file = ZipFile(BytesIO(data))
    except BROKEN:
        raise refusal("table.workbook", name) from None
    found = file.infolist()
    if any(
        one.compress_type not in {ZIP_STORED, ZIP_DEFLATED} or one.flag_bits & 1 for one in found
    ):
        raise refusal("table.workbook", name)
    if sum(one.file_size for one in found) > MOST_UNPACKED or any(map(_swells, found)):
        raise refusal("table.unpacked", name, limit=MOST_UNPACKED // 2**20)
    members = {one.filename.replace("\\", "/").lower(): one for one in found}
    if len(members) < len(found):  # which of two parts of one name is meant nobody can say
        raise refusal("table.workbook", name)
    return Archive(name, file, members)


def refuse_heavy(archive: Archive, streamed: tuple[str, ...]) -> None:
    """Refuse markup that nobody reads piece by piece and that is larger than it ever is.

    Args:
        streamed: How the names of the parts begin that are read piece by piece.

    Raises:
        InvalidDocument: there is such a part.
    """
    for name, member in archive.members.items():
        markup = name.endswith((".xml", ".rels", ".vml")) and not name.startswith(streamed)
        if markup and member.file_size > MOST_SMALL_PART:
            raise refusal("table.unpacked", archive.name, limit=MOST_SMALL_PART // 2**20)


def _swells(member: ZipInfo) -> bool:
    return member.file_size > max(FREE_OF_RATIO, MOST_RATIO * member.compress_size)


def _pieces(archive: Archive, part: str, most: int) -> Iterator[bytes]:
    """Yield a part piece by piece; what it is said to unpack to is not believed."""
    read = 0
    with archive.file.open(archive.members[part.lower()]) as stream:
        # the parser begins a long token anew with every piece: of equal ones it would take n²
        while piece := stream.read(max(PIECE, read // 16)):
            read += len(piece)
            if read > most:
                raise refusal("table.unpacked", archive.name, limit=most // 2**20)
            yield piece


def parse(
    archive: Archive, part: str, handler: ContentHandler, *, most: int = MOST_UNPACKED
) -> None:
    """Hand the elements of a part to ``handler``.

    Raises:
        InvalidDocument: the part is missing, broken or too large, or declares entities.
    """
    needed("defusedxml", "excel")
    expat = needed("defusedxml.expatreader", "excel")
    reader = expat.create_parser(forbid_dtd=True)
    reader.setContentHandler(handler)
    try:
        for piece in _pieces(archive, part, most):
            reader.feed(piece)
        reader.close()
    except needed("defusedxml", "excel").DefusedXmlException:
        raise refusal("table.entities", archive.name, part=part) from None
    except BROKEN:
        raise refusal("table.part", archive.name, part=part) from None


def tag_of(name: str) -> str:
    """Return the name of an element without the prefix that a writer chose for its namespace.

    >>> tag_of("x:row"), tag_of("row")
    ('row', 'row')
    """
    return name.rpartition(":")[2] if ":" in name else name


@attrs.frozen
class Element:
    """An element of a small part, told when it ends: those inside it come before it."""

    parent: str
    tag: str
    attributes: dict[str, str]
    text: str


class _Collector(ContentHandler):
    """Keeps the elements that are wanted, whatever the part holds else."""

    def __init__(self, wanted: frozenset[str], too_many: Callable[[], Exception]) -> None:
        super().__init__()
        self.wanted = wanted
        self.too_many = too_many
        self.found: list[Element] = []
        self._open: list[tuple[str, dict[str, str], list[str]]] = []

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 - the name is the interface's
        tag = tag_of(name)
        kept = {tag_of(key): value for key, value in attrs.items()} if tag in self.wanted else {}
        self._open.append((tag, kept, []))

    def characters(self, content: str) -> None:
        if self._open[-1][0] in self.wanted:
            self._open[-1][2].append(content)

    def endElement(self, name: str) -> None:  # noqa: ARG002, N802 - the name is the interface's
        tag, kept, text = self._open.pop()
        if tag in self.wanted:
            parent = self._open[-1][0] if self._open else ""
            self.found.append(Element(parent, tag, kept, "".join(text)))
        if len(self.found) > MOST_KEPT:
            raise self.too_many()


def elements(archive: Archive, part: str, *wanted: str) -> list[Element]:
    """Return the elements of a small part that bear one of the names; a part may be missing."""
    if part.lower() not in archive.members:
        return []
    collector = _Collector(
        frozenset(wanted), lambda: refusal("table.part", archive.name, part=part)
    )
    parse(archive, part, collector, most=MOST_SMALL_PART)
    return collector.found


@attrs.frozen
class Relation:
    """Another part, and what it is to the part that names it."""

    id: str
    kind: str
    part: str


def relations(archive: Archive, part: str) -> list[Relation]:
    """Return the parts that ``part`` names (``""``: the whole archive); none outside the file."""
    folder, _, file = part.rpartition("/")
    listed = elements(archive, join(folder, "_rels", f"{file}.rels"), "Relationship")
    return [
        Relation(
            id=one.attributes.get("Id", ""),
            kind=one.attributes.get("Type", "").rpartition("/")[2],
            part=re.sub(r"^/+", "", normpath(join("/" + folder, one.attributes.get("Target", "")))),
        )
        for one in listed
        if one.attributes.get("TargetMode") != "External"
    ]
