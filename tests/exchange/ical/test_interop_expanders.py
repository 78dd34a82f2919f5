"""Programs that expand calendars: recurring-ical-events (Python), ical.js (Thunderbird).

RIDEHIRE_RECURRING names a Python in whose environment recurring-ical-events is, which wants an
older dateutil than ours; RIDEHIRE_ICALJS the folder in whose node_modules ical.js lies.
"""

import json
import os
import shutil
import subprocess
from datetime import datetime
from typing import Any

import pytest

from ridehire_partybuild import Plan
from ridehire_partybuild.exchange.ical import to_ical

pytest.importorskip("icalendar")
pytestmark = pytest.mark.interop

RECURRING = os.environ.get("RIDEHIRE_RECURRING")
NODE, ICALJS = shutil.which("node"), os.environ.get("RIDEHIRE_ICALJS")
IN_PYTHON = """
import json, sys
import icalendar, recurring_ical_events
calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
found = recurring_ical_events.of(calendar).between((2026, 1, 1), (2027, 1, 1))
print(json.dumps(sorted(
    [str(one["uid"]), one["dtstart"].dt.isoformat()]
    for one in found if str(one.get("status")) != "CANCELLED"
)))
"""
IN_NODE = """
const { createRequire } = require('node:module');
const found = createRequire(process.argv[1] + '/')('ical.js');
const ICAL = found.default || found;
const text = require('node:fs').readFileSync(0, 'utf-8');
const calendar = new ICAL.Component(ICAL.parse(text));
for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
const rows = [];
for (const part of calendar.getAllSubcomponents('vevent')) {
  const event = new ICAL.Event(part);
  if (event.isRecurrenceException()) continue;
  const add = (one, start) => {
    if (one.component.getFirstPropertyValue('status') !== 'CANCELLED') {
      rows.push([event.uid, start.toJSDate().toISOString()]);
    }
  };
  if (!event.isRecurring()) { add(event, event.startDate); continue; }
  const left = event.iterator();
  for (let one; (one = left.next());) {
    const details = event.getOccurrenceDetails(one);
    add(details.item, details.startDate);
  }
}
console.log(JSON.stringify(rows.sort()));
"""


def run(command: list[str], text: str, **environment: str) -> list[list[str]]:
    """Return what a program says of a calendar given on its standard input."""
    done = subprocess.run(  # noqa: S603 - the programs that the tests are about
        command, input=text, capture_output=True, check=False, encoding="utf-8", timeout=120,
        env={**os.environ, **environment},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    found: list[list[str]] = json.loads(done.stdout)
    return found


def in_python(text: str) -> list[list[str]]:
    """Expanded by recurring-ical-events."""
    if RECURRING is None:
        pytest.skip("recurring-ical-events is not installed (RIDEHIRE_RECURRING)")
    return run([RECURRING, "-c", IN_PYTHON], text)


def in_node(text: str) -> list[list[str]]:
    """Expanded by ical.js, on a computer set to another zone."""
    if NODE is None or ICALJS is None:
        pytest.skip("node or ical.js is not installed (RIDEHIRE_ICALJS)")
    return run([NODE, "-e", IN_NODE, ICALJS], text, TZ="America/New_York")


@pytest.mark.parametrize("expand", [in_python, in_node])
def test_the_plan_expands_to_its_sessions(
    expand: Any, demo_plan: Plan, stamp: Any, example: Any
) -> None:
    """Each session of the plan at its time and nothing else; a series as `occurrences` has it."""
    text = to_ical(demo_plan, stamp=stamp)
    found = [(uid, moment(when)) for uid, when in expand(text)]
    assert sorted(found) == sorted(
        (f"{one.id}@ridehire-partybuild", one.start.timestamp()) for one in demo_plan.sessions
    )
    starts = sorted(moment(when) for _, when in expand(example.text))
    assert starts == sorted(moment(one) for one in example.starts)


def moment(text: str) -> float:
    """Return the seconds of a moment that somebody wrote in ISO 8601."""
    return datetime.fromisoformat(text).timestamp()
