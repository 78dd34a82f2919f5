"""Law 16, whole: marked secrets in every sensitive field, searched for in all that is ever said.

A register's own document holds them, of course: it is where they are kept. A door that reads or
writes anything else from a register belongs in `_said` or in a test of its own below.
"""

import csv
import json
import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from datetime import UTC, date, datetime
from functools import partial
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast
from zipfile import ZipFile

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ridehire_partybuild import (
    Actor,
    ActorRole,
    Appeal,
    Contact,
    ContactForm,
    ContactKind,
    InvalidDocument,
    InvalidValue,
    Lang,
    Person,
    Region,
    Register,
    Span,
    Station,
    Tier,
    annual_report,
    apply,
    assess,
    compare,
    diff,
    dumps,
    duties,
    explain,
    loads,
    merge,
    overdue,
    plan,
    public_view,
    reference_guideline,
    remediation,
    shortfalls,
    work_calendar,
)
from ridehire_partybuild.cli import main
from ridehire_partybuild.exchange.docx.blocks import Document
from ridehire_partybuild.exchange.docx.told_items import told_open_items
from ridehire_partybuild.exchange.docx.told_notice import told_notice
from ridehire_partybuild.exchange.docx.told_year import told_year
from ridehire_partybuild.exchange.docx.writing import written
from ridehire_partybuild.exchange.ical import to_ical
from ridehire_partybuild.exchange.oscal import json_bytes, to_oscal, to_poam
from ridehire_partybuild.exchange.report import (
    annual_page,
    assessment_page,
    comparison_page,
    digest,
    plan_page,
    station_page,
    to_html,
)
from ridehire_partybuild.exchange.report.told import told_findings
from ridehire_partybuild.exchange.sarif import to_sarif
from ridehire_partybuild.exchange.schema_org import to_schema_org
from ridehire_partybuild.exchange.tables import inspect, to_rows
from ridehire_partybuild.exchange.tables.findings import sheets_of_findings
from ridehire_partybuild.exchange.tables.years import sheets_of_annual_report
from ridehire_partybuild.testing import laws, strategies
from ridehire_partybuild.testing.leaks import sayings, secrets_of
from ridehire_partybuild.values.sensitive import holds_secrets

ON = date(2026, 1, 15)
SPAN = Span.parse("2026-01-01/2026-03-31")
STAMP = datetime(2026, 1, 1, tzinfo=UTC)
LANGS: tuple[Lang, ...] = ("zh", "en")
GUIDELINE, CALENDAR = reference_guideline(), work_calendar()

HOLDING = (
    Station(
        id="Z-1",
        name="示例",
        region=Region("370502"),
        tier=Tier.BASIC,
        head=Person(token="P-1"),
        contacts=[
            *(Contact(kind=kind, value="x") for kind in ContactKind),
            Contact(kind=ContactKind.OFFICE_LINE, form=ContactForm.HOTLINE, value="x"),
            Contact(kind=ContactKind.PERSONAL, form=ContactForm.HOTLINE, value="x"),
        ],
    ),
    Actor(
        id="Z-2",
        name="示例",
        role=ActorRole.ASSOCIATION,
        region=Region("370500"),
        channels=[Contact(kind=ContactKind.OFFICE_LINE, value="x")],
    ),
    Appeal(id="Z-3", station="Z-1", received_at=STAMP, retain_until=ON),
)
"""Something of everything that holds secrets, so that no example is without."""


class _Marks:
    """Plants a secret of its own in every sensitive field, filled or not."""

    def __init__(self, series: str) -> None:
        self.series, self.count = series, 0

    def planted(self, value: Any) -> Any:
        """Return a value with secrets in all of it."""
        cls: Any = type(value)
        if isinstance(value, tuple):
            return tuple(self.planted(one) for one in value)
        if not attrs.has(cls):
            return value
        attrs.resolve_types(cls)
        changed: dict[str, Any] = {}
        for field in attrs.fields(cls):
            if field.metadata.get("sensitive"):
                self.count += 1
                changed[field.name] = f"机密-{self.series}{self.count:06x}"
            elif holds_secrets(field.type):
                changed[field.name] = self.planted(getattr(value, field.name))
        return attrs.evolve(value, **changed) if changed else value


def _planted(register: Register, series: str = "a") -> Register:
    return cast("Register", _Marks(series).planted(register.with_(*HOLDING)))


REGISTERS = strategies.registers(max_stations=2, max_sessions=3, max_hosts=1).map(_planted)


@contextmanager
def _logged() -> Iterator[list[str]]:
    """Gather all that is logged meanwhile, by whomever, at the lowest level."""
    root, said = logging.getLogger(), list[str]()

    class Gathering(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(self.format(record))

    handler, before = Gathering(), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield said
    finally:
        root.removeHandler(handler)
        root.setLevel(before)


def _told(error: BaseException) -> str:
    """Return all that an error, and whatever it came from, can say."""
    said, one = list(traceback.TracebackException.from_exception(error).format()), error
    while one is not None:
        said += [str(one), repr(one), repr(one.args)]
        if isinstance(one, InvalidDocument | InvalidValue):
            said += [one.text("zh"), one.text("en")]
        one = cast("BaseException", one.__cause__ or one.__context__)
    return "\n".join(said)


def _outcome(make: Callable[[], object]) -> list[str]:
    """Return all that an object says that is made, or why it is not."""
    try:
        return list(sayings(make()))
    except (InvalidDocument, InvalidValue, TypeError, KeyError) as error:
        return [_told(error)]


@given(REGISTERS)
def test_every_sensitive_field_is_planted(register: Register) -> None:
    """The search is for what is there: names, numbers and summaries, each a secret of its own."""
    secrets = secrets_of(register)
    text = dumps(register)
    assert len(secrets) >= 5
    assert all(secret.startswith("机密-a") and secret in text for secret in secrets)


def _said(register: Register) -> Iterator[str]:
    """Yield all that is said of a register that everything was done with."""
    yield from sayings(loads(dumps(register)))
    told = assess(register, GUIDELINE, ON)
    yield from sayings(told)
    for finding in told.findings:
        for lang in ("zh", "en"):
            yield from sayings(explain(finding, told, lang))
            yield explain(finding, told, lang).text()
    yield dumps(public_view(told))
    yield from sayings(public_view(told))
    yield from (repr(register.of(subject)) for _, subject in register.subjects)
    yield from overdue(register, ON)
    yield json.dumps(to_rows(register), ensure_ascii=False, default=str)


@settings(max_examples=settings().max_examples // 2)
@given(REGISTERS)
def test_nothing_that_is_said_tells_a_secret(register: Register) -> None:
    """No secret text in any repr, explanation, log, table of rows or public view."""
    with _logged() as logged:
        laws.no_secret_leaks(secrets_of(register), _said(register))
    laws.no_secret_leaks(secrets_of(register), logged)


@settings(max_examples=8)
@given(REGISTERS)
def test_no_document_tells_a_secret(register: Register) -> None:
    """What is handed on, the page and the sheets of findings, holds none in either language."""
    told = assess(register, GUIDELINE, ON)
    with _logged() as logged:
        said = [to_html(told, lang="zh"), to_html(told, lang="en")]
        said += [repr(sheets_of_findings(told_findings(told, lang))) for lang in ("zh", "en")]
    laws.no_secret_leaks(secrets_of(register), [*said, *logged])


@settings(max_examples=6)
@given(REGISTERS)
def test_no_page_tells_a_secret(register: Register) -> None:
    """A city with its repairs, two dates and a plan: no page holds any, in either language."""
    told = assess(register, GUIDELINE, ON)
    compared = compare(assess(register, GUIDELINE, date(2025, 7, 1)), told)
    made = plan(duties(GUIDELINE, register, SPAN), register, CALENDAR, SPAN, on=ON)
    year = annual_report(register, GUIDELINE, CALENDAR, 2025)
    with _logged() as logged:
        said = []
        for lang in LANGS:
            said += [assessment_page(told, lang=lang), comparison_page(compared, lang=lang)]
            said.append(annual_page(year, lang=lang, guideline=GUIDELINE, register=register))
            said.append(repr(sheets_of_annual_report(year, lang, register=register)))
            said.append(
                plan_page(made, GUIDELINE, shortfalls=shortfalls(made, trials=0), lang=lang)
            )
    laws.no_secret_leaks(secrets_of(register), [*said, *logged])


@settings(max_examples=15)
@given(REGISTERS)
def test_the_wall_tells_office_lines_and_nothing_else(register: Register) -> None:
    """Only office lines are ever printed: those of the station itself stand on its sheet."""
    for one in register.stations:
        lines = {
            contact.value
            for contact in one.contacts
            if contact.kind is ContactKind.OFFICE_LINE and not contact.is_over(ON)
        }
        with _logged() as logged:
            sheets = [station_page(one.id, register, GUIDELINE, ON, lang=lang) for lang in LANGS]
        assert all(line in sheet for line in lines for sheet in sheets)
        laws.no_secret_leaks(secrets_of(register) - lines, [*sheets, *logged])


@settings(max_examples=15)
@given(REGISTERS)
def test_a_place_tells_hotlines_of_the_office_and_nothing_else(register: Register) -> None:
    """What a station finder shows: lines to be dialled that may be kept, and no other secret."""
    for one in register.stations:
        lines = {
            contact.value
            for contact in one.contacts
            if contact.kind is ContactKind.OFFICE_LINE
            and contact.form is ContactForm.HOTLINE
            and not contact.is_over(ON)
        }
        with _logged() as logged:
            told = to_schema_org(one, on=ON)
        assert set(told.get("telephone", ())) == lines
        said = [json.dumps(told, ensure_ascii=False), repr(told)]
        laws.no_secret_leaks(secrets_of(register) - lines, [*said, *logged])


@settings(max_examples=4)
@given(REGISTERS)
def test_no_document_for_programs_tells_a_secret(register: Register) -> None:
    """Nor do OSCAL and SARIF: findings, what is to be put right, and what became of findings."""
    told = assess(register, GUIDELINE, ON)
    since = compare(assess(register, GUIDELINE, date(2025, 1, 15)), told)
    with _logged() as logged:
        made = [to_sarif(told, comparison=since), to_sarif(told, lang="en")]
        for lang in LANGS:
            made.append(to_oscal(told, stamp=STAMP, lang=lang))
            made.append(to_poam(remediation(told, CALENDAR), stamp=STAMP, lang=lang))
        said = [json_bytes(one).decode() for one in made]
    laws.no_secret_leaks(secrets_of(register), [*said, *logged])


@settings(max_examples=15)
@given(REGISTERS)
def test_no_plan_and_no_calendar_tells_a_secret(register: Register) -> None:
    """Absent from calendars: neither the plan nor the file that phones read holds any."""
    with _logged() as logged:
        made = plan(duties(GUIDELINE, register, SPAN), register, CALENDAR, SPAN)
        said = [*sayings(made), *(to_ical(made, stamp=STAMP, lang=lang) for lang in ("zh", "en"))]
        said.append(to_ical(register.sessions, stamp=STAMP, register=register))
    laws.no_secret_leaks(secrets_of(register), [*said, *logged])


def _written(told: Document) -> str:
    """Return all that a document holds, every part of its archive."""
    with ZipFile(BytesIO(written(told))) as archive:
        return "\n".join(archive.read(one).decode("utf-8", "replace") for one in archive.namelist())


def _notices(register: Register, lang: Lang) -> Iterator[Document]:
    """Yield the formal notices to all roles, by a guideline that somebody issued."""
    issued = attrs.evolve(GUIDELINE, id="z", issuer="示例局", document_number="示交发〔2026〕1号")
    plan = remediation(assess(register, issued, ON), CALENDAR)
    for role in ActorRole:
        with suppress(InvalidValue):  # nothing to put right
            yield told_notice(plan, role, lang)


@pytest.mark.slow
@settings(max_examples=3)
@given(REGISTERS)
def test_no_official_document_tells_a_secret(register: Register) -> None:
    """Neither the annual report, nor a list of open items or a notice, to an actor or a role."""
    judged = assess(register, GUIDELINE, ON)
    report = annual_report(register, GUIDELINE, CALENDAR, 2025)
    with _logged() as logged:
        said = []
        for lang in LANGS:
            told = [told_year(report, GUIDELINE, lang, register)]
            told += [told_open_items(judged, who, lang) for who in (*ActorRole, "Z-2")]
            told += _notices(register, lang)
            # what is told is what is written; two of them to be sure of the rest of the file
            said += [repr(told), _written(told[0]), _written(told[-1])]
    laws.no_secret_leaks(secrets_of(register), [*said, *logged])


COMMANDS = (
    ("check",),
    ("check", "--format", "json", "--strict"),
    ("report", "-o", "digest.txt", "-o", "page.html", "-o", "actions.poam.json"),
    ("compare", "--since", "2025-06-30", "-o", "changes.txt", "-o", "changes.sarif"),
    ("compare", "--since", "2025-06-30", "--format", "json"),
    ("plan", "--span", "2026-03", "--moves", "0", "-o", "plan.ics", "-o", "plan.txt"),
    ("plan", "--span", "2026-03", "--moves", "0", "--format", "json"),
    ("lint",),
    ("import", "-o", "again.json"),
)


def _commanded(register: Register, folder: Path, lang: Lang) -> Iterator[str]:
    """Yield all that the command line says of a register and hands on."""
    path = folder / "register.json"
    path.write_text(dumps(register), encoding="utf-8")
    for command, *more in COMMANDS:
        words = [str(folder / one) if "." in one else one for one in more]
        out, err = StringIO(), StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = main([command, str(path), *words, "--lang", lang], today=ON)
        # a register is no guideline to lint and no table to import
        assert (code == 2) == (command in {"lint", "import"}), err.getvalue()
        yield out.getvalue() + err.getvalue()
    yield from (one.read_text("utf-8") for one in folder.iterdir() if one != path)


@pytest.mark.slow
@settings(max_examples=6)
@given(REGISTERS)
def test_no_digest_and_no_command_tells_a_secret(register: Register) -> None:
    """Neither the lines for a chat group nor what the command line prints, refuses or writes."""
    made = plan(duties(GUIDELINE, register, SPAN), register, CALENDAR, SPAN, moves=0)
    told = assess(register, GUIDELINE, ON)
    since = compare(assess(register, GUIDELINE, date(2025, 6, 30)), told)
    for lang in LANGS:
        with _logged() as logged, TemporaryDirectory() as folder:
            said = [digest(told, lang), digest(made, lang), digest(since, lang)]
            said += _commanded(register, Path(folder), lang)
        assert len(said) == 3 + len(COMMANDS) + 7
        laws.no_secret_leaks(secrets_of(register), [*said, *logged])


@given(REGISTERS, st.data())
def test_no_change_and_no_conflict_tells_a_secret(register: Register, data: st.DataObject) -> None:
    """Two registers with secrets of their own: what differs is told, both values hidden."""
    other = _Marks("b").planted(register)
    secrets = secrets_of(register) | secrets_of(other)
    changes = diff(register, other)
    assert changes
    change = data.draw(st.sampled_from(list(changes)))
    said = [*sayings(changes), *(str(field) for one in changes for field in one.fields)]
    for make in (
        lambda: merge(register, other),
        lambda: apply(changes, other),
        lambda: apply(change, other),
        lambda: apply(change, Register()),
        lambda: register.with_(cast("Any", change)),
        lambda: register.without(change.id),
    ):
        said += _outcome(make)
    laws.no_secret_leaks(secrets, said)


WRONG = st.sampled_from([5, "x\x07", object(), (), ("x",), date(1, 1, 1), None, {}, 12.7, True])


@given(REGISTERS, st.data())
def test_no_spoiled_constructor_tells_a_secret(register: Register, data: st.DataObject) -> None:
    """The wrong type in any field of a record, its secrets in the others."""
    records = [*register.stations, *register.actors, *register.appeals]
    record: Any = data.draw(st.sampled_from(records))
    held = [record, *getattr(record, "contacts", ()), *(getattr(record, "channels", None) or ())]
    one = data.draw(st.sampled_from([*held, getattr(record, "head", None) or record]))
    field = data.draw(st.sampled_from([field.name for field in attrs.fields(type(one))]))
    wrong = data.draw(WRONG)
    laws.no_secret_leaks(
        secrets_of(register), _outcome(partial(attrs.evolve, one, **{field: wrong}))
    )


def _places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of everything in plain data."""
    items = node.items() if isinstance(node, dict) else enumerate(node)
    for key, child in items:
        yield (*path, key)
        if isinstance(child, dict | list):
            yield from _places(child, (*path, key))


def _held(document: Any, name: str) -> Any:
    """Return the record of that collection that is there in every example."""
    ours = {one.id for one in HOLDING}
    return next(one for one in document[name] if one["id"] in ours)


SPOILS: dict[str, Callable[[Any, Any], Any]] = {
    "a number": lambda _one, _all: 5,
    "nothing": lambda _one, _all: None,
    "in a list": lambda one, _all: [one],
    "in an object": lambda one, _all: {"value": one},
    "in a list of an object": lambda one, _all: [{"kind": "personal", "value": one}],
    "a contact": lambda _one, all_: _held(all_, "stations")["contacts"][0],
    "contacts": lambda _one, all_: _held(all_, "stations")["contacts"],
    "a whole appeal": lambda _one, all_: _held(all_, "appeals"),
}


@given(REGISTERS, st.sampled_from(sorted(SPOILS)), st.data())
def test_no_spoiled_document_tells_a_secret(
    register: Register, spoil: str, data: st.DataObject
) -> None:
    """Anything in the place of anything, records with secrets too, and secrets left and right."""
    document = json.loads(dumps(register))
    path = data.draw(st.sampled_from([one for one in _places(document) if one != ("format",)]))
    parent: Any = document
    for key in path[:-1]:
        parent = parent[key]
    parent[path[-1]] = SPOILS[spoil](parent[path[-1]], json.loads(dumps(register)))
    text = json.dumps(document, ensure_ascii=False)
    laws.no_secret_leaks(secrets_of(register), _outcome(partial(loads, text)))


@given(REGISTERS, st.sampled_from(["stations", "actors", "appeals", None]), st.data())
def test_no_key_of_a_record_tells_a_secret(
    register: Register, collection: str | None, data: st.DataObject
) -> None:
    """A secret for a key, of whatever may hold one: the message says what keys there are."""
    document = json.loads(dumps(register))
    parent = document if collection is None else data.draw(st.sampled_from(document[collection]))
    secret = data.draw(st.sampled_from(sorted(secrets_of(register))))
    parent[secret] = parent[secret + "@example.org"] = 5
    said = _outcome(partial(loads, json.dumps(document, ensure_ascii=False)))
    assert "got the key •••" in said[0]
    laws.no_secret_leaks(secrets_of(register), said)


SPELLINGS = (
    "{}",
    "={}",
    "{}\x07",
    "{}" * 40,
    " {}\u3000１２３",
    "{}、{}",
    "'{}",
    "e\u0301{}",
    "#N/A {}",
)


@given(
    st.sampled_from(SPELLINGS), st.sampled_from(SPELLINGS), st.sampled_from(["370502", "37X", ""])
)
def test_no_table_tells_a_secret(number: str, name: str, region: str) -> None:
    """The columns for persons and numbers of an office's table, however their cells are spoiled."""
    secrets = ("机密-c0001", "机密-c0002")
    told = (number.replace("{}", secrets[0]), name.replace("{}", secrets[1]))
    rows = [
        ("编号", "名称", "区划代码", "类型", "联系电话", "负责人"),
        ("S-1", "示例", region, "基础型", *told),
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder, "阵地.csv")
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        with _logged() as logged:
            said = _outcome(partial(inspect, path, recorded_on=ON))
    laws.no_secret_leaks(secrets, [*said, *logged])
