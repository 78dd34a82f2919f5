"""The strategies keep their bounds, reach the hard cases and shrink to the plain ones."""

import unicodedata
from datetime import date, time
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from hypothesis.vendor.pretty import pretty

from ridehire_partybuild import (
    FACTS,
    ActivityKind,
    AppealState,
    Fact,
    Guideline,
    Level,
    LocalKind,
    Observation,
    Period,
    PeriodUnit,
    Region,
    Register,
    Session,
    Span,
    Station,
    StationId,
    StationStatus,
    SubjectKind,
    TaskState,
    Tier,
    reference_guideline,
)
from ridehire_partybuild.model import COLLECTIONS
from ridehire_partybuild.testing import laws, strategies
from ridehire_partybuild.testing.strategies.thresholds import bounds_of, near

FEBRUARY = Span.parse("2026-02-01/2026-02-28")


@given(station=strategies.stations(tier=Tier.MOBILE, county=Region("370505")))
def test_stations_keep_to_the_tier_and_county(station: Station) -> None:
    """Keyword-only bounds hold."""
    assert (station.tier, station.region) == (Tier.MOBILE, Region("370505"))


@given(
    register=strategies.registers(
        min_stations=2,
        max_stations=2,
        max_sessions=3,
        max_waivers=0,
        within=FEBRUARY,
        facts=("fan.count",),
        kinds=(ActivityKind.SYMPOSIUM,),
    )
)
def test_registers_keep_their_bounds(register: Register) -> None:
    """A bound for each collection, a span, facts and kinds of activity."""
    assert (len(register.stations), register.waivers) == (2, ())
    assert len(register.sessions) <= 3
    assert all(session.day in FEBRUARY for session in register.sessions)
    assert {session.kind for session in register.sessions} <= {ActivityKind.SYMPOSIUM}
    assert {one.fact for one in register.observations} <= {"fan.count"}


@given(
    strategies.registers(
        stations=2, sessions=(1, 3), deliveries=4, tier=Tier.MOBILE, county=Region("370505")
    )
)
def test_registers_are_as_large_as_told(register: Register) -> None:
    """Exactly so many, from so many to so many, and one at least of what must be named."""
    assert (len(register.stations), len(register.deliveries)) == (2, 4)
    assert len(register.sessions) in {1, 2, 3}
    assert register.donations
    assert register.titles
    where = {(one.tier, one.region.code) for one in register.stations}
    assert where == {(Tier.MOBILE, "370505")}


@given(strategies.stations(known=strategies.KNOWABLE))
def test_what_is_to_be_known_is_known(station: Station) -> None:
    """``known`` leaves none of its fields open."""
    assert None not in {station.site.area_m2, station.site.seats, station.on_map, station.setting}
    assert station.hours is not None
    assert station.facilities is not None
    assert station.records_since is not None


@given(
    register=strategies.registers(
        min_stations=1, max_titles=0, max_stock=9, max_pledges=0, max_tasks=3, max_sessions=0
    )
)
def test_every_collection_has_a_bound(register: Register) -> None:
    """None of what is bound by 0, nor of what must name such a thing."""
    assert (register.titles, register.stock, register.deliveries, register.loans) == ((),) * 4
    assert (register.pledges, register.sessions) == ((), ())
    assert len(register.tasks) <= 3


@given(session=strategies.sessions(within=FEBRUARY, stations=[StationId("S-7")]))
def test_sessions_are_where_and_when_they_may_be(session: Session) -> None:
    """A session is at one of the stations given or elsewhere, and starts within the span."""
    assert session.station in {None, "S-7"}
    assert session.day in FEBRUARY


@given(period=strategies.periods(unit=PeriodUnit.WEEK, within=FEBRUARY))
def test_periods_share_a_day_with_the_span(period: Period) -> None:
    """Periods of one unit that overlap a span."""
    assert period.unit is PeriodUnit.WEEK
    assert period.start < FEBRUARY.end
    assert FEBRUARY.start < period.end


@given(region=strategies.regions(level=Level.CITY), text=strategies.texts(longest=3))
def test_words_keep_their_bounds(region: Region, text: str) -> None:
    """Regions of one level; texts of at most so many characters."""
    assert region.level is Level.CITY
    assert 1 <= len(text) <= 3


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: strategies.texts(longest=0),
        lambda: strategies.spans(longest=0),
        lambda: strategies.observations(facts=()),
        lambda: strategies.waivers(subjects=()),
        lambda: strategies.deliveries(titles=()),
        lambda: strategies.pledges(branches=()),
        lambda: strategies.sessions(kinds=()),
        lambda: strategies.registers(max_drivers=3),  # type: ignore[call-arg]
        lambda: strategies.registers(sessions=3, max_sessions=3),
        lambda: strategies.registers(sessions=(3, 2)),
        lambda: strategies.registers(deliveries=1, titles=0),
        lambda: strategies.registers(stations=0, observations=1),
        lambda: strategies.registers(min_stations=3, max_stations=2),
        lambda: strategies.stations(known=["site.colour"]),
    ],
)
def test_bounds_between_which_nothing_lies_are_refused(wrong: Any) -> None:
    """InvalidArgument on misuse, as in Hypothesis itself."""
    with pytest.raises(InvalidArgument):
        wrong()


REACHED: list[tuple[st.SearchStrategy[Any], Any]] = [
    (strategies.sites(), lambda site: site.area_m2 == 3),
    (strategies.sites(), lambda site: str(site.area_m2) == "16.5"),
    (strategies.sites(), lambda site: site.seats == 0),
    (strategies.opening_hours(), lambda hours: "26:00" in str(hours)),
    (strategies.days(), lambda day: str(day) == "2026-02-23"),
    (strategies.days(), lambda day: str(day) == "2026-04-30"),
    (strategies.stations(), lambda one: one.hours is None and one.facilities is None),
    (strategies.stations(), lambda one: one.region.code == "370521" and one.opened_on),
    (strategies.registers(), lambda register: len(register.cities) > 1),
    (
        strategies.registers(),
        lambda register: any(one.organiser and one.organiser.branch for one in register.sessions),
    ),
]


REACHED += [
    (strategies.registers(), lambda register, name=name: getattr(register, name))
    for name in COLLECTIONS
]
REACHED += [
    (strategies.registers(), lambda register: any(actor.parent for actor in register.actors)),
    (
        strategies.registers(),
        lambda register: any(isinstance(one.kind, LocalKind) for one in register.sessions),
    ),
    (strategies.registers(), lambda register: any(one.titles for one in register.sessions)),
    (strategies.registers(), lambda register: any(one.funds for one in register.donations)),
    *(
        (
            strategies.stations(),
            lambda one, status=status: one.status(date(2026, 3, 1)) is status,
        )
        for status in StationStatus
    ),
    *(
        (strategies.appeals(), lambda appeal, state=state: appeal.state is state)
        for state in AppealState
    ),
    *((strategies.tasks(), lambda task, state=state: task.state is state) for state in TaskState),
    (strategies.funds(), lambda fund: (fund.balance_fen or 0) < 0),
    (strategies.stations(), lambda one: one.head and one.head.is_over(date(2026, 12, 31))),
]


def seen(wanted: Any) -> Any:
    """Return whether an observation of a register is as wanted, given its fact if there is one."""
    return lambda register: any(
        wanted(FACTS.get(one.fact), one, register) for one in register.observations
    )


def _suits(fact: Fact, one: Observation) -> bool:
    try:
        fact.accept(one.value)
    except ValueError:
        return False
    return True


REACHED += [
    *(
        (
            strategies.registers(),
            seen(
                lambda fact, one, register, kind=kind: (
                    fact and fact.subject is kind is register.of(one.subject).kind
                )
            ),
        )
        for kind in SubjectKind
    ),
    (strategies.registers(), seen(lambda fact, _one, _register: fact is None)),
    (strategies.registers(), seen(lambda fact, one, _register: fact and not _suits(fact, one))),
    (
        strategies.registers(),
        seen(lambda f, one, register: f and f.subject is not register.of(one.subject).kind),
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize(("strategy", "wanted"), REACHED)
def test_the_hard_cases_are_reached(strategy: st.SearchStrategy[Any], wanted: Any) -> None:
    """Boundary areas, month ends, Spring Festival, hours over midnight, None, two cities."""
    # that there is one is the point: to make it small would take most of the time
    hard = settings(
        max_examples=5000, database=None, derandomize=True, phases=[Phase.explicit, Phase.generate]
    )
    assert wanted(find(strategy, wanted, settings=hard))


def test_every_fact_is_drawn_by_name() -> None:
    """`FACT_NAMES` are names: of every fact of the catalogue, and of one that nobody knows."""
    (unknown,) = set(strategies.FACT_NAMES) - set(FACTS)
    assert set(FACTS) == set(strategies.FACT_NAMES) - {unknown}
    assert not hasattr(strategies, "FACTS")


@given(
    register=strategies.registers(min_stations=1, max_observations=12),
    guideline=strategies.guidelines(),
    on=strategies.days(),
)
def test_registers_of_anything_are_assessed(
    register: Register, guideline: Guideline, on: date
) -> None:
    """`assess` is total: no observation, however unsuitable, makes it raise."""
    laws.assessment_is_total(register, guideline, on)
    laws.assessment_is_total(register, reference_guideline(), on)


@pytest.mark.parametrize(
    "name",
    [path.stem for path in sorted(Path(strategies.__file__).parent.glob("[!_]*.py"))],
)
def test_every_strategy_is_exported(name: str) -> None:
    """What a module offers to others is importable from the package."""
    module = import_module(f"ridehire_partybuild.testing.strategies.{name}")
    own = {
        "as_toml",
        "bounds_of",
        "built",
        "check_bytes",
        "contrary",
        "facts_of",
        "found_in",
        "in_pieces",
        "near",
        "layouts_of",
        "needed_ids",
        "or_none",
        "others",
        "parts_within",
        "varied",
        "words_of",
    }  # what strategies are made with
    public = {one for one in module.__all__ if one.islower() and not one.startswith("read_")} - own
    assert public <= set(strategies.__all__)


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_texts_go_beyond_an_office_encoding(encoding: str) -> None:
    """Chinese text with characters outside GBK."""

    def outside(text: str) -> bool:
        return text != text.encode(encoding, "ignore").decode(encoding)

    hard = settings(max_examples=500, database=None, derandomize=True)
    assert outside(find(strategies.texts(), outside, settings=hard))


@pytest.mark.slow
def test_a_register_shrinks_to_what_matters() -> None:
    """A byte of 0 is the simplest option: nothing else stays in a falsifying example."""
    least = find(
        strategies.registers(),
        lambda register: any(one.attendance for one in register.sessions),
        settings=settings(max_examples=5000, database=None, derandomize=True),
    )
    assert len(least.sessions) == 1
    assert least.sessions[0].attendance == 1
    assert (least.stations, least.hosts, least.observations) == ((), (), ())


CLINICS = strategies.registers(
    stations=(1, 3), sessions=(0, 20),
    kinds=(ActivityKind.PARTY_LECTURE, ActivityKind.LEGAL_CLINIC),
    max_deliveries=0, max_titles=0, max_observations=2, max_waivers=0, max_tasks=0, max_hosts=1,
    max_donations=0, max_funds=0, max_feedback=0, max_assistance=0, max_commitments=0,
)  # fmt: skip


def _is_planted(register: Register) -> bool:
    """Tell whether a legal clinic at a basic station had more than thirty people."""
    basic = {one.id for one in register.stations if one.tier is Tier.BASIC}
    return any(
        one.kind is ActivityKind.LEGAL_CLINIC
        and one.station in basic
        and (one.attendance or 0) > 30
        for one in register.sessions
    )


@pytest.mark.slow
def test_a_planted_failure_shrinks_to_what_a_person_reads() -> None:
    """Of twenty sessions one is left, at one station, and its text has nothing else in it."""
    calls: list[Register] = []

    def planted(register: Register) -> bool:
        calls.append(register)
        return _is_planted(register)

    # by calls and not by seconds: tests/benchmarks/strategies_speed.py tells those
    least = find(
        CLINICS, planted, settings=settings(max_examples=2000, database=None, derandomize=True)
    )
    assert len(calls) < 2000
    assert len(least.stations) == len(least.sessions) == 1
    assert (least.branches, least.appeals, least.observations) == ((), (), ())
    assert pretty(least.sessions[0]).splitlines()[-1].strip() == "attendance=31)"
    assert pretty(least.stations[0]) == (
        "Station(\n"
        "    id=StationId('S-1'),\n"
        "    name='示例',\n"
        "    region=Region(code='370502'),\n"
        "    tier=<Tier.BASIC: 'basic'>)"
    )


def _drawn(strategy: st.SearchStrategy[Any], count: int) -> list[Any]:
    found: list[Any] = []

    @settings(max_examples=count, database=None, derandomize=True, phases=[Phase.generate])
    @given(strategy)
    def draw(one: Any) -> None:
        found.append(one)

    draw()
    return found


THRESHOLDS = [
    (fact.name, bound)
    for fact in FACTS.values()
    if not fact.computed
    for bound in bounds_of(fact.name)
]


@pytest.mark.slow
@pytest.mark.parametrize("name", dict.fromkeys(name for name, _ in THRESHOLDS))
def test_thresholds_are_met_and_missed_by_little(name: str) -> None:
    """Among 150 observations of a fact are its shipped thresholds, and the values next to them."""
    seen = {one.value for one in _drawn(strategies.observations(facts=[name]), 150)}
    assert set(near(name, FACTS[name].unit)) <= seen


def test_rare_characters_days_and_divisions_are_drawn_early() -> None:
    """Among 200 stations and sessions: signs that few take well, midnight, month ends, 春节."""
    stations, held = _drawn(strategies.stations(), 200), _drawn(strategies.sessions(), 200)
    names = "".join(one.name for one in stations)
    assert set("𠮷㐂䶮🚕") <= set(names)
    assert any(unicodedata.combining(sign) for sign in names)
    assert any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in names)
    days = {one.day for one in held}
    assert {date(2026, 2, 16), date(2026, 2, 28), date(2026, 12, 31)} <= days
    assert any(one.start.time() == time(0) for one in held)
    assert any(one.end.date() > one.start.date() for one in held)
    gone = {one.region for one in stations if one.region.holds(date(2026, 1, 1)) is False}
    assert {"370521", "371202"} <= {one.code for one in gone}
