"""What the tables say of each start, against the rules, asked of every start alone."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import attrs
import pytest
from tests.scheduling.small import clinic, inputs_of, lawyer, station

from ridehire_partybuild.calendars import WorkCalendar
from ridehire_partybuild.guideline import DayPolicy, Duty
from ridehire_partybuild.model import Branch, Host, Site
from ridehire_partybuild.scheduling import DEFAULT_POLICY, Rule, RuleSeverity, Severity
from ridehire_partybuild.scheduling.grid import Grid
from ridehire_partybuild.scheduling.ground import Slot
from ridehire_partybuild.scheduling.matter import matter_of
from ridehire_partybuild.scheduling.rules import DAY_RULES, HOST_RULES, TIME_RULES
from ridehire_partybuild.scheduling.score import is_preferred
from ridehire_partybuild.scheduling.tables import Bars, Tables
from ridehire_partybuild.values import (
    BranchKind,
    Level,
    OpeningHours,
    Period,
    Region,
    Span,
)

SPAN = Span.parse("2026-02-12/2026-02-18")
"""A Thursday, a Friday, a Saturday made up for, and days off."""

STATIONS = (
    station(1, opened_on=date(2026, 2, 13)),
    station(2, hours="Mo-Su 20:00-28:00", region=Region("370202"), site=Site()),
    station(3, hours=None, closed_on=date(2026, 2, 15)),
)
HOSTS = (
    lawyer(1, region=Region("370502")),
    lawyer(2, hours="24/7", days_off=[date(2026, 2, day) for day in (11, 12, 14, 18, 19)]),
    lawyer(3, hours="Mo-Su 18:00-26:00", days_off=[date(2026, 2, 19), date(2026, 2, 20)]),
    lawyer(4, hours=None, region=Region("370202")),
)
BRANCH = Branch(id="B-1", name="示例", kind=BranchKind.BRANCH, dissolved_on=date(2026, 2, 14))
LENGTHS = 60, 1440


def tables(calendar: WorkCalendar, *duties: Duty, **policy: Any) -> Tables:
    """Those of a few days at three stations."""
    rules = attrs.evolve(DEFAULT_POLICY, reach=Level.CITY, **policy)
    inputs = inputs_of(
        *STATIONS, *HOSTS, BRANCH, *duties,
        policy=rules, span=SPAN, on=date(2026, 2, 13), calendar=calendar,
    )  # fmt: skip
    ground = matter_of(inputs).ground
    return Tables(ground, Grid(30, SPAN.start.toordinal(), 7, calendar))


def barring(*rules: Rule) -> Bars:
    """Whether a rule is among those that bar, wherever."""
    return lambda rule, _: rule in rules


def masks(grid: Grid, minutes: int, will_do: Callable[[Slot], bool], **told: Any) -> list[int]:
    """For each day the starts that will do, each looked at alone."""
    return [
        sum(
            1 << cell
            for cell in range(48)
            if will_do(Slot(start=at + 30 * cell, end=at + 30 * cell + minutes, **told))
        )
        for at in ((grid.first + day) * 1440 for day in range(grid.days))
    ]


def every(*rules: Rule) -> list[tuple[Rule, ...]]:
    """None of the rules, each alone, all but each, and all."""
    but = [tuple(one for one in rules if one is not left) for left in rules]
    return list(dict.fromkeys([(), *((one,) for one in rules), *but, rules]))


def test_stations_leave_the_starts_that_rules_leave(calendar: WorkCalendar) -> None:
    """'The starts that the hours of the station and the peaks leave.'."""
    found = tables(calendar)
    for one in STATIONS:
        for minutes in LENGTHS:
            for rules in every(Rule.CLOSED, Rule.PEAK):
                expected = masks(
                    found.grid, minutes, _free(found, TIME_RULES, rules), station=one.id
                )
                assert found.times(one, minutes, barring(*rules)) == expected, (one.id, rules)


def _free(found: Tables, table: Any, rules: Iterable[Rule]) -> Callable[[Slot], bool]:
    return lambda slot: not any(table[rule](found.ground, slot) for rule in rules)


@pytest.mark.parametrize("host", HOSTS, ids=lambda one: str(one.id))
@pytest.mark.parametrize("minutes", LENGTHS)
def test_hosts_come_when_rules_let_them(calendar: WorkCalendar, host: Host, minutes: int) -> None:
    """'The starts at which the host can be at the station.'."""
    found = tables(calendar)
    asked = (
        Rule.HOST_REACH, Rule.UNKNOWN_HOST_HOURS, Rule.HOST_DAY_OFF, Rule.HOST_UNAVAILABLE,
    )  # fmt: skip
    for one in STATIONS[:2]:
        told = {"station": one.id, "host": host.id}
        left = {
            rule: masks(found.grid, minutes, _free(found, HOST_RULES, [rule]), **told)
            for rule in asked
        }
        for rules in every(*asked):
            expected = [found.grid.whole] * 7
            for rule in rules:
                expected = [mask & more for mask, more in zip(expected, left[rule], strict=True)]
            assert found.comes(host, one, minutes, barring(*rules)) == expected, rules


DUTIES = (
    clinic(1),
    clinic(2, seats=10),
    clinic(2, seats=10, days=DayPolicy.WEEKENDS),
    clinic(3, seats=30),
    clinic(1, subject="B-1"),
    clinic(1, days=DayPolicy.WORKDAYS),
    clinic(1, seats=30),
)
FEBRUARY = Period.parse("2026-02")


def test_days_are_open_unless_a_rule_forbids_them(calendar: WorkCalendar) -> None:
    """'The days that no rule on days forbids, whatever period is served', and for one period."""
    found = tables(calendar)
    for duty in DUTIES:
        for rules in [*every(*DAY_RULES), (Rule.HOLIDAY, Rule.PAST)]:
            for period in (None, FEBRUARY):
                barred = [
                    any(DAY_RULES[rule](found.ground, slot) for rule in rules)
                    for slot in _days(duty, period)
                ]
                told = [found.is_barred(day, duty, period, barring(*rules)) for day in range(7)]
                assert told == barred, (duty, rules)
                if period is None:
                    free = [day for day in range(7) if not barred[day]]
                    assert found.open_days(duty, barring(*rules)) == free, (duty, rules)


def _days(duty: Duty, period: Period | None) -> list[Slot]:
    return [
        Slot(start=at, end=at + 1, station=duty.station, duty=duty, period=period)
        for at in range(SPAN.start.toordinal() * 1440, SPAN.end.toordinal() * 1440, 1440)
    ]


def test_a_rule_may_bar_at_one_station_alone(calendar: WorkCalendar) -> None:
    """Rules are asked for at the station of the duty, or at which the host would be."""
    found = tables(calendar)
    at_first: Bars = lambda rule, place: place == "S-1"  # noqa: ARG005, E731
    whole, first = [found.grid.whole] * 7, STATIONS[0]
    other = station(9)
    assert found.times(other, 60, at_first) == whole
    assert found.times(first, 60, at_first) != whole
    assert found.comes(HOSTS[3], other, 60, at_first) == whole
    assert found.comes(HOSTS[3], first, 60, at_first) == [0] * 7
    assert found.open_days(clinic(3), at_first) == list(range(7))
    assert found.open_days(clinic(1), at_first) == [1, 2]


def test_what_is_preferred_is_told_by_the_day(calendar: WorkCalendar) -> None:
    """'The starts that lie in the preferred hours of the duty'; of one without, all."""
    found = tables(calendar)
    for number, (text, minutes) in enumerate(
        (("Mo-Fr 09:00-12:00", 60), ("Mo-Fr 09:00-12:00", 90), ("Sa 18:00-26:00", 60))
    ):
        duty = clinic(number, preferred=OpeningHours.parse(text), minutes=minutes)
        expected = masks(
            found.grid, minutes, lambda slot: is_preferred(found.ground, slot), duty=duty
        )
        assert found.liked(duty) == expected
        assert found.liked(duty) is found.liked(duty)
    assert found.liked(clinic(1)) == [found.grid.whole] * 7


@pytest.mark.parametrize(
    ("rule", "place", "told"),
    [
        (Rule.PEAK, None, True),
        (Rule.PEAK, "S-1", False),
        (Rule.PEAK, "S-2", True),
        (Rule.CLOSED, None, False),
        (Rule.CLOSED, "S-1", False),
        (Rule.CLOSED, "S-2", True),
        (Rule.HOLIDAY, "S-2", True),
    ],
)
def test_a_rule_is_told_unless_it_is_ignored(
    calendar: WorkCalendar, rule: Rule, place: Any, *, told: bool
) -> None:
    """'Whether a rule is more than ignored.'."""
    ignored = Severity.IGNORE
    severities = [
        RuleSeverity(rule=Rule.PEAK, severity=ignored, station="S-1"),
        RuleSeverity(rule=Rule.CLOSED, severity=ignored),
        RuleSeverity(rule=Rule.CLOSED, severity=Severity.WARN, station="S-2"),
    ]
    assert tables(calendar, severities=severities).told(rule, place) is told
    assert tables(calendar).told(rule, place) is True


def test_tables_are_made_once(calendar: WorkCalendar) -> None:
    """'Made when asked for': what is asked for again is what was found."""
    found, bars = tables(calendar), barring(*Rule)
    first, host = STATIONS[0], HOSTS[0]
    duty = clinic(1)
    assert found.times(first, 60, bars) is found.times(first, 60, bars)
    assert found.comes(host, first, 60, bars) is found.comes(host, first, 60, bars)
    assert found.open_days(duty, bars) is found.open_days(duty, bars)
