"""How far organisations and stations reach."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from ridehire_partybuild import (
    FACTS,
    Actor,
    ActorRole,
    Branch,
    BranchKind,
    Breakdown,
    Contact,
    ContactKind,
    OpeningHours,
    Region,
    Register,
    Service,
    ServiceDomain,
    Site,
    Station,
    StationId,
    coverage,
)
from ridehire_partybuild.reporting.distances import metres_between
from ridehire_partybuild.testing import strategies

ON = date(2026, 1, 15)
PLACES = strategies.registers(
    stations=(0, 5), actors=(0, 4), branches=(0, 4), sessions=0, observations=(0, 3)
)
DAYS = st.integers(-800, 400).map(lambda days: ON + timedelta(days=days))
COUNTIES = [Region(code) for code in ("370502", "370503", "370505")]


@given(PLACES, DAYS)
@settings(max_examples=60)
def test_figures_rest_on_their_records(
    traced: Callable[..., None], register: Register, on: date
) -> None:
    """Every figure is traceable: the records it names are all that it needs."""
    traced(lambda one: coverage(one, on).figures, register)


@given(PLACES, DAYS)
def test_counts_are_those_of_the_catalogue(register: Register, on: date) -> None:
    """A city's figures are what its facts say: one reading serves rules and reports."""
    cut = [one for one in register.cities if one.counties]
    told = coverage(register, on)
    for city in cut:
        file = register.of(str(city))
        fact = FACTS["city.counties_without_station"].read
        assert fact is not None
        figure = told.figure("coverage.counties_without_station", city)
        if figure.is_known:
            assert figure.low == fact(file, on)
        else:
            assert figure.unknown or not figure.sources or figure.high is None
    if len(register.cities) == 1 and register.cities == tuple(
        {one.region.prefecture for one in register.stations}
    ):
        fact = FACTS["city.stations"].read
        assert fact is not None
        assert told.figure("coverage.stations").low == fact(
            register.of(str(register.cities[0])), on
        )


@given(PLACES, DAYS)
def test_counties_add_up(register: Register, on: date) -> None:
    """The stations of the counties are all stations."""
    told = coverage(register, on)
    parts = [one for one in told.by(Breakdown.COUNTY) if one.name == "coverage.stations"]
    assert sum(one.low or 0 for one in parts) == told.figure("coverage.stations").low


@st.composite
def _served(draw: st.DrawFn) -> tuple[Register, dict[StationId, int]]:
    """Stations of three counties, most with a count of the drivers that they serve."""
    counts = draw(st.lists(st.tuples(st.sampled_from(COUNTIES), st.integers(0, 6) | st.none()),
                           min_size=1, max_size=6))  # fmt: skip
    stations = [Station(id=f"S-{n}", name="示例", region=at) for n, (at, _) in enumerate(counts)]
    known = {StationId(f"S-{n}"): many for n, (_, many) in enumerate(counts) if many is not None}
    return Register(stations=stations), known


@given(_served())
def test_few_drivers_are_not_shown(given_: tuple[Register, dict[StationId, int]]) -> None:
    """Below three drivers are withheld, and nothing that is shown gives them away."""
    register, served = given_
    told = coverage(register, ON, served=served)
    whole = told.figure("coverage.drivers_served")
    counties = {one.region for one in register.stations if one.id in served}
    numbers = {
        county: sum(served.get(one.id, 0) for one in register.stations if one.region == county)
        for county in counties
    }
    shown = {
        county: figure.low
        for county in counties
        if not (figure := told.figure("coverage.drivers_served", county)).suppressed
    }
    for county, number in numbers.items():
        ratio = told.figure("coverage.drivers_per_station", county)
        assert ratio.suppressed == (county not in shown)
        if number < 3:
            assert county not in shown
    if not whole.suppressed and len(shown) < len(numbers):
        # what is left for the hidden ones could be spread over them in more ways than one
        hidden = [number for county, number in numbers.items() if county not in shown]
        assert len(hidden) > 1
        assert sum(hidden) >= 3


def example() -> Register:
    """Three stations of two counties, a branch, a joint branch, three platforms."""
    legal = [Service(domain=ServiceDomain.LEGAL, item=item) for item in ("法律咨询", "权益讲座")]
    lines = [Contact(kind=ContactKind.OFFICE_LINE, value="12328")]
    return Register(
        stations=[
            Station(id="S-1", name="示例", region=COUNTIES[0], services=legal,
                    hours=OpeningHours.parse("Mo-Fr 09:30-11:00"),
                    site=Site(longitude=Decimal("118.67"), latitude=Decimal("37.41"))),
            Station(id="S-2", name="示例", region=COUNTIES[1], services=[],
                    site=Site(longitude=Decimal("118.67"), latitude=Decimal("37.42"))),
            Station(id="S-3", name="示例", region=COUNTIES[1]),
            Station(id="S-4", name="示例", region=COUNTIES[2], closed_on=ON),
        ],
        branches=[
            Branch(id="B-1", name="示例", kind=BranchKind.JOINT_BRANCH, station="S-1"),
            Branch(id="B-2", name="示例", kind=BranchKind.BRANCH),
        ],
        actors=[
            Actor(id=f"A-{n}", name="示例", role=ActorRole.PLATFORM, region=Region("370500"),
                  channels=channels)
            for n, channels in enumerate((lines, [], None))
        ],
    )  # fmt: skip


def test_coverage_of_the_example() -> None:
    """Organisations, stations, services, hours: each with what is not known of it."""
    told = coverage(example(), ON, served={StationId("S-1"): 40, StationId("S-2"): 9})

    def value(name: str, of: str | Region | None = None) -> str:
        return told.figure(f"coverage.{name}", of).value()

    assert [value(name) for name in ("branches", "joint_branches", "stations_with_branch")] == [
        "2", "1", "1",
    ]  # fmt: skip
    assert [value("platforms"), value("platforms_reached")] == ["3", "1–2"]
    assert [value("stations", county) for county in COUNTIES] == ["1", "2", "0"]
    assert value("counties_without_station") == "3"
    assert value("drivers_served", COUNTIES[0]) == "40 people"
    assert value("drivers_per_station", COUNTIES[1]) == "at least 4.5 people"
    assert value("services", "legal") == "at least 2"
    assert value("stations_offering", "legal") == "1–2"
    assert value("off_peak_hours", "S-1") == "7.5 h"
    assert value("off_peak_hours") == "at least 7.5 h"
    assert value("nearest_station", "S-1") == "0–1112 m"
    assert value("nearest_station", "S-3") == "not known"
    assert told.figure("coverage.nearest_station", "S-1").unknown == ("S-3.site",)
    assert told.figure("coverage.counties_without_station").told("zh") == "没有阵地的县区数：3"


def test_a_station_of_an_unknown_county_may_be_in_any() -> None:
    """A station on record under its city alone makes an interval, not a guess."""
    vague = Station(id="S-5", name="示例", region=Region("370500"))
    told = coverage(example().with_(vague), ON).figure("coverage.counties_without_station")
    assert (told.low, told.high) == (Fraction(2), Fraction(3))
    assert told.unknown == ("S-5.region",)


def test_elsewhere_counties_are_not_known() -> None:
    """A city outside the shipped table: not known is neither zero nor all."""
    far = Station(id="S-1", name="示例", region=Region("110101"))
    told = coverage(Register(stations=[far]), ON)
    assert told.figure("coverage.counties_without_station", "110100").value("zh") == "不详"
    assert told.figure("coverage.stations", "110101").low == 1


_WHERE = st.builds(
    Site,
    longitude=st.decimals(115, 123, places=4),
    latitude=st.decimals(34, 38, places=4),
)


@given(_WHERE, _WHERE, _WHERE)
def test_distances_are_distances(one: Site, other: Site, third: Site) -> None:
    """Nothing to oneself, the same there and back, never longer than by way of a third."""
    here, there, between = (
        Station(id=f"S-{n}", name="示例", region=COUNTIES[0], site=site)
        for n, site in enumerate((one, other, third))
    )
    far = metres_between(here, there)
    assert metres_between(here, here) == 0
    assert far == metres_between(there, here)
    legs = (metres_between(here, between), metres_between(between, there))
    assert far is not None
    assert None not in legs
    assert far <= sum(leg or 0 for leg in legs) + 2
