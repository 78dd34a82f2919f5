"""The layout of official documents: the numbers of GB/T 9704-2012, in its own units.

"公文用纸天头（上白边）为37mm±1mm，公文用纸订口（左白边）为28mm±1mm，
版心尺寸为156mm×225mm"; "一般每面排22行，每行排28个字". The fonts are named and never embedded:
where a machine has none of them, its own stand in.
"""

from collections.abc import Mapping

import attrs

from ridehire_partybuild.errors import Lang

__all__ = [
    "CHARACTERS",
    "FONTS",
    "FOOTER",
    "LINE",
    "LINES",
    "MARGINS",
    "PAGE",
    "STYLES",
    "TYPE_AREA",
    "Face",
    "Style",
    "western",
]

PAGE = (210, 297)
MARGINS = {"top": 37.0, "bottom": 35.0, "left": 28.0, "right": 26.0}
"""In millimetres, as is the type area."""

TYPE_AREA = (156, 225)
LINES, CHARACTERS = 22, 28
LINE = 28.95
"""How high a line is, in points: the type area divided by its lines, a little less than a 22nd."""

FOOTER = 12.0
"""How far the foot of a page lies above the edge of the paper, in millimetres."""


@attrs.frozen
class Face:
    """A font: the name of a document's, and by what other names a machine may have it."""

    name: str
    others: tuple[str, ...]


SONG_TITLE = Face(
    "方正小标宋简体", ("FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "小标宋", "宋体", "SimSun")
)
FANG_SONG = Face("仿宋", ("FangSong", "仿宋_GB2312", "FangSong_GB2312"))
HEI = Face("黑体", ("SimHei",))
KAI = Face("楷体", ("KaiTi", "楷体_GB2312", "KaiTi_GB2312"))
SONG = Face("宋体", ("SimSun",))
FONTS = (SONG_TITLE, FANG_SONG, HEI, KAI, SONG)


@attrs.frozen(kw_only=True)
class Style:
    """How a kind of paragraph looks.

    Attributes:
        face: Its font.
        size: In points.
        line: How high its lines are, in points.
        indent: By how many characters its first line begins later.
        align: ``both``, ``left``, ``center`` or ``right``.
        color: In hexadecimal digits; None: black.
        before: Room above it, in points.
        after: Room below it, in points.
        outline: Its level among headings, from 0; None: it is none.
    """

    face: Face = FANG_SONG
    size: float = 16
    line: float = LINE
    indent: int = 0
    align: str = "both"
    color: str | None = None
    before: float = 0
    after: float = 0
    outline: int | None = None


STYLES: Mapping[str, Style] = {
    "Normal": Style(),  # 三号
    "Title": Style(face=SONG_TITLE, size=22, line=36, align="center", before=28, after=28),  # 二号
    "Heading 1": Style(face=HEI, indent=2, outline=0),
    "Heading 2": Style(face=KAI, indent=2, outline=1),
    "Body Text": Style(indent=2),
    "Addressee": Style(align="left"),
    "Issuer": Style(face=SONG_TITLE, size=22, line=40, align="center", color="C00000"),
    "Document Number": Style(align="center", before=12, after=6),
    "Notice": Style(face=KAI, size=14, line=22, indent=2, after=10),
    "Note": Style(size=10.5, line=16, indent=2, before=4, after=12),
    "Table Text": Style(size=10.5, line=14, align="left", before=1, after=1),
    "Table Head": Style(face=HEI, size=10.5, line=14, align="center", before=1, after=1),
    "Signature": Style(align="right", before=20),
    "Page Number Odd": Style(face=SONG, size=14, line=18, align="right"),  # 四号, 单页码居右空一字
    "Page Number Even": Style(face=SONG, size=14, line=18, align="left"),  # 双页码居左空一字
    "Foot Notice": Style(size=9, line=12, align="center"),
}


def western(face: Face, lang: Lang) -> str:
    """Return the font of Latin letters and digits: in Chinese texts that of the rest."""
    return face.name if lang == "zh" else "Times New Roman"
