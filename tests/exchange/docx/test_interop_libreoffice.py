"""LibreOffice opens official documents and prints them, every Chinese character extractable."""

import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from ridehire_partybuild import (
    Guideline,
    Lang,
    Register,
    annual_report,
    assess,
    load,
    reference_guideline,
    remediation,
    work_calendar,
)
from ridehire_partybuild.exchange.docx import write_annual_report, write_notice, write_open_items
from ridehire_partybuild.exchange.docx.blocks import Document, Grid, Heading, Note, Paragraph
from ridehire_partybuild.exchange.docx.told_items import told_open_items
from ridehire_partybuild.exchange.docx.told_notice import told_notice
from ridehire_partybuild.exchange.docx.told_year import told_year
from ridehire_partybuild.exchange.docx.writing import written

OFFICE = (
    os.environ.get("RIDEHIRE_SOFFICE") or shutil.which("soffice") or shutil.which("libreoffice")
)
PDFTOTEXT = shutil.which("pdftotext")
pytest.importorskip("docx", reason="python-docx is not installed")
pytestmark = [
    pytest.mark.interop,
    pytest.mark.slow,
    pytest.mark.slow,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed"),
    pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext is not installed"),
]
EXAMPLE = Path(__file__).parents[3] / "examples" / "data" / "dongying.json"
NOTICE = "不是省级指南原文，不得作为指南条款引用"


def printed(path: Path) -> str:
    """Return the text of what LibreOffice prints of a document, page by page."""
    done = subprocess.run(  # noqa: S603 - the program that the machine's owner installed
        [
            str(OFFICE), f"-env:UserInstallation={(path.parent / 'profile').as_uri()}",
            "--headless", "--convert-to", "pdf", "--outdir", str(path.parent), str(path),
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    made = path.with_suffix(".pdf")
    if not made.exists():
        pytest.skip(f"this LibreOffice prints no texts (is Writer there?): {done.stderr!r}")
    shown = subprocess.run(  # noqa: S603 - the same
        [str(PDFTOTEXT), "-layout", str(made), "-"], check=True, capture_output=True, timeout=60
    )
    return shown.stdout.decode()


def packed(text: str) -> str:
    """Return a text without white space: lines break anywhere."""
    return re.sub(r"\s", "", text)


def _check(told: Document, text: str) -> None:
    pages = [packed(one) for one in text.split("\f") if one.strip()]
    whole = "".join(pages)
    assert packed(told.title) in whole
    assert all(packed(told.notice)[-20:] in page for page in pages)
    for block in told.blocks:
        if isinstance(block, Heading):
            assert packed(block.text) in whole
        elif isinstance(block, Grid):
            # what is in a narrow cell stands on several lines, beside those of its neighbours
            for cell in (*block.header, *(one for row in block.rows for one in row)):
                assert set(packed(cell)) <= set(whole), cell
        elif isinstance(block, Note | Paragraph):
            assert packed(block.text)[:12] in whole


def test_the_annual_report_is_printed_whole(tmp_path: Path) -> None:
    """Title, headings, paragraphs and cells, and the notice on every page."""
    register, rules = load(EXAMPLE, Register), reference_guideline()
    report = annual_report(register, rules, work_calendar(), 2025)
    write_annual_report(report, tmp_path / "x.docx", guideline=rules, register=register)
    text = printed(tmp_path / "x.docx")
    _check(told_year(report, rules, "zh", register), text)
    assert "有公开联系方式的平台企业数" in packed(text)
    assert NOTICE in packed(text)


def test_the_open_items_are_printed_whole(tmp_path: Path) -> None:
    """The same of the list for one actor."""
    judged = assess(load(EXAMPLE, Register), reference_guideline(), date(2026, 1, 15))
    write_open_items(judged, "ACT-1", tmp_path / "x.docx")
    _check(told_open_items(judged, "ACT-1"), printed(tmp_path / "x.docx"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_formal_notice_is_printed_whole(tmp_path: Path, lang: Lang) -> None:
    """The same of a notice: its basis, each failure and its last day, on odd and even pages."""
    rules = load(EXAMPLE.parent / "own-guideline" / "guideline.toml", Guideline)
    judged = assess(load(EXAMPLE, Register), rules, date(2026, 1, 15))
    plan = remediation(judged, work_calendar())
    write_notice(plan, "ACT-3", tmp_path / "x.docx", lang=lang)
    text = printed(tmp_path / "x.docx")
    _check(told_notice(plan, "ACT-3", lang), text)
    for cited in (rules.issuer, rules.document_number):
        assert packed(str(cited)) in packed(text)


def test_a_page_has_22_lines_of_28_characters(tmp_path: Path) -> None:
    """The standard's "一般每面排22行，每行排28个字", counted in what LibreOffice prints."""
    body = Paragraph("党" * 28 * 50, is_indented=False)
    told = Document(lang="zh", title="报告", notice="注意", blocks=(body,))
    (tmp_path / "x.docx").write_bytes(written(told))
    pages = printed(tmp_path / "x.docx").split("\f")
    lines = [[one.strip() for one in page.splitlines() if "党党" in one] for page in pages]
    assert {len(one) for page in lines[:2] for one in page} == {28}
    assert len(lines[1]) == 22
