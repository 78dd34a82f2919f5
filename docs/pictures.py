"""Draws the pictures of pages in ``docs/pictures``: ``python docs/pictures.py``.

Each is what Chromium shows of a page on the example city: its head and one section. A picture
depends on the browser and its fonts, so no test compares it: look at what changed before you commit
it.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs

from ridehire_partybuild import (
    Period,
    Register,
    annual_report,
    assess,
    compare,
    duties,
    load,
    plan,
    reference_guideline,
    work_calendar,
)
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.exchange.report import (
    annual_page,
    assessment_page,
    comparison_page,
    plan_page,
    station_page,
)

TOP = Path(__file__).parents[1]
FOLDER = Path(__file__).with_suffix("")
LANGS: tuple[Lang, ...] = ("zh", "en")
LARGEST = 150 * 1024
"""So many bytes a picture may have: it is read over a telephone, too."""

SCALE = 0.75
"""Of what is shown: letters can still be read, and the file is small."""

SWITCHES = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", f"--force-device-scale-factor={SCALE}"),
)


@attrs.frozen
class Picture:
    """A window onto a page, so wide and high, that shows its head and one section; None: all."""

    name: str
    page: str
    section: str | None
    width: int
    height: int

    def of(self, page: str) -> str:
        """Return the page with all other sections left out."""
        if self.section is None:
            return page
        others = f"main section:not([aria-labelledby={self.section}], :has(#{self.section}))"
        return page.replace("</head>", f"<style>{others} {{ display: none }}</style></head>", 1)


PICTURES = (
    Picture("assessment", "assessment", "heat", 1000, 1010),
    Picture("comparison", "comparison", "turns", 1000, 560),
    Picture("plan", "plan", "month-3", 1000, 1000),
    Picture("station", "station", None, 1000, 850),
    Picture("year", "year", "activities", 1000, 900),
    Picture("phone", "station", None, 500, 900),
)
"""One of each page, and one as on a telephone: no window of a browser is narrower than 500."""


def pages(lang: Lang) -> dict[str, str]:
    """Return the pages on the example city."""
    register = load(TOP / "examples" / "data" / "dongying.json", Register)
    rules, calendar, span = reference_guideline(), work_calendar(), Period.parse("2026-H1").span
    now, later = (assess(register, rules, day) for day in (date(2026, 1, 15), date(2026, 7, 1)))
    made = plan(duties(rules, register, span), register, calendar, span, on=now.on)
    return {
        "assessment": assessment_page(now, lang=lang),
        "comparison": comparison_page(compare(now, later), lang=lang),
        "plan": plan_page(made, rules, lang=lang),
        "year": annual_page(
            annual_report(register, rules, calendar, 2025),
            lang=lang, guideline=rules, register=register,
        ),
        "station": station_page(
            "370502-01", register.with_(*made.sessions), rules, date(2026, 3, 2),
            calendar=calendar, lang=lang,
        ),
    }  # fmt: skip


def draw(picture: Picture, page: Path, target: Path, browser: str) -> None:
    """Write what a browser shows of a page."""
    with TemporaryDirectory() as profile:
        asked = [
            browser, *SWITCHES, f"--user-data-dir={profile}", f"--screenshot={target}",
            f"--window-size={picture.width},{picture.height}", page.as_uri(),
        ]  # fmt: skip
        subprocess.run(asked, check=True, capture_output=True, timeout=300)  # noqa: S603 - our own page


def drawn(browser: str) -> Iterator[Path]:
    """Draw every picture in both languages."""
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as desk:
        for lang in LANGS:
            shown, page = pages(lang), Path(desk) / "page.html"
            for one in PICTURES:
                target = FOLDER / f"{one.name}-{lang}.png"
                page.write_text(one.of(shown[one.page]), encoding="utf-8")
                draw(one, page, target, browser)
                yield target


def main() -> int:
    """Draw them, and say how large each has become."""
    browser = os.environ.get("RIDEHIRE_CHROMIUM") or shutil.which("chromium")
    if browser is None:
        print("chromium is not installed")
        return 2
    too_large = 0
    for path in drawn(browser):
        size = path.stat().st_size
        too_large += size > LARGEST
        print(f"{path.relative_to(TOP)}: {size // 1024} KB")
    return bool(too_large)


if __name__ == "__main__":
    sys.exit(main())
