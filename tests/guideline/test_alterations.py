"""Records that make facts read otherwise: written, observed, or held."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import attrs
import pytest

from ridehire_partybuild import (
    FACTS,
    SHANGHAI,
    ActivityKind,
    Actor,
    ActorRole,
    Branch,
    BranchKind,
    Method,
    Observation,
    Period,
    Region,
    Register,
    Session,
    SessionStatus,
    Station,
    Tier,
    Value,
)
from ridehire_partybuild.guideline import readings_of, sessions_fact
from ridehire_partybuild.guideline.alterations import Occasion, altered_file, put, records_for
from ridehire_partybuild.values import LocalKind

ON = date(2026, 1, 15)
DAY = timedelta(days=1)
STATION = Station(
    id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC,
    opened_on=date(2020, 1, 1), records_since=date(2020, 1, 1), recorded_on=date(2025, 1, 1),
)  # fmt: skip
QUARTER = Period.parse("2025-Q4")
COUNT = sessions_fact(ActivityKind.SYMPOSIUM, QUARTER)


def altered(assigned: dict[str, Value], *others: Any, day: date = ON) -> tuple[Any, ...]:
    """Return the records that make facts of the station read as assigned."""
    file = Register(stations=[STATION]).with_(*others).of("S-1")
    return records_for(file, assigned, Occasion(on=ON, day=day, facts=FACTS))


def seen(number: int, value: object, day: date) -> Observation:
    """Return an observation of the sign outside."""
    return Observation(
        id=f"O-{number}", subject="S-1", fact="signage.outdoor", value=value,
        method=Method.EXAMINE, collected_on=day,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("tier", "mobile"),
        ("site.area_m2", Decimal("12.5")),
        ("first_aid_box.expires_on", ON),
        ("signage.outdoor", True),
        ("signage.outdoor", False),
        ("hours.weekly", Decimal(40)),
        (COUNT, Decimal(2)),
    ],
)
def test_what_is_assigned_is_read(name: str, value: Value) -> None:
    """A fact with a writer is written, another is observed, a count of sessions is held."""
    found = altered({name: value})
    file = altered_file(Register(stations=[STATION]).of("S-1"), found)
    assert readings_of(file, ON, FACTS).of(name).value == value
    told = put(found, Register(stations=[STATION])).of("S-1")
    assert readings_of(told, ON, FACTS).of(name).value == value


def test_no_session_is_held_after_the_last_day_of_all() -> None:
    """A period that begins after 2100 has no day in which a session could be held."""
    late = sessions_fact(ActivityKind.SYMPOSIUM, Period.parse("2100-Q4").next)
    assert altered({late: Decimal(1)}) == ()


def test_what_is_written_need_not_be_observed() -> None:
    """One record where the station's own says it; none where it says so already."""
    (record,) = altered({"tier": "mobile"})
    assert record == attrs.evolve(STATION, tier=Tier.MOBILE)
    (same,) = altered({"tier": "basic"})
    assert same == STATION
    (observation,) = altered({"signage.outdoor": True})
    assert (observation.value, observation.collected_on) == (True, ON)
    assert observation.method is FACTS["signage.outdoor"].method


def test_what_was_seen_that_day_is_seen_otherwise() -> None:
    """Observations of the same fact and day are replaced; those of another day stay."""
    old, same, other = seen(1, True, ON - DAY), seen(2, True, ON), seen(3, True, ON)  # noqa: FBT003
    found = altered({"signage.outdoor": False}, old, same, other)
    assert [one.id for one in found] == ["O-2", "O-3"]
    assert {one.value for one in found} == {False}
    assert [one.id for one in altered({"signage.outdoor": False}, old)] != ["O-1"]


def held(number: int) -> Session:
    """Return a symposium held in the quarter."""
    start = datetime(2025, 11, 5, 14, tzinfo=SHANGHAI)
    return Session(
        id=f"X-{number}", kind=ActivityKind.SYMPOSIUM, station="S-1", start=start,
        end=start + timedelta(hours=1), status=SessionStatus.HELD,
    )  # fmt: skip


def test_only_the_sessions_that_lack_are_held() -> None:
    """Two of three were held: one more, at ten for an hour, named for its period."""
    found = altered({COUNT: Decimal(3)}, held(1), held(2), day=date(2025, 12, 1))
    (more,) = found
    assert more.start == datetime(2025, 12, 1, 10, tzinfo=SHANGHAI)
    assert more.end - more.start == timedelta(hours=1)
    assert (more.kind, more.period) == (ActivityKind.SYMPOSIUM, QUARTER)
    assert (more.status, more.station) == (SessionStatus.HELD, "S-1")
    assert altered({COUNT: Decimal(2)}, held(1), held(2)) == ()
    assert len({one.id for one in altered({COUNT: Decimal(5)})}) == 5


@pytest.mark.parametrize(
    ("day", "when"),
    [
        (date(2025, 9, 1), date(2025, 10, 1)),
        (date(2025, 10, 2), date(2025, 10, 2)),
        (date(2025, 12, 31), date(2025, 12, 31)),
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 1, 7), date(2026, 1, 7)),
        (date(2026, 1, 8), date(2025, 12, 31)),
    ],
)
def test_a_session_is_made_up_for_within_a_week(day: date, when: date) -> None:
    """Not before its period; by the roll deadline after it; later, it was held before its end."""
    (found,) = altered({COUNT: Decimal(1)}, day=day)
    assert found.start.date() == when
    assert found.period_served(QUARTER.unit) == QUARTER


def test_a_local_kind_of_activity_comes_with_its_record() -> None:
    """A register names what a session is of: a kind of its own is added once, if it lacks."""
    name = sessions_fact(LocalKind("x-包饺子"), QUARTER)
    found = altered({name: Decimal(2)})
    register = put(found, Register(stations=[STATION]))
    assert [one.id for one in register.activities] == ["x-包饺子"]
    assert put(found[:1], register).activities == register.activities
    assert put(altered({COUNT: Decimal(1)}), Register(stations=[STATION])).activities == ()


def test_whose_sessions_are_held_where() -> None:
    """A city's at its first station; a branch's and an actor's elsewhere, in their own name."""
    name = "示例支部"
    branch = Branch(id="B-1", name=name, kind=BranchKind.BRANCH, station="S-1")
    actor = Actor(id="A-1", name="示例协会", role=ActorRole.ASSOCIATION, region=Region("370500"))
    register = Register().with_(STATION, attrs.evolve(STATION, id="S-2"), branch, actor)
    occasion = Occasion(on=ON, day=ON, facts=FACTS)
    found: dict[str, Any] = {
        subject: records_for(register.of(subject), {COUNT: Decimal(1)}, occasion)[0]
        for subject in ("S-2", "370500", "B-1", "A-1")
    }
    assert (found["S-2"].station, found["370500"].station) == ("S-2", "S-1")
    assert (found["B-1"].venue, found["B-1"].organiser.branch) == (name, "B-1")
    assert (found["A-1"].venue, found["A-1"].organiser.actor) == ("示例协会", "A-1")
    for subject, session in found.items():
        told = put([session], register).of(subject)
        assert readings_of(told, ON, FACTS).of(COUNT).value == 1
