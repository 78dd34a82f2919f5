"""The disclaimer in every export: what the guideline is and is not stands in whatever is written.

`WRITERS` has every function by which results leave the library, `OTHERS` the rest of what the doors
have, each with its reason; a new one that is in neither fails here.
"""

import html
import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, NamedTuple
from zipfile import ZipFile, is_zipfile

import pytest

from ridehire_partybuild import (
    SHANGHAI,
    ActivityKind,
    ActorRole,
    Donation,
    Guideline,
    Lang,
    Period,
    Register,
    Session,
    SessionStatus,
    allocate,
    annual_report,
    assess,
    compare,
    dumps,
    duties,
    exchange,
    load,
    plan,
    public_view,
    reference_guideline,
    remediation,
    work_calendar,
)
from ridehire_partybuild.exchange import docx, ical, oscal, report, sarif, tables

for package in ("docx", "icalendar", "jinja2", "openpyxl"):
    pytest.importorskip(package, reason=f"{package} is not installed")

DATA = Path(__file__).parents[2] / "examples" / "data"
RULES, CALENDAR, ON = reference_guideline(), work_calendar(), date(2026, 1, 15)
OWN = load(DATA / "own-guideline" / "guideline.toml", Guideline)
SPAN = Period.parse("2026-03").span
STAMP = datetime(2026, 1, 15, tzinfo=UTC)
WHO = ActorRole.AUTHORITY


@cache
def register() -> Register:
    """One station of the example city, and the actors."""
    whole = load(DATA / "dongying.json", Register)
    return Register(stations=whole.stations[1:2], actors=whole.actors)


@cache
def judged(rules: Guideline = RULES, on: date = ON) -> Any:
    """Where everybody stands."""
    return assess(register(), rules, on)


@cache
def planned() -> Any:
    """A month."""
    return plan(duties(RULES, register(), SPAN), register(), CALENDAR, SPAN, moves=0)


@cache
def year() -> Any:
    """The work of a year."""
    return annual_report(register(), RULES, CALENDAR, 2025)


@cache
def to_do(rules: Guideline = RULES) -> Any:
    """What is to be put right."""
    return remediation(judged(rules), CALENDAR)


def _shared(path: Path, lang: Lang) -> None:
    gift = Donation(id="D-1", books=[])
    shared = allocate(gift, register(), on=ON)
    tables.write_allocation(shared, register(), path, lang=lang, guideline=RULES)


def _several(lang: Lang) -> str:
    start = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)
    one = Session(
        id="E-1", kind=ActivityKind.LEGAL_CLINIC, station=register().stations[0].id,
        start=start, end=start + timedelta(hours=2), status=SessionStatus.PLANNED,
    )  # fmt: skip
    files = ical.to_icals([one], by="station", stamp=STAMP, lang=lang, guideline=RULES)
    assert files
    assert all(RULES.notice.in_(lang) in _unfolded(one) for one in files.values())
    return "".join(files.values())


def _station(lang: Lang) -> str:
    return report.station_page(register().stations[0].id, register(), RULES, ON, lang=lang)


class Writer(NamedTuple):
    """How something is written: to a path, or as a text or plain data; and by what guideline."""

    ending: str
    write: Callable[[Path, Lang], object] | None = None
    told: Callable[[Lang], object] | None = None
    rules: Guideline = RULES


WRITERS: Mapping[str, tuple[Writer, ...]] = {
    "dumps": tuple(
        Writer(".json", told=make)
        for make in (
            lambda _: dumps(judged()), lambda _: dumps(year()), lambda _: dumps(to_do()),
            lambda _: dumps(public_view(judged())),
        )
    ),
    "dump": (Writer(".json", lambda path, _: exchange.dump(judged(), path)),),
    "dump_records": (Writer(".jsonl", lambda path, _: exchange.dump_records([judged()], path)),),
    "docx.write_annual_report": (
        Writer(".docx", lambda path, lang: docx.write_annual_report(
            year(), path, lang=lang, guideline=RULES)),
    ),
    "docx.write_open_items": (
        Writer(".docx", lambda path, lang: docx.write_open_items(judged(), WHO, path, lang=lang)),
    ),
    "docx.write_notice": (
        Writer(".docx", lambda path, lang: docx.write_notice(to_do(OWN), WHO, path, lang=lang),
               rules=OWN),
    ),
    "ical.to_ical": (
        Writer(".ics", told=lambda lang: ical.to_ical(
            planned(), stamp=STAMP, lang=lang, guideline=RULES)),
    ),
    "ical.to_icals": (Writer(".ics", told=_several),),
    "oscal.to_oscal": (
        Writer(".json", told=lambda lang: oscal.to_oscal(judged(), stamp=STAMP, lang=lang)),
    ),
    "oscal.to_poam": (
        Writer(".json", told=lambda lang: oscal.to_poam(to_do(), stamp=STAMP, lang=lang)),
    ),
    "report.annual_page": (
        Writer(".html", told=lambda lang: report.annual_page(year(), lang=lang)),
    ),
    "report.assessment_page": (
        Writer(".html", told=lambda lang: report.assessment_page(judged(), lang=lang)),
    ),
    "report.comparison_page": (
        Writer(".html", told=lambda lang: report.comparison_page(
            compare(judged(on=date(2025, 7, 1)), judged()), lang=lang)),
    ),
    "report.digest": (
        Writer(".txt", told=lambda lang: report.digest(judged(), lang)),
        Writer(".txt", told=lambda lang: report.digest(planned(), lang, guideline=RULES)),
    ),
    "report.plan_page": (
        Writer(".html", told=lambda lang: report.plan_page(planned(), RULES, lang=lang)),
    ),
    "report.station_page": (Writer(".html", told=_station),),
    "report.to_html": (Writer(".html", told=lambda lang: report.to_html(judged(), lang=lang)),),
    "sarif.to_sarif": (Writer(".sarif", told=lambda lang: sarif.to_sarif(judged(), lang=lang)),),
    "tables.write_allocation": (Writer(".xlsx", _shared),),
    "tables.write_annual_report": (
        Writer(".xlsx", lambda path, lang: tables.write_annual_report(year(), path, lang=lang)),
    ),
    "tables.write_findings": (
        Writer(".xlsx", lambda path, lang: tables.write_findings(judged(), path, lang=lang)),
    ),
    "tables.write_plan": (
        Writer(".xlsx", lambda path, lang: tables.write_plan(
            planned(), path, lang=lang, guideline=RULES)),
    ),
}  # fmt: skip
"""Every function by which results leave the library, and what it is tried on."""

OTHERS: Mapping[str, str] = {
    **dict.fromkeys(
        ("collect", "iter_records", "load", "loads", "ical.from_ical", "ical.lint_ical",
         "tables.inspect", "tables.read", "holidays.from_chinesecalendar"),
        "it reads",
    ),
    **dict.fromkeys(
        ("guideline_template", "json_schema", "reference_guideline", "reference_profile",
         "work_calendar"),
        "it hands out what ships",
    ),
    **dict.fromkeys(
        ("tables.annotate", "tables.template", "tables.to_rows", "tables.write",
         "schema_org.to_schema_org"),
        "a register alone, judged by no guideline",
    ),
    **dict.fromkeys(
        ("oscal.json_bytes", "oscal.write_json", "sarif.json_bytes", "sarif.write_json",
         "plain.write_json"),
        "plain data that others of these have made",
    ),
}  # fmt: skip
"""What else the doors have, and why no disclaimer is in it."""

VERBS = re.compile(r"(?:to|write|dump|print|export)(?:_|s?$)|digest$|.*_page$")
"""How the functions are called that write: what of a mere module is looked at."""


def _doors() -> Iterator[str]:
    """Yield the names of the functions of every door, the door before them."""
    for module in (exchange, *_modules()):
        short = module.__name__.removeprefix(exchange.__name__).lstrip(".")
        for name in getattr(module, "__all__", ()):
            is_function = inspect.isfunction(inspect.unwrap(getattr(module, name)))
            is_door = hasattr(module, "__path__") or short in {"holidays", "sarif", "schema_org"}
            if is_function and (is_door or VERBS.match(name)):
                yield f"{short}.{name}".lstrip(".")


def _modules() -> Iterator[Any]:
    for one in iter_modules(exchange.__path__):
        if one.name not in {"documents", "schemas", "streams"}:  # behind the door itself
            yield import_module(f"{exchange.__name__}.{one.name}")


def _unfolded(text: str) -> str:
    return re.sub(r"\\([,;\\])", r"\1", text.replace("\r\n ", ""))


def _read(path: Path) -> str:
    """Return the texts of a file: unpacked, unfolded, unescaped."""
    if is_zipfile(path):
        with ZipFile(path) as archive:
            return html.unescape(
                "\n".join(archive.read(one).decode(errors="replace") for one in archive.namelist())
            )
    text = path.read_bytes().decode()
    return _unfolded(text) if path.suffix == ".ics" else html.unescape(text)


CASES = [
    pytest.param(one, lang, id=f"{name}-{number}-{lang}")
    for name, ways in WRITERS.items()
    for number, one in enumerate(ways)
    for lang in ("zh", "en")
]


@pytest.mark.parametrize(("writer", "lang"), CASES)
def test_the_disclaimer_is_in_the_bytes_of_every_export(
    tmp_path: Path, writer: Writer, lang: Lang
) -> None:
    """What is written says of the guideline what the guideline says of itself, word by word."""
    path = tmp_path / f"x{writer.ending}"
    if writer.write is not None:
        writer.write(path, lang)
    elif writer.told is not None:
        told = writer.told(lang)
        if isinstance(told, str):
            path.write_bytes(told.encode())
        else:
            oscal.write_json(told, path)  # type: ignore[arg-type]
    assert writer.rules.notice.in_(lang) in _read(path)


def test_no_way_out_is_left_out() -> None:
    """Whatever the doors have is a writer that is tried here, or has a reason why it is not."""
    found = set(_doors())
    assert found == set(WRITERS) | set(OTHERS)
    assert not set(WRITERS) & set(OTHERS)


def test_a_plan_without_its_guideline_says_what_holds_of_any_reading() -> None:
    """A calendar of a plan is never without; mere sessions claim no guideline."""
    told = _unfolded(ical.to_ical(planned(), stamp=STAMP))
    assert "DESCRIPTION:本计划由软件按台账和所给任务编排。任务取自参考解读的" in told
    assert report.digest(planned(), "zh").splitlines()[-1].removeprefix("说明：") in told
    assert "DESCRIPTION" not in ical.to_ical(planned().sessions, stamp=STAMP)
    assert RULES.notice.zh in _unfolded(ical.to_ical([], stamp=STAMP, guideline=RULES))
