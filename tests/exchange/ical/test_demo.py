"""The calendar of the plan that `make demo` makes, as others read it: icalendar and khal."""

import os
import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import attrs
import pytest

from ridehire_partybuild import (
    SHANGHAI,
    Period,
    Plan,
    Register,
    Session,
    SessionStatus,
    duties,
    load,
    plan,
    reference_guideline,
    work_calendar,
)
from ridehire_partybuild.exchange.ical import to_ical

icalendar = pytest.importorskip("icalendar")

KHAL = os.environ.get("RIDEHIRE_KHAL") or shutil.which("khal")
DATA = Path(__file__).parents[3] / "examples" / "data" / "dongying.json"
YEAR = Period.parse("2026").span
ON = date(2026, 1, 15)
STAMP = datetime(2026, 1, 15, 9, 0, tzinfo=SHANGHAI)


def planned(register: Register) -> Plan:
    """Return the plan of the year."""
    owed = duties(reference_guideline(), register, YEAR)
    return plan(owed, register, work_calendar(), YEAR, on=ON)


@cache
def demo_plan() -> Plan:
    """Return the plan of the illustrative city."""
    return planned(load(DATA, Register))


def statuses(text: str) -> dict[str, tuple[str, int]]:
    """Return status and sequence of each event, by UID."""
    found = icalendar.Calendar.from_ical(text).walk("VEVENT")
    return {str(one["uid"]): (str(one["status"]), int(one["sequence"])) for one in found}


def test_the_calendar_expands_to_the_plans_sessions() -> None:
    """What icalendar reads is each session of the plan, and nothing else."""
    made = demo_plan()
    text = to_ical(made, stamp=STAMP)
    assert len(made.sessions) > 60
    assert {
        (str(one["uid"]), one["dtstart"].dt, one["dtend"].dt)
        for one in icalendar.Calendar.from_ical(text).walk("VEVENT")
    } == {(f"{one.id}@ridehire-partybuild", one.start, one.end) for one in made.sessions}
    assert text.count("BEGIN:VEVENT") == len(made.sessions)
    assert "RRULE" not in text


def test_a_later_plan_cancels_nothing_that_stands() -> None:
    """Planned again once its sessions are in the register, nothing is placed and nothing is off."""
    made = demo_plan()
    first = to_ical(made, stamp=STAMP)
    later = planned(made.inputs.register.with_(*made.sessions))
    assert later.sessions == ()
    assert to_ical(later, stamp=STAMP + timedelta(days=1), previous=first) == first


def test_a_later_plan_tells_what_was_held_and_what_is_gone() -> None:
    """HELD and CANCELLED are told as the register has them; in neither it is cancelled."""
    made = demo_plan()
    held, off, gone, *rest = made.sessions
    register = made.inputs.register.with_(
        _with(held, SessionStatus.HELD), _with(off, SessionStatus.CANCELLED), *rest
    )
    empty = plan((), register, work_calendar(), YEAR, on=ON)
    first = to_ical(made, stamp=STAMP)
    told = statuses(to_ical(empty, stamp=datetime(2026, 2, 1, tzinfo=UTC), previous=first))
    assert len(told) == len(made.sessions)
    wanted = {held.id: "CONFIRMED", off.id: "CANCELLED", gone.id: "CANCELLED"}
    for session in made.sessions:
        status = wanted.get(session.id, "TENTATIVE")
        uid = f"{session.id}@ridehire-partybuild"
        assert told[uid] == (status, 0 if status == "TENTATIVE" else 1)


def _with(session: Session, status: SessionStatus) -> Session:
    return attrs.evolve(session, status=status)


class Khal:
    """A khal of its own, with an empty calendar in a folder."""

    def __init__(self, folder: Path) -> None:
        """Write the configuration."""
        self._folder = folder
        (folder / "calendar").mkdir()
        (folder / "config").write_text(
            f"[calendars]\n[[stations]]\npath = {folder / 'calendar'}\n"
            "[locale]\nlocal_timezone = Asia/Shanghai\ndefault_timezone = Asia/Shanghai\n"
            "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
            "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
            f"[sqlite]\npath = {folder / 'khal.db'}\n",
            encoding="utf-8",
        )

    def __call__(self, *arguments: str) -> str:
        """Run one command, which must say nothing on its error stream and warn of nothing."""
        done = subprocess.run(  # noqa: S603 - the program that the test is about
            [str(KHAL), "-c", str(self._folder / "config"), *arguments],
            env={"HOME": str(self._folder), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            capture_output=True, check=False, encoding="utf-8", timeout=120,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        assert "warning" not in done.stdout.lower()
        return done.stdout


@pytest.mark.interop
@pytest.mark.skipif(KHAL is None, reason="khal is not installed (RIDEHIRE_KHAL or PATH)")
def test_khal_lists_every_session_of_the_plan(tmp_path: Path) -> None:
    """Khal imports the demo's plan.ics silently and lists each session at its time and place."""
    made = demo_plan()
    file = tmp_path / "plan.ics"
    file.write_bytes(to_ical(made, stamp=STAMP).encode())
    khal = Khal(tmp_path)
    khal("import", "--batch", "-a", "stations", str(file))
    listed = khal(
        "list", "--format", "{uid} {start-long} {end-long-full} {title} @ {location}",
        "--day-format", "", str(YEAR.start), str(YEAR.end),
    )  # fmt: skip
    rows = listed.splitlines()
    assert len(rows) == len(made.sessions)
    names = {station.id: station.name for station in made.inputs.register.stations}
    for session in made.sessions:
        (row,) = [row for row in rows if row.startswith(f"{session.id}@ridehire-partybuild ")]
        assert f"{session.start:%Y-%m-%d %H:%M}" in row
        assert f"{session.end:%Y-%m-%d %H:%M}" in row
        assert session.kind.label("zh") in row
        assert session.station is None or names[session.station] in row
