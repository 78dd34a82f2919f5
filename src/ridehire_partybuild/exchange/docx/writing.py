"""A document put into the form of .docx: the same bytes for the same contents."""

from datetime import datetime
from io import BytesIO
from typing import Any

from ridehire_partybuild.errors import Lang
from ridehire_partybuild.exchange.optional import needed
from ridehire_partybuild.exchange.zips import undated

from .blocks import Block, Document, Grid, Heading, Note, Paragraph, clean, numbered, say
from .styling import child, laid_out

__all__ = ["written"]

_FIXED = datetime(2000, 1, 1)  # noqa: DTZ001 - a document's own dates bear no zone
"""When every document of ours was made: equal contents have equal bytes."""

_LONGEST_LINE = 20
"""How many characters of a title fit on a line."""


def written(told: Document) -> bytes:
    """Return a document as bytes, the same for the same contents.

    Raises:
        ModuleNotFoundError: python-docx is not installed; the message names the extra.

    >>> told = Document(lang="zh", title="报告", notice="仅供参考。", blocks=(Heading("一"),))
    >>> written(told) == written(told)
    True
    """
    document = needed("docx", "docx").Document()
    laid_out(document, told.lang, clean(told.notice))
    _head(document, told)
    numbers = [0, 0]
    for block in told.blocks:
        _put(document, block, numbers, told.lang)
    for line in ("signed", "dated"):
        document.add_paragraph(say(f"blank.{line}", told.lang), style="Signature")
    _properties(document, told)
    first = BytesIO()
    document.save(first)
    return undated(first.getvalue())


def _head(document: Any, told: Document) -> None:
    """Put what an office fills in, the title, and what the guideline is and is not."""
    document.add_paragraph(say("blank.issuer", told.lang), style="Issuer")
    document.add_paragraph(say("blank.number", told.lang), style="Document Number")
    title = document.add_paragraph(style="Title")
    for number, line in enumerate(_lines(clean(told.title))):
        if number:
            title.runs[-1].add_break()
        title.add_run(line)
    document.add_paragraph(clean(told.notice), style="Notice")


def _lines(title: str) -> list[str]:
    """Return the lines of a title: "回行时，要做到词意完整", so what is in brackets stays whole."""
    first, bracket, rest = title.partition("（")
    if len(title) <= _LONGEST_LINE or not bracket:
        return [title]
    return [first, bracket + rest]


def _put(document: Any, block: Block, numbers: list[int], lang: Lang) -> None:
    match block:
        case Heading(text, level):
            numbers[level - 1] += 1
            numbers[level:] = [0] * len(numbers[level:])
            number = numbered(numbers[level - 1], level, lang)
            document.add_paragraph(number + clean(text), style=f"Heading {level}")
        case Paragraph(text, is_indented):
            style = "Body Text" if is_indented else "Addressee"
            document.add_paragraph(clean(text), style=style)
        case Note(text):
            document.add_paragraph(clean(text), style="Note")
        case _:
            _table(document, block)


def _table(document: Any, grid: Grid) -> None:
    mm = needed("docx.shared", "docx").Mm
    table = document.add_table(rows=0, cols=len(grid.header), style="Table Grid")
    table.autofit = False
    table.alignment = needed("docx.enum.table", "docx").WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = mm(width)
    for number, row in enumerate((grid.header, *grid.rows)):
        added = table.add_row()
        settings = added._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no such settings
        child(settings, "cantSplit")
        if number == 0:
            child(settings, "tblHeader")
        style = "Table Head" if number == 0 else "Table Text"
        # python-docx finds the cells of a row anew each time it is asked
        for cell, text, width in zip(added.cells, row, grid.widths, strict=True):
            cell.width = mm(width)
            cell.paragraphs[0].style = style
            cell.paragraphs[0].add_run(clean(text))


def _properties(document: Any, told: Document) -> None:
    core = document.core_properties
    core.title = clean(told.title)[:255]
    core.author = core.last_modified_by = core.comments = core.keywords = core.subject = ""
    core.created = core.modified = _FIXED
    core.revision, core.language = 1, "zh-CN" if told.lang == "zh" else "en"
