"""From an office's workbook to the year's report, in one go.

Run it with ``make year`` (``make year ARGS="--lang en"`` in English). It reads a city's workbook,
reports 2025, judges where the city stands on the day of the report, plans the half-year, and
writes ``out/year``: the report as a page, a workbook and a document, OSCAL assessment results with
the plan of action, and the plan as a calendar. The city is invented.
"""

import argparse
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from ridehire_partybuild import (
    SHANGHAI,
    Lang,
    Period,
    annual_report,
    assess,
    dump,
    duties,
    plan,
    reference_guideline,
    remediation,
    work_calendar,
)
from ridehire_partybuild.exchange import docx, ical, oscal, tables
from ridehire_partybuild.exchange.report import annual_page
from ridehire_partybuild.reporting import AnnualReport

HERE = Path(__file__).parent
YEAR, NEXT = 2025, Period.parse("2026-H1").span
ON = date(2026, 1, 15)
STAMP = datetime(2026, 1, 15, 9, tzinfo=SHANGHAI)
SHOWN = (
    "sessions.held", "sessions.participants", "duties.missed", "funds.spent", "books.delivered",
    "coverage.stations", "coverage.platforms_reached", "appeals.received", "compliance.score_start",
    "compliance.score_end",
)  # fmt: skip
"""The figures that are printed: the page has all."""

TEXTS: dict[Lang, dict[str, str]] = {
    "zh": {"figures": "指标共 {count} 项，例如：", "written": "已写出 {path}"},
    "en": {"figures": "{count} figures, among them:", "written": "wrote {path}"},
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the workbook, print what the year came to, and write its documents."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    parser.add_argument("--out", type=Path, default=Path("out"))
    options = parser.parse_args(arguments)
    lang: Lang = options.lang
    out = options.out / "year"
    out.mkdir(parents=True, exist_ok=True)

    source = HERE / "data" / "dongying-office.xlsx"
    register = tables.read(source, recorded_on=ON, records_since=date(YEAR, 1, 1))
    rules, calendar = reference_guideline(), work_calendar()
    report = annual_report(register, rules, calendar, YEAR)
    tell(report, lang)

    page = annual_page(report, lang=lang, guideline=rules, register=register)
    (out / "annual.html").write_text(page, encoding="utf-8")
    tables.write_annual_report(
        report, out / "annual.xlsx", lang=lang, guideline=rules, register=register
    )
    docx.write_annual_report(
        report, out / "annual.docx", lang=lang, guideline=rules, register=register
    )
    dump(report, out / "annual.json")

    stood = assess(register, rules, ON)
    tasks = remediation(stood, calendar)
    oscal.write_json(oscal.to_oscal(stood, stamp=STAMP, lang=lang), out / "findings.oscal.json")
    oscal.write_json(oscal.to_poam(tasks, stamp=STAMP, lang=lang), out / "actions.oscal.json")

    planned = plan(duties(rules, register, NEXT), register, calendar, NEXT, on=ON)
    events = ical.to_ical(planned, stamp=STAMP, lang=lang, guideline=rules)
    (out / "half-year.ics").write_bytes(events.encode())
    for path in sorted(out.iterdir()):
        print(TEXTS[lang]["written"].format(path=path))


def tell(report: AnnualReport, lang: Lang) -> None:
    """Print some figures, and what the guideline is not."""
    print(report.heading(lang))
    print(report.notice.in_(lang))
    print(TEXTS[lang]["figures"].format(count=len(report.figures)))
    for one in report.figures:
        if one.name in SHOWN and one.of is None:
            print("  " + one.told(lang))


if __name__ == "__main__":
    main()
