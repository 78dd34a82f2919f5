"""What a rule means, as others work it out: libical (GNOME, KDE, Cyrus) and ical.js (Thunderbird).

RIDEHIRE_ICALJS names the folder in whose node_modules ical.js lies.
"""

import ctypes
import ctypes.util
import json
import os
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from ridehire_partybuild.calendars import Series, first_start, occurrences
from ridehire_partybuild.testing import strategies
from ridehire_partybuild.values import SHANGHAI, Recurrence, Span

LIBICAL = ctypes.util.find_library("ical")
ICALJS = os.environ.get("RIDEHIRE_ICALJS")
NODE = shutil.which("node")
MANY = 12
LATEST = 2060
TRIED = settings(
    max_examples=150, database=None, derandomize=True, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck), deadline=None,
)  # fmt: skip
BEGIN = Span.parse("2025-01-01/2028-12-31")
EXPAND = """
const { createRequire } = require('node:module');
const found = createRequire(process.argv[1] + '/')('ical.js');
const ICAL = found.default || found;
const cases = JSON.parse(require('node:fs').readFileSync(0, 'utf-8'));
console.log(JSON.stringify(cases.map(([rule, start]) => {
  const days = [];
  const left = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromDateTimeString(start));
  for (let one; days.length < %d && (one = left.next()) && one.year <= %d;) {
    days.push(one.toString());
  }
  return days;
})));
""" % (MANY, LATEST)  # noqa: UP031 - braces are the script's own


def ours(rule: Recurrence, start: datetime) -> list[str]:
    """Return the first starts as we have them."""
    span = Span.parse(f"{start.date()}/{LATEST}-12-31")
    found = occurrences(Series(start=start, minutes=60, recurrence=rule), span)
    return [one.start.replace(tzinfo=None).isoformat() for one in found[:MANY]]


def local(rule: Recurrence) -> str:
    """Return the rule for a program that is given local times, which so have no offset."""
    until = rule.until
    if isinstance(until, datetime):
        ends = until.astimezone(SHANGHAI).replace(tzinfo=UTC)
        return f"{attrs.evolve(rule, until=None)};UNTIL={ends:%Y%m%dT%H%M%S}Z"
    return str(rule)


@cache
def library() -> Any:
    """Return libical's one function that we need."""
    expand = ctypes.CDLL(LIBICAL).icalrecur_expand_recurrence
    expand.argtypes = [
        ctypes.c_char_p, ctypes.c_long, ctypes.c_int, ctypes.POINTER(ctypes.c_long),
    ]  # fmt: skip
    return expand


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@pytest.mark.interop
@pytest.mark.slow
@pytest.mark.skipif(LIBICAL is None, reason="libical is not installed")
@TRIED
@given(strategies.recurrences(within=BEGIN), strategies.moments(within=BEGIN))
def test_libical_makes_the_same_days_of_every_rule(rule: Recurrence, begin: datetime) -> None:
    """'Only forms on which implementations agree': each form that is taken, drawn 150 times."""
    start = first_start(rule, begin)
    if start is None or start.year > LATEST - 10:
        return
    seconds = int((start.replace(tzinfo=UTC) - EPOCH).total_seconds())
    found = (ctypes.c_long * MANY)()
    assert library()(local(rule).encode(), seconds, MANY, found)
    theirs = [EPOCH + timedelta(seconds=one) for one in found if one]
    assert [one.replace(tzinfo=None).isoformat() for one in theirs if one.year <= LATEST] == ours(
        rule, start
    )


@pytest.mark.interop
@pytest.mark.skipif(
    not (NODE and ICALJS), reason="node or ical.js is not installed (RIDEHIRE_ICALJS)"
)
def test_icaljs_makes_the_same_days_of_portable_rules() -> None:
    """`is_portable` is true of rules only that Thunderbird's reader expands as we do."""
    cases: list[tuple[Recurrence, datetime]] = []

    @TRIED
    @given(strategies.recurrences(within=BEGIN), strategies.moments(within=BEGIN))
    def collect(rule: Recurrence, begin: datetime) -> None:
        start = first_start(rule, begin)
        if rule.is_portable and start is not None and start.year < LATEST - 10:
            cases.append((rule, start))

    collect()
    assert len(cases) > 40
    told = [(local(rule), f"{start:%Y-%m-%dT%H:%M:%S}") for rule, start in cases]
    done = subprocess.run(  # noqa: S603 - the program that the test is about
        [str(NODE), "-e", EXPAND, str(ICALJS)],
        input=json.dumps(told), capture_output=True, check=True, encoding="utf-8", timeout=120,
    )  # fmt: skip
    theirs = json.loads(done.stdout)
    wrong = [
        (str(rule), start.isoformat())
        for (rule, start), days in zip(cases, theirs, strict=True)
        if days != ours(rule, start)
    ]
    assert wrong == []
