"""Chromium shows the page as it is meant: on a desk, on a telephone and on paper."""

import re
import shutil
import struct
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ridehire_partybuild import Register, assess, load, reference_guideline
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.exchange.report import to_html

pytest.importorskip("jinja2")
pytestmark = pytest.mark.interop

EXAMPLE = Path(__file__).parents[3] / "examples" / "data" / "dongying.json"
PDFTOTEXT = shutil.which("pdftotext")
LANGS: tuple[Lang, ...] = ("zh", "en")

LAID_OUT = """(() => {
  const root = document.documentElement;
  const wide = [...document.querySelectorAll("body *")].filter(
    one => one.getBoundingClientRect().right > root.clientWidth + 1);
  const size = one => parseFloat(getComputedStyle(one).fontSize);
  return {
    over: root.scrollWidth - root.clientWidth,
    wide: wide.map(one => one.outerHTML.slice(0, 80)),
    small: Math.min(...[...document.querySelectorAll("td, th, p, dd, li")].map(size)),
    role: [...document.querySelectorAll("table")].map(one => one.getAttribute("role")),
    lang: root.lang,
  };
})()"""


@pytest.fixture(scope="module", params=LANGS)
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the findings of the example city, in a file."""
    told = assess(load(EXAMPLE, Register), reference_guideline(), date(2026, 1, 15))
    path = tmp_path_factory.mktemp("page") / f"{request.param}.html"
    path.write_text(to_html(told, lang=request.param), encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_a_page_is_whole_at_any_width(browser: Any, page: Path, tmp_path: Path, width: int) -> None:
    """No complaint, no request but for the file, nothing beyond the edge, no tiny letters."""
    seen = browser.open(page, width, LAID_OUT)
    assert seen.complaints == ()
    assert seen.requests == (page.as_uri(),)
    assert (seen.value["over"], seen.value["wide"]) == (0, [])
    assert seen.value["small"] >= 14
    assert set(seen.value["role"]) == {"table"}
    assert seen.value["lang"] == {"zh": "zh-CN", "en": "en"}[page.stem]
    (tmp_path / "page.png").write_bytes(picture := browser.picture())
    assert struct.unpack(">2I", picture[16:24]) == (width, 800)  # PNG, 11.2.2: what IHDR holds


def test_a_page_is_printed_on_a4_with_the_notice_on_every_sheet(
    browser: Any, page: Path, tmp_path: Path
) -> None:
    """Text can be taken out of the PDF again, and each of its pages says what it is."""
    if PDFTOTEXT is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    browser.open(page, 1280)
    paper = tmp_path / "page.pdf"
    paper.write_bytes(browser.printed())
    told = subprocess.run(  # noqa: S603 - the program that the machine's owner installed
        [PDFTOTEXT, "-raw", str(paper), "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode()
    sheets = [re.sub(r"\s", "", sheet) for sheet in told.split("\f")[:-1]]
    notice = re.sub(
        r"\s", "", reference_guideline().notice.in_("zh" if page.stem == "zh" else "en")
    )
    assert len(sheets) > 5
    assert all(notice in sheet for sheet in sheets)
    assert f"1/{len(sheets)}" in sheets[0]
    whole = "".join(sheets)
    assert "示例一号司机党群服务阵地" in whole
    assert {"zh": "责任方：行业协会", "en": "Responsible:industryassociation"}[page.stem] in whole
    size = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", paper.read_bytes())
    assert {(round(float(wide)), round(float(high))) for wide, high in size} == {(595, 842)}
