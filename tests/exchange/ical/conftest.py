"""A plan to hand out, and clients that change calendars as clients do."""

import http.client
import os
import shutil
import socket
import subprocess
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest

from ridehire_partybuild import (
    SHANGHAI,
    Moved,
    Period,
    Plan,
    Recurrence,
    Register,
    Series,
    SessionStatus,
    Span,
    duties,
    load,
    occurrences,
    plan,
    reference_guideline,
    work_calendar,
)

icalendar = pytest.importorskip("icalendar")

DATA = Path(__file__).parents[3] / "examples" / "data" / "dongying.json"
YEAR = Period.parse("2026").span
STAMP = datetime(2026, 1, 15, 9, 0, tzinfo=SHANGHAI)
Client = Callable[[str, Callable[[Any], Any]], str]


@cache
def _plan() -> Plan:
    register = load(DATA, Register)
    owed = duties(reference_guideline(), register, YEAR)
    return plan(owed, register, work_calendar(), YEAR, on=date(2026, 1, 15))


@pytest.fixture(scope="session")
def demo_plan() -> Plan:
    """The plan of the illustrative city."""
    return _plan()


@pytest.fixture(scope="session")
def stamp() -> datetime:
    """When calendars are written."""
    return STAMP


def _edited(text: str, change: Callable[[Any], Any]) -> str:
    calendar = icalendar.Calendar.from_ical(text)
    kept = []
    for one in calendar.subcomponents:
        if one.name == "VEVENT" and change(one) is False:
            continue
        kept.append(one)
    calendar.subcomponents = kept
    return str(calendar.to_ical().decode())


@pytest.fixture(scope="session")
def client() -> Client:
    """A program that reads a calendar, lets each event be changed (False: deleted), writes it."""
    return _edited


def found_by(variable: str, program: str) -> str | None:
    """Return the path of an outsider: from the environment variable, else from PATH."""
    return os.environ.get(variable) or shutil.which(program)


@attrs.frozen
class Server:
    """A CalDAV server of the test's own, on this machine alone."""

    port: int

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}/"

    def __call__(self, method: str, path: str, body: str = "", **headers: str) -> tuple[int, str]:
        """Send one request; return status and text."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        kind = "text/xml" if body.startswith("<") else "text/calendar"
        # the server takes any password and makes the user at first sight
        who = "Basic " + b64encode(b"office:-").decode()
        wanted = {"Content-Type": f"{kind}; charset=utf-8", "Authorization": who, **named}
        connection.request(method, path, body.encode(), wanted)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Radicale with one empty calendar, ``/office/plan/``, stopped when the tests are done."""
    program = found_by("RIDEHIRE_RADICALE", "radicale")
    if program is None:
        pytest.skip("Radicale is not installed (RIDEHIRE_RADICALE or PATH)")
    folder, port = tmp_path_factory.mktemp("radicale"), _free_port()
    log = (folder / "log").open("wb")
    running = subprocess.Popen(  # noqa: S603 - the program that the tests are about
        [
            program, "--config", "", "--hosts", f"127.0.0.1:{port}", "--auth-type", "none",
            "--storage-filesystem-folder", str(folder / "collections"),
        ],
        stdout=log, stderr=log, cwd=folder,
    )  # fmt: skip
    made = Server(port)
    try:
        for _ in range(200):
            try:
                status, _text = made("MKCALENDAR", "/office/plan/")
                break
            except OSError:
                time.sleep(0.1)
        assert status == 201, (folder / "log").read_text()
        yield made
    finally:
        running.terminate()
        running.wait(30)
        log.close()


def _written(series: Series) -> str:
    """Return a series as other programs write it: RRULE, RDATE, EXDATE, RECURRENCE-ID, STATUS."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//example//EN")
    calendar.add("version", "2.0")
    master = icalendar.Event()
    master.add("rrule", icalendar.vRecur.from_ical(str(series.recurrence)))
    for one in series.rdate:
        master.add("rdate", [one])
    for one in series.exdate:
        master.add("exdate", [one])
    changed = {one.recurrence_id: one.start for one in series.moved}
    changed |= {one: one for one in series.cancelled}
    for original, start in [(None, series.start), *changed.items()]:
        event = icalendar.Event() if original else master
        event.add("uid", "series@example")
        event.add("dtstamp", STAMP)
        event.add("dtstart", start)
        event.add("dtend", start + timedelta(minutes=series.minutes))
        if original is not None:
            event.add("recurrence-id", original)
            event.add("status", "CANCELLED" if original in series.cancelled else "CONFIRMED")
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return str(calendar.to_ical().decode())


def _starts(series: Series, span: Span) -> list[str]:
    return sorted(
        one.start.isoformat()
        for one in occurrences(series, span)
        if one.status is not SessionStatus.CANCELLED
    )


@attrs.frozen
class Example:
    """A series as a calendar, and when it is held in a span."""

    series: Series
    text: str
    span: Span
    starts: list[str]


@pytest.fixture(scope="session")
def example() -> Example:
    """Weekly on Tuesdays: one added, one left out, one moved, one cancelled."""
    first = datetime(2026, 1, 6, 9, 30, tzinfo=SHANGHAI)
    week = timedelta(days=7)
    series = Series(
        start=first, minutes=90, recurrence=Recurrence.parse("FREQ=WEEKLY;COUNT=12;BYDAY=TU"),
        rdate=[first + timedelta(days=2)], exdate=[first + 6 * week],
        moved=[Moved(recurrence_id=first + 2 * week, start=first + 2 * week + timedelta(days=1))],
        cancelled=[first + 3 * week],
    )  # fmt: skip
    span = Span.parse("2026-01-01/2026-12-31")
    return Example(series, _written(series), span, _starts(series, span))
