"""The benchmark of assessing, at small sizes and without a clock: its contestants agree."""

from datetime import date

import pytest
from compliance.agreement import contradicted, differently_counted, outcomes
from compliance.clauses import facts_read, made_guideline
from compliance.costs import Memory
from compliance.counting import counted
from compliance.engines import ENGINES, Engine, installed_version
from compliance.page import Results, page
from compliance.race import race
from compliance.workload import ON, made_register

from ridehire_partybuild.compliance import assess
from ridehire_partybuild.guideline import Reason

REGISTER, GUIDELINE = made_register(80, seed=26), made_guideline()
ASSESSMENT = assess(REGISTER, GUIDELINE, ON)


def test_there_are_forty_clauses() -> None:
    """The loop by hand adds up to 40 clauses a station; they read 29 facts."""
    assert len(ASSESSMENT.rules) == 40
    assert len(facts_read(GUIDELINE)) == 29


def test_the_workload_has_all_that_slows() -> None:
    """Facts are missing, lapsed, in conflict and without a bearer, and stations are closed."""
    wanted = {Reason.MISSING, Reason.EXPIRED, Reason.CONFLICTING, Reason.NOT_THERE, Reason.NOT_OPEN}
    assert wanted <= {one.verdict.reason for one in ASSESSMENT.findings}
    assert any(one.collected_on > ON for one in REGISTER.observations)
    missing = [
        ASSESSMENT.readings(station.id).of(name).reason is Reason.MISSING
        for station in REGISTER.stations
        for name in facts_read(GUIDELINE)
    ]
    assert 0.10 <= sum(missing) / len(missing) <= 0.15


def test_the_loop_counts_what_the_library_finds() -> None:
    """Station by station, and all together."""
    assert differently_counted(REGISTER, GUIDELINE) == []
    assert counted(REGISTER, ON) == outcomes(ASSESSMENT)


@pytest.mark.interop
@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.package)
def test_an_engine_says_yes_where_the_library_passes(engine: Engine) -> None:
    """What it says of the clauses is what the library says, wherever the library can tell."""
    if installed_version(engine.package) is None:
        pytest.skip(f"{engine.package} is not installed: `make bench` installs it for itself")
    assert contradicted(engine, ASSESSMENT, 20) == []


@pytest.mark.slow
def test_the_page_names_who_did_not_take_part() -> None:
    """Every contestant has its row; the page bears the day that it was given."""
    timings = race(made_register(2), GUIDELINE, [], repeats=1)
    results = Results(
        timings=timings,
        engines=ENGINES,
        memory=Memory(check=12.0, finding=65.0),
        chores=[("a question", 0.5)],
        checks=80,
        repeats=1,
    )
    text = page(results, date(2026, 1, 31))
    assert "on 2026-01-31;" in text
    assert text.count("not installed |") == len(ENGINES)
    assert all(f"| {one.name}" in text for one in timings)
    bounds = [line for line in text.splitlines() if line.startswith("| bytes")]
    assert [line.rstrip(" |").split("| ")[-1].strip() for line in bounds] == ["met", "not met"]
