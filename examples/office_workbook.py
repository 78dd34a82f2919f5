"""An office's own workbook becomes a register; a file with mistakes comes back marked.

Run it with ``make tables`` (``make tables ARGS="--lang en"`` in English). It reads a city's
workbook by its own headers, says what it took to mean something else than it says, and writes
``out/``: the register as JSON and as a workbook of the library's own, an empty workbook for a new
city, and a copy of a CSV file with every mistake beside its row. The city is invented.
"""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from ridehire_partybuild import Lang, Register, dump, render
from ridehire_partybuild.exchange import tables
from ridehire_partybuild.model import COLLECTIONS

HERE = Path(__file__).parent
RECORDED_ON = date(2026, 1, 15)

TEXTS: dict[Lang, dict[str, str]] = {
    "zh": {
        "read": "从 {name} 读入：{counts}",
        "notes": "以下内容按另一种方式理解，请核对：",
        "unmapped": "未能识别的栏目：{count}",
        "overspent": "{name}（{period}）：下达 {granted} 元，支出 {spent} 元",
        "crowded": "{id}：{attendance} 人，座位 {seats} 个",
        "problems": "{name} 中有 {count} 处问题：",
        "written": "已写出 {path}",
    },
    "en": {
        "read": "read from {name}: {counts}",
        "notes": "taken to mean something else than it says; please confirm:",
        "unmapped": "columns not understood: {count}",
        "overspent": "{name} ({period}): {granted} yuan granted, {spent} spent",
        "crowded": "{id}: {attendance} people on {seats} seats",
        "problems": "{count} problems in {name}:",
        "written": "wrote {path}",
    },
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the workbook, tell what is to be told, and write what an office can use."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    parser.add_argument("--out", type=Path, default=Path("out"))
    options = parser.parse_args(arguments)
    lang: Lang = options.lang
    options.out.mkdir(parents=True, exist_ok=True)
    register = read_workbook(HERE / "data" / "dongying-office.xlsx", lang)
    show_the_improper(register, lang)
    write_all(register, options.out, lang)
    mark_mistakes(HERE / "data" / "stations-with-mistakes.csv", options.out, lang)


def say(lang: Lang, text: str, **params: object) -> None:
    """Print a line in the language asked for."""
    print(TEXTS[lang][text].format_map(params))


def read_workbook(path: Path, lang: Lang) -> Register:
    """Read the office's workbook and print what a person should confirm."""
    reading = tables.inspect(path, recorded_on=RECORDED_ON, records_since=date(2025, 1, 1))
    register = reading.register
    if register is None:  # a workbook with mistakes: see `mark_mistakes`
        raise SystemExit("\n".join(problem.text(lang) for problem in reading.problems))
    counts = {name: len(getattr(register, name)) for name in COLLECTIONS}
    told = {"zh": "、", "en": ", "}[lang].join(
        f"{render(f'kind.{name}', lang, 'problems')} {count}"
        for name, count in counts.items()
        if count
    )
    say(lang, "read", name=path.name, counts=told)
    say(lang, "notes")
    for note in reading.notes:
        print("  " + note.text(lang))
    say(lang, "unmapped", count=len(reading.unmapped))
    return register


def show_the_improper(register: Register, lang: Lang) -> None:
    """Print what loads although it should not be: it is on record, for findings to tell."""
    for fund in register.funds:
        if fund.balance_fen is not None and fund.balance_fen < 0:
            granted, spent = (
                f"{(fen or 0) / 100:,.2f}" for fen in (fund.granted_fen, fund.spent_fen)
            )
            say(lang, "overspent", name=fund.name, period=fund.period, granted=granted, spent=spent)
    seats = {station.id: station.site.seats for station in register.stations}
    for session in register.sessions:
        room = None if session.station is None else seats[session.station]
        if session.attendance is not None and room is not None and session.attendance > room:
            told = {"attendance": session.attendance, "seats": room}
            say(lang, "crowded", id=f"{session.station} {session.day}", **told)


def write_all(register: Register, out: Path, lang: Lang) -> None:
    """Write the register as JSON and as a workbook, and an empty workbook for a new city."""
    dump(register, out / "register.json")
    tables.write(register, out / "register.xlsx")
    tables.template(out / "template.xlsx", lang=lang)
    for name in ("register.json", "register.xlsx", "template.xlsx"):
        say(lang, "written", path=out / name)


def mark_mistakes(path: Path, out: Path, lang: Lang) -> None:
    """Print every mistake of a file at once, and write a copy that shows them beside the rows."""
    reading = tables.inspect(path, recorded_on=RECORDED_ON)
    say(lang, "problems", name=path.name, count=len(reading.problems))
    for problem in reading.problems:
        print("  " + problem.text(lang))
    marked = out / "stations-marked.csv"
    tables.annotate(path, reading.problems, marked, lang=lang)
    say(lang, "written", path=marked)


if __name__ == "__main__":
    main()
