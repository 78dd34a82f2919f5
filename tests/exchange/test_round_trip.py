"""Law 10, `loads(dumps(x)) == x`, and law 11, equal objects give equal bytes."""

import gc
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild.compliance import Assessment
from ridehire_partybuild.exchange import (
    dump,
    dumps,
    load,
    loads,
)
from ridehire_partybuild.exchange.kinds import kinds
from ridehire_partybuild.guideline import (
    AllOf,
    AtLeast,
    Held,
    Is,
    Not,
    ParameterRef,
    Some,
    When,
)
from ridehire_partybuild.model import (
    Contact,
    Evidence,
    FacilityItem,
    Observation,
    Party,
    Person,
    Register,
    Service,
    Session,
    Site,
    Station,
)
from ridehire_partybuild.scheduling import (
    Plan,
    PlanChanges,
    PlanInputs,
    Policy,
    Recommendation,
    Replan,
    RuleSeverity,
    ScoreAnalysis,
    ShiftGap,
    ShiftPattern,
    Shortfall,
)
from ridehire_partybuild.testing import laws, strategies
from ridehire_partybuild.values import (
    ActivityKind,
    Cadence,
    ContactKind,
    CreditCode,
    Facility,
    Method,
    OpeningHours,
    Period,
    PeriodUnit,
    Posting,
    Region,
    ServiceDomain,
    SessionStatus,
    Setting,
    Text,
    Tier,
)
from ridehire_partybuild.values.collector import paused_collector

OFFICE = CreditCode("91370500TEAT000154")
WORDS = ("a", "示例", "x y", 'quote"\\', "行\n行", "\u2028")
NUMBERS = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(0, 10**5),
    st.integers(0, 9),
)
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
HOURS = st.sampled_from(["24/7", "Mo-Fr 08:30-17:00; PH off", "Sa 22:00-02:00", "off"]).map(
    OpeningHours.parse
)
CADENCES = st.builds(Cadence, times=st.integers(1, 366), per=st.sampled_from(PeriodUnit))
PERIODS = st.builds(Period.containing, DAYS, st.sampled_from(PeriodUnit))
TEXT = st.sampled_from(WORDS)


def maybe(one: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return a strategy of what may be not known."""
    return st.none() | one


PARTIES = st.builds(Party, name=TEXT, credit_code=maybe(st.just(OFFICE)))
SITES = st.builds(
    Site,
    address=maybe(TEXT),
    longitude=maybe(NUMBERS.filter(lambda one: one <= 180)),
    area_m2=maybe(NUMBERS),
    seats=maybe(st.integers(0, 100_000)),
)
SERVICES = st.builds(
    Service,
    domain=st.sampled_from(ServiceDomain),
    item=TEXT,
    provider=maybe(PARTIES),
    free=st.sampled_from([None, False]),
    price_fen=maybe(st.integers(0, 9)),
    when=maybe(HOURS | CADENCES),
    during_opening_hours=st.booleans(),
)
FACILITIES = st.builds(
    FacilityItem, kind=st.sampled_from(Facility), count=maybe(st.just(2)), expires_on=maybe(DAYS)
)
CONTACTS = st.builds(Contact, kind=st.sampled_from(ContactKind), value=TEXT)
STATIONS = st.builds(
    Station,
    id=st.sampled_from(["S-1", "S-2", "阵地"]),
    name=TEXT,
    region=st.sampled_from(["370502", "370503"]).map(Region),
    tier=st.sampled_from(Tier),
    operator=maybe(PARTIES),
    setting=maybe(st.sampled_from(Setting)),
    site=SITES,
    facilities=maybe(st.lists(FACILITIES, max_size=2)),
    services=maybe(st.lists(SERVICES, max_size=2)),
    postings=maybe(st.lists(st.sampled_from(Posting), max_size=3)),
    hours=maybe(HOURS),
    on_map=maybe(st.booleans()),
    head=maybe(st.builds(Person, token=TEXT, name=maybe(TEXT))),
    contacts=st.lists(CONTACTS, max_size=2),
    recorded_on=maybe(DAYS),
)
SESSIONS = st.builds(
    lambda start, minutes, **rest: Session(
        start=start, end=start + timedelta(minutes=minutes), **rest
    ),
    start=st.builds(
        lambda day, minute: (
            datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minute)
        ),
        st.dates(date(2001, 1, 1), date(2099, 1, 1)),
        st.integers(0, 1439),
    ),
    minutes=st.integers(1, 2000),
    id=st.sampled_from(["E-1", "E-2"]),
    kind=st.sampled_from(ActivityKind),
    venue=TEXT,
    status=st.sampled_from(SessionStatus),
    organiser=maybe(PARTIES),
    duty=maybe(st.just("D-1")),
    period=maybe(PERIODS),
)
OBSERVATIONS = st.builds(
    Observation,
    id=st.just("O-1"),
    subject=st.just("370500"),
    fact=TEXT,
    value=st.booleans() | NUMBERS | TEXT | st.lists(TEXT, max_size=3),
    method=st.sampled_from(Method),
    collected_on=DAYS,
    evidence=st.lists(st.builds(Evidence, href=TEXT), max_size=2).map(tuple),
)
CHECKS = st.recursive(
    st.builds(AtLeast, fact=TEXT, at_least=NUMBERS | st.builds(ParameterRef, param=TEXT))
    | st.builds(Is, fact=TEXT, is_=st.booleans() | TEXT)
    | st.builds(Held, held=st.sampled_from(ActivityKind), per=st.just(PeriodUnit.MONTH)),
    lambda inner: (
        st.builds(Not, not_=inner)
        | st.builds(When, when=inner, then=inner)
        | st.lists(inner, max_size=3).map(lambda parts: AllOf(all_of=tuple(parts)))
        | st.lists(inner, min_size=1, max_size=3).map(lambda of: Some(some=1, of=tuple(of)))
    ),
    max_leaves=6,
)
ANY_RECORD: st.SearchStrategy[Any] = st.one_of(
    STATIONS, SESSIONS, OBSERVATIONS, SERVICES, SITES, PARTIES, HOURS, CADENCES, PERIODS, CHECKS
)


@given(ANY_RECORD)
def test_round_trip(record: Any) -> None:
    """`loads(dumps(x)) == x`, by its format tag and by its class; the same bytes twice."""
    text = dumps(record)
    assert loads(text) == record
    found = loads(text, type(record))
    assert found == record
    assert dumps(found) == text


BY_CLASS = strategies.by_class()
WORKED_OUT = ("ridehire_partybuild.compliance", "ridehire_partybuild.scheduling")
DEAR = (*WORKED_OUT, "ridehire_partybuild.reporting")
WHOLES = {
    Assessment, Plan, PlanChanges, PlanInputs, Policy, Recommendation, Replan, RuleSeverity,
    ScoreAnalysis, ShiftGap, ShiftPattern, Shortfall,
}  # fmt: skip
DRAWN = [  # what is worked out is read again as a whole; its parts by tests/testing, once each
    pytest.param(kind, marks=pytest.mark.slow) if kind.__module__.startswith(DEAR) else kind
    for kind in BY_CLASS
    if kind in {one.cls for one in kinds()}
    and (kind in WHOLES or not kind.__module__.startswith(WORKED_OUT))
]


@pytest.mark.parametrize("kind", DRAWN, ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_round_trip_of_each_class(kind: type, data: st.DataObject) -> None:
    """Law 10: `loads(dumps(x)) == x`, for whatever the strategy of a class makes."""
    laws.document_round_trip(data.draw(BY_CLASS[kind]))


@given(st.lists(STATIONS, max_size=3, unique_by=lambda one: one.id), st.randoms())
def test_order_does_not_matter(stations: list[Station], random: Any) -> None:
    """The same records in any order are the same bytes."""
    shuffled = list(stations)
    random.shuffle(shuffled)
    register = Register(stations=stations)
    assert dumps(Register(stations=shuffled)) == dumps(register)
    assert loads(dumps(register), Register) == register


@pytest.mark.parametrize("number", ["0.1", "1E-14", "126", "999999999.999999"])
def test_decimals_survive(number: str) -> None:
    """Numbers of 15 digits pass through JSON numbers exactly."""
    observation = Observation(id="O", subject="S", fact="f", value=Decimal(number),
                              method=Method.TEST, collected_on=date(2026, 1, 1))  # fmt: skip
    text = dumps(observation)
    assert loads(text, Observation) == observation
    assert isinstance(json.loads(text)["value"], int if number == "126" else float)


def test_the_form_of_a_document() -> None:
    """Declared order, defaults left out, Chinese as it is, two spaces, one newline at the end."""
    station = Station(id="S-1", name="示例一号", region=Region("370502"), tier=Tier.BASIC,
                      site=Site(area_m2=Decimal("16.50"), seats=24))  # fmt: skip
    assert dumps(station) == (
        '{\n  "format": "ridehire-partybuild/station/1",\n  "id": "S-1",\n  "name": "示例一号",\n'
        '  "region": "370502",\n  "tier": "basic",\n  "site": {\n    "area_m2": 16.5,\n'
        '    "seats": 24\n  }\n}\n'
    )


def test_files(tmp_path: Path) -> None:
    """A file is UTF-8 with plain newlines, and TOML where its name says so."""
    text = Text(zh="中文", en="English")
    dump(text, tmp_path / "text.json")
    assert (tmp_path / "text.json").read_bytes() == dumps(text).encode()
    assert load(tmp_path / "text.json", Text) == text
    toml = 'format = "ridehire-partybuild/text/1"\nzh = "中文"\nen = "English"\n'
    (tmp_path / "text.toml").write_text(toml, encoding="utf-8")
    assert load(str(tmp_path / "text.toml")) == text


def test_toml_has_dates_of_its_own() -> None:
    """Native dates and times of TOML are read as such."""
    text = (
        'format = "ridehire-partybuild/session/1"\nid = "E"\nkind = "symposium"\nvenue = "x"\n'
        'start = 2026-01-13T09:30:00+08:00\nend = 2026-01-13T02:30:00Z\nstatus = "held"\n'
    )
    assert loads(text, Session, syntax="toml").minutes == 60


def test_what_has_no_document_is_refused() -> None:
    """Only our own records have documents."""
    for thing in (5, "text", {"a": 1}, Tier.BASIC, object()):
        with pytest.raises(TypeError, match="no document holds"):
            dumps(thing)


def test_the_collector_goes_on_as_before() -> None:
    """The garbage collector is paused inside and left as it was found."""
    assert gc.isenabled()
    with paused_collector():
        assert not gc.isenabled()
        with paused_collector():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
