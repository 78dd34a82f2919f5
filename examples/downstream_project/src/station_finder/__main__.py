"""``station-finder REGISTER PLACE MOMENT``: which stations are open, and how far they suit us."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from ridehire_partybuild import (
    SHANGHAI,
    Certainty,
    InvalidDocument,
    Lang,
    Outcome,
    Register,
    Service,
    explain,
    load,
    render,
    work_calendar,
)
from ridehire_partybuild.exchange import tables

from .finder import Answer, find
from .needs import OURS

WORDS: dict[str, dict[Lang, str]] = {
    "open": {"zh": "开放", "en": "open"},
    "perhaps": {"zh": "开放时间不详，请先致电", "en": "hours not known, call first"},
    "closed": {"zh": "未开放", "en": "closed"},
    "confirmed": {"zh": "符合我们的全部要求", "en": "has all that we need"},
    "offered": {"zh": "现有服务：", "en": "offered now: "},
    "ask_for": {"zh": "请先询问：", "en": "ask first for: "},
    "lacks": {"zh": "不符合：", "en": "not as we need it: "},
    "unknown": {"zh": "尚不清楚：", "en": "not known yet: "},
    "nowhere": {"zh": "登记册中没有位于该处的驿站", "en": "no station of the register is there"},
    "unsure": {
        "zh": "该日的放假安排未经公布，节假日开放时间不作准",
        "en": "the holidays of that day are not announced: hours on days off are not certain",
    },
}


def read(path: Path, at: datetime) -> Register:
    """Return the register of a JSON document or of an office's workbook."""
    if path.suffix.lower() == ".json":
        return load(path, Register)
    return tables.read(path, recorded_on=at.date())


def answer_lines(answer: Answer, lang: Lang) -> Iterator[str]:
    """Yield what a driver is told of a station."""
    state = {True: "open", None: "perhaps", False: "closed"}[answer.is_open]
    yield f"{answer.station.name}  {WORDS[state][lang]}"
    if answer.is_open is False:
        return
    yield from _listed("offered", _items(answer.offered), lang)
    yield from _listed("ask_for", _items(answer.ask_for), lang)
    if answer.is_confirmed:
        yield f"    {WORDS['confirmed'][lang]}"
    for word, outcome in (("lacks", Outcome.FAILED), ("unknown", Outcome.CANT_TELL)):
        told = (explain(one, answer.told, lang) for one in answer.findings(outcome))
        yield from _listed(word, (f"{one.clause} {one.title}" for one in told), lang)


def _items(services: Iterable[Service]) -> Iterator[str]:
    return (one.item for one in services)


def _listed(word: str, items: Iterable[str], lang: Lang) -> Iterator[str]:
    text = render("join.list", lang).join(items)
    if text:
        yield f"    {WORDS[word][lang]}{text}"


def main() -> int:
    """Print the answers; 0: a station is open, 1: none is known to be, 2: it cannot be read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("register", type=Path, help="a register: .json, .xlsx or .csv")
    parser.add_argument("place", help="code or name of a county, such as 370502 or 东营区")
    parser.add_argument("at", type=datetime.fromisoformat, help="such as 2026-01-15T22:30")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    options = parser.parse_args()
    lang: Lang = options.lang
    at = options.at if options.at.tzinfo else options.at.replace(tzinfo=SHANGHAI)
    try:
        answers = find(read(options.register, at), options.place, at)
    except InvalidDocument as error:
        print(error.text(lang), file=sys.stderr)
        return 2
    print(OURS.title.in_(lang))
    if work_calendar().day(at.date()).certainty is not Certainty.ANNOUNCED:
        print(WORDS["unsure"][lang])
    for answer in answers:
        print("\n".join(answer_lines(answer, lang)))
    if not answers:
        print(WORDS["nowhere"][lang])
    return 0 if any(one.is_open for one in answers) else 1


if __name__ == "__main__":
    sys.exit(main())
