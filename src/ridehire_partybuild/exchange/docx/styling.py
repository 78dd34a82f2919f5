"""The layout put into a document of python-docx: page, fonts, styles, the foot of each page."""

from html import escape
from math import floor
from typing import Any

from ridehire_partybuild.errors import Lang
from ridehire_partybuild.exchange.optional import needed

from .layout import (
    CHARACTERS,
    FONTS,
    FOOTER,
    LINE,
    MARGINS,
    PAGE,
    STYLES,
    TYPE_AREA,
    Style,
    western,
)

__all__ = ["child", "laid_out"]

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_POINTS_OF_MM = 72 / 25.4


def child(parent: Any, tag: str, **values: object) -> Any:
    """Return a new last child of an element of WordprocessingML, with its attributes."""
    qn = needed("docx.oxml.ns", "docx").qn
    made = needed("docx.oxml", "docx").OxmlElement(f"w:{tag}")
    for name, value in values.items():
        made.set(qn(f"w:{name}"), str(value))
    parent.append(made)
    return made


def laid_out(document: Any, lang: Lang, notice: str) -> None:
    """Give an empty document of python-docx the page, the fonts and the styles of GB/T 9704."""
    _page(document)
    _fonts(document)
    for name, style in STYLES.items():
        _style(document, name, style, lang)
    section = document.sections[0]
    document.settings.odd_and_even_pages_header_footer = True
    _foot(section.footer, "Page Number Odd", notice)
    _foot(section.even_page_footer, "Page Number Even", notice)


def _page(document: Any) -> None:
    mm = needed("docx.shared", "docx").Mm
    section = document.sections[0]
    section.page_width, section.page_height = map(mm, PAGE)
    for side, width in MARGINS.items():
        setattr(section, f"{side}_margin", mm(width))
    section.footer_distance = mm(FOOTER)
    for old in section._sectPr.xpath("w:docGrid"):  # noqa: SLF001 - python-docx has no grid
        section._sectPr.remove(old)  # noqa: SLF001
    # LibreOffice gives a character that is larger than a cell of a grid of characters two of them
    child(section._sectPr, "docGrid", type="lines", linePitch=round(LINE * 20))  # noqa: SLF001


def _fonts(document: Any) -> None:
    """Name the fonts, and by what other names a machine may have them; none is embedded."""
    rows = "".join(
        f'<w:font w:name="{escape(one.name)}"><w:altName w:val="{escape(",".join(one.others))}"/>'
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for one in FONTS
    )
    text = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts xmlns:w="{_MAIN}">'
    for part in document.part.package.iter_parts():
        if str(part.partname).endswith("/fontTable.xml"):
            part._blob = f"{text}{rows}</w:fonts>".encode()  # noqa: SLF001 - it has no part of its own


def _style(document: Any, name: str, style: Style, lang: Lang) -> None:
    kinds = needed("docx.enum.style", "docx").WD_STYLE_TYPE
    known = {one.name for one in document.styles}
    made = document.styles[name] if name in known else document.styles.add_style(
        name, kinds.PARAGRAPH
    )  # fmt: skip
    element = made.element
    for old in element.xpath("w:pPr | w:rPr"):
        element.remove(old)  # the template's own colours, lines and theme fonts
    if name != "Normal":
        made.base_style = document.styles["Normal"]
        made.next_paragraph_style = made
    _paragraphs(child(element, "pPr"), name, style)
    _letters(child(element, "rPr"), style, lang)


def _paragraphs(to: Any, name: str, style: Style) -> None:
    if style.outline is not None:
        child(to, "keepNext")
        child(to, "keepLines")
    child(to, "widowControl", val=0 if style.outline is None else 1)
    if name == "Document Number":
        child(child(to, "pBdr"), "bottom", val="single", sz=18, space=8, color="C00000")
    if name.startswith(("Table", "Note", "Foot", "Page")):
        child(to, "snapToGrid", val=0)
    room = {"before": round(style.before * 20), "after": round(style.after * 20)}
    # the lines of tables grow with what a machine's own font needs
    rule = "atLeast" if name.startswith("Table") else "exact"
    child(to, "spacing", **room, line=round(style.line * 20), lineRule=rule)
    child(
        to,
        "ind",
        firstLineChars=100 * style.indent,
        firstLine=round(20 * style.indent * style.size),
    )
    child(to, "jc", val=style.align)
    if style.outline is not None:
        child(to, "outlineLvl", val=style.outline)


def _letters(to: Any, style: Style, lang: Lang) -> None:
    latin = western(style.face, lang)
    # Word takes the font of Chinese characters from eastAsia alone
    child(to, "rFonts", ascii=latin, hAnsi=latin, eastAsia=style.face.name, cs=latin)
    child(to, "color", val=style.color or "000000")
    if lang == "zh" and style.size == STYLES["Normal"].size:
        room = TYPE_AREA[0] * _POINTS_OF_MM / CHARACTERS - style.size
        child(to, "spacing", val=floor(room * 20))  # so that a line holds its 28 characters
    for tag in ("sz", "szCs"):
        child(to, tag, val=round(style.size * 2))
    child(to, "lang", val="zh-CN" if lang == "zh" else "en-GB", eastAsia="zh-CN")


def _foot(footer: Any, style: str, notice: str) -> None:
    """Put the page's number, between two dashes, and the notice at its foot."""
    footer.is_linked_to_previous = False
    number = footer.paragraphs[0]
    number.style = style
    number.add_run("\u3000— " if "Even" in style else "— ")
    field = child(number._p, "fldSimple", instr="PAGE")  # noqa: SLF001 - it knows no fields
    child(child(field, "r"), "t").text = "1"
    number.add_run(" —" if "Even" in style else " —\u3000")
    footer.add_paragraph(notice, style="Foot Notice")
