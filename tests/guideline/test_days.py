"""The first and the last day on which something holds: of editions, evidence and sessions."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    FACTS,
    SHANGHAI,
    ActivityKind,
    Guideline,
    Method,
    Observation,
    Parameter,
    Period,
    Reading,
    Readings,
    Reason,
    Region,
    Register,
    Requirement,
    Session,
    SessionStatus,
    Station,
    Tier,
    reference_guideline,
)
from ridehire_partybuild.guideline import readings_of, sessions_fact
from ridehire_partybuild.guideline.requirements import cut, in_force

ON = date(2026, 1, 15)
DAY = timedelta(days=1)
STATION = Station(
    id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC,
    opened_on=date(2020, 1, 1), records_since=date(2020, 1, 1),
)  # fmt: skip


def seen(number: int, value: object, **more: Any) -> Observation:
    """Return an observation of whether the station is on the map."""
    told: dict[str, Any] = {"collected_on": ON - 9 * DAY} | more
    return Observation(
        id=f"O-{number}", subject="S-1", fact="on_map", value=value,
        method=Method.EXAMINE, **told,
    )  # fmt: skip


def reading(*observations: Observation, on: date = ON) -> Reading:
    """Return what is known of it on a day."""
    file = Register(stations=[STATION], observations=observations).of("S-1")
    return readings_of(file, on, FACTS).of("on_map")


def test_what_is_collected_on_the_day_replaces_what_expired_before() -> None:
    """Of several observations too, the one of the day itself counts."""
    old = seen(1, False, expires_on=ON - DAY)  # noqa: FBT003 - an observed value
    new = seen(2, True, collected_on=ON)  # noqa: FBT003 - an observed value
    assert [reading(old, new, on=on).value for on in (ON - DAY, ON)] == [False, True]
    assert reading(old, attrs.evolve(new, collected_on=ON + DAY)).reason is Reason.EXPIRED


def test_evidence_counts_from_the_day_it_is_collected() -> None:
    """Observations dated after ``on`` never count; one of that day does."""
    one = seen(1, True, collected_on=ON)  # noqa: FBT003 - an observed value
    assert reading(one) == Reading(value=True, observation=one.id)
    assert reading(one, on=ON - DAY).reason is Reason.MISSING


def test_evidence_counts_through_the_day_it_expires() -> None:
    """The last day is inclusive; the day after, what all has lapsed is EXPIRED."""
    one = seen(1, True, expires_on=ON)  # noqa: FBT003 - an observed value
    assert reading(one) == Reading(value=True, observation=one.id)
    assert reading(one, on=ON + DAY) == Reading(reason=Reason.EXPIRED)


def test_the_newest_unexpired_evidence_decides() -> None:
    """The newest unexpired one decides; two of the same newest day that disagree conflict."""
    old = seen(1, value=False)
    new = seen(2, value=True, collected_on=ON - 8 * DAY, expires_on=ON)
    assert reading(old, new) == Reading(value=True, observation=new.id)
    assert reading(old, new, on=ON + DAY) == Reading(value=False, observation=old.id)
    same_day = attrs.evolve(old, collected_on=new.collected_on)
    assert reading(same_day, new) == Reading(reason=Reason.CONFLICTING)
    agreeing = attrs.evolve(same_day, value=True)
    assert reading(agreeing, new) == Reading(value=True, observation=agreeing.id)


def test_evidence_that_cannot_be_read_is_an_error_whatever_else_is_seen() -> None:
    """One newest observation of a wrong kind makes the reading an error."""
    assert reading(seen(1, "yes"), seen(2, value=True)) == Reading(reason=Reason.ERROR)


def lecture(number: int, day: str, **more: Any) -> Session:
    """Return a lecture of the station."""
    start = datetime.fromisoformat(f"{day}T14:00:00+08:00").astimezone(SHANGHAI)
    told: dict[str, Any] = {"kind": ActivityKind.PARTY_LECTURE, "status": SessionStatus.HELD}
    return Session(
        id=f"X-{number}", station="S-1", start=start, end=start.replace(hour=16), **(told | more)
    )


@pytest.mark.parametrize(
    ("session", "on", "counted"),
    [
        (lecture(1, "2025-11-05"), "2025-11-05", 1),
        (lecture(1, "2025-11-05"), "2025-11-04", 0),
        (lecture(1, "2025-12-31"), "2026-01-15", 1),
        (lecture(1, "2025-10-01"), "2026-01-15", 1),
        (lecture(1, "2026-01-01"), "2026-01-15", 0),
        (lecture(1, "2025-09-30"), "2026-01-15", 0),
        (lecture(1, "2025-11-05", kind=ActivityKind.LEGAL_CLINIC), "2026-01-15", 0),
        (lecture(1, "2025-11-05", status=SessionStatus.CANCELLED), "2026-01-15", 0),
    ],
)
def test_a_session_counts_if_held_in_the_period_and_by_the_day(
    session: Session, on: str, counted: int
) -> None:
    """Sessions after ``on``, of another kind or period, or not held, do not count."""
    register = Register(stations=[STATION], sessions=[session])
    name = sessions_fact(ActivityKind.PARTY_LECTURE, Period.parse("2025-Q4"))
    found = readings_of(register.of("S-1"), date.fromisoformat(on), FACTS).of(name)
    assert found == Reading(value=Decimal(counted))


RULES = reference_guideline()
PLAIN = attrs.evolve(RULES.requirements[0], effective_from=ON, effective_before=None)


def editions(*spans: tuple[int, int | None]) -> list[Requirement]:
    """Return editions of one requirement, by days from ``ON``."""
    return [
        attrs.evolve(
            PLAIN,
            effective_from=ON + first * DAY,
            effective_before=None if after is None else ON + after * DAY,
        )
        for first, after in spans
    ]


@pytest.mark.parametrize("edition", [PLAIN, RULES.parameters[0]])
def test_an_edition_holds_from_its_first_day_until_the_day_before_it_ends(
    edition: Requirement | Parameter,
) -> None:
    """Effective spans are half-open: the first day is in, ``effective_before`` is out."""
    one: Requirement | Parameter = attrs.evolve(
        edition, effective_from=ON, effective_before=ON + 3 * DAY
    )
    held = [in_force(one, ON + n * DAY) for n in range(-1, 4)]
    assert held == [False, True, True, True, False]
    unending: Requirement | Parameter = attrs.evolve(edition, effective_from=ON)
    assert in_force(attrs.evolve(unending, effective_before=None), date(2099, 12, 31))


@given(days=st.lists(st.integers(-3, 12), max_size=5))
def test_cutting_changes_no_day(days: Sequence[int]) -> None:
    """A cut edition is an unbroken run: on every day exactly what held before, and no more."""
    (whole,) = editions((0, 10))
    parts = cut(whole, [ON + n * DAY for n in days])
    firsts = {0} | {n for n in days if 0 <= n < 10}
    assert [part.effective_from for part in parts] == [ON + n * DAY for n in sorted(firsts)]
    for n in range(-4, 14):
        day = ON + n * DAY
        assert sum(in_force(part, day) for part in parts) == in_force(whole, day)


@pytest.mark.parametrize(
    ("spans", "since"),
    [
        ([(0, None)], 0),
        ([(1, None)], None),
        ([(-9, -5), (-5, None)], -9),
        ([(-9, -5), (-4, None)], -4),
        ([(-9, -5), (-5, -2), (-2, 3), (3, None)], -9),
        ([(-9, -7), (-6, -2), (-2, None)], -6),
        ([(-9, -5), (-5, 1)], -9),
        ([(-9, -5), (-5, 0)], None),
    ],
)
def test_a_run_of_editions_begins_where_none_held_the_day_before(
    spans: list[tuple[int, int | None]], since: int | None
) -> None:
    """The first of an unbroken run of editions; a gap of a day breaks it."""
    rules = Guideline(
        id="G", title=RULES.title, notice=RULES.notice, requirements=tuple(editions(*spans)),
        parameters=RULES.parameters,
    )  # fmt: skip
    expected = None if since is None else ON + since * DAY
    assert rules.in_force_since(PLAIN.id, ON) == expected
    current = rules.in_force(ON).requirements
    assert bool(current) == (since is not None)
    if current:
        assert rules.requirement(PLAIN.id, ON).effective_from <= ON


def test_the_later_of_two_first_days_is_looked_from() -> None:
    """Frequencies look from the later of the opening and the edition; either may be open."""
    for opened, took_effect, expected in (
        (None, None, None), (ON, None, ON), (None, ON, ON), (ON, ON - DAY, ON), (ON - DAY, ON, ON),
    ):  # fmt: skip
        assert Readings(on=ON, since=opened, facts={}).from_(took_effect).since == expected
