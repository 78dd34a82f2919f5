"""How appeals are handled, and who must act next."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild import (
    SHANGHAI,
    Actor,
    ActorRole,
    Appeal,
    AppealCategory,
    AppealState,
    Breakdown,
    DocumentKind,
    Figure,
    InvalidValue,
    OpeningHours,
    Period,
    Region,
    Register,
    ServiceLevels,
    ServiceStandard,
    Source,
    Span,
    Station,
    dumps,
    service_levels,
    service_standards,
    work_calendar,
)
from ridehire_partybuild.testing import strategies

ON = date(2026, 3, 31)
QUARTER = Period.parse("2026-Q1").span
YEARS = Span.parse("2025-01-01/2026-12-31")
HANDLED = strategies.registers(stations=(0, 2), actors=(0, 3), appeals=(0, 12), sessions=0)
DAYS = st.sampled_from([date(2025, 6, 30), ON, date(2026, 12, 31), date(2030, 1, 1)])
OFFICE = OpeningHours.parse("Mo-Fr 09:00-12:00,13:00-17:00; PH off")


@given(HANDLED, DAYS)
def test_figures_rest_on_their_records(
    traced: Callable[..., None], register: Register, on: date
) -> None:
    """Every figure is traceable: the appeals it names are all that it needs."""
    traced(lambda one: service_levels(one, YEARS, on).figures, register)


@given(HANDLED, DAYS)
def test_small_groups_are_not_shown(register: Register, on: date) -> None:
    """Of one or two appeals nothing is told, and what is told of others gives none away."""
    told = service_levels(register, YEARS, on)
    for by in (Breakdown.CATEGORY, Breakdown.STATION, Breakdown.ACTOR):
        sizes = [one for one in told.by(by) if one.name == "appeals.received"]
        hidden = [one for one in sizes if one.suppressed]
        assert all((one.low or 0) >= 3 for one in sizes if not one.suppressed)
        whole = told.figure("appeals.received")
        if hidden and not whole.suppressed:
            rest = (whole.low or 0) - sum(one.low or 0 for one in sizes)
            assert rest >= 3
            assert len(hidden) > 1
        names = {one.of for one in hidden}
        assert all(one.suppressed for one in told.by(by) if one.of in names)
        for name in ("forwarded_in_time", "answered", "closed", "hours_to_answer"):
            rows = [one for one in told.by(by) if one.name == f"appeals.{name}"]
            alls = [one for one in told.by(Breakdown.ALL) if one.name == f"appeals.{name}"]
            for one in alls:
                rest = (one.sample or 0) - sum(row.sample or 0 for row in rows)
                assert one.suppressed or rest == 0 or rest >= 3
    for one in told.figures:
        assert one.sample is None or one.sample == 0 or one.sample >= 3


@given(HANDLED, DAYS)
def test_what_is_open_waits_for_one(register: Register, on: date) -> None:
    """Each appeal that has come in is settled or open; what is open has one actor or none."""
    told = service_levels(register, YEARS, on)
    come_in = {one.id for one in register.appeals if one.received_at.date() <= on}
    settled = {one.id for one in register.appeals if one.closed_at and one.closed_at.date() <= on}
    assert {one.appeal for one in told.open_appeals} == come_in - settled
    waits = [one.waiting_minutes for one in told.open_appeals]
    assert waits == sorted(waits, reverse=True)
    roles = {one.id for one in register.actors}
    for one in told.open_appeals:
        assert one.accountable is None or one.accountable in roles
        assert one in told.waiting_for(one.accountable)


@given(HANDLED, DAYS)
def test_office_hours_are_no_longer_than_the_clock(register: Register, on: date) -> None:
    """Within office hours nothing takes longer, so no more is late than by the clock."""
    clock = service_levels(register, YEARS, on)
    office = service_levels(register, YEARS, on, office_hours=OFFICE, calendar=work_calendar())
    longer = {one.appeal: one.waiting_minutes for one in clock.open_appeals}
    assert all(one.waiting_minutes <= longer[one.appeal] for one in office.open_appeals)
    for name in ("appeals.forwarded_in_time", "appeals.hours_to_answer"):
        try:
            before, after = (told.figure(name) for told in (clock, office))
        except KeyError:
            continue
        if before.low is not None and after.low is not None:
            grows = name == "appeals.forwarded_in_time"
            assert (after.low >= before.low) if grows else (after.low <= before.low)


@given(HANDLED, DAYS)
def test_no_summary_is_told(register: Register, on: date) -> None:
    """What somebody appealed about in their own words is in no report."""
    marked = [
        Appeal(id=one.id, received_at=one.received_at, summary="不得外传")
        for one in register.appeals
    ]
    assert "不得外传" not in dumps(service_levels(register.with_(*marked), YEARS, on))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of March 2026; the 2nd is a Monday."""
    return datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI)


def appeals(*given_: dict[str, Any], **more: Any) -> Register:
    """A register with an association, a platform, a bureau, two stations and some appeals."""
    actors = [
        Actor(id="A-a", name="协会", role=ActorRole.ASSOCIATION, region=Region("370500")),
        Actor(id="A-b", name="局", role=ActorRole.AUTHORITY, region=Region("370500")),
        Actor(id="A-p", name="平台", role=ActorRole.PLATFORM, region=Region("370500")),
    ]
    stations = [Station(id=f"S-{n}", name="示例", region=Region("370502")) for n in (1, 2)]
    records = [Appeal(id=f"AP-{n}", **{**more, **one}) for n, one in enumerate(given_, 1)]
    return Register(actors=actors, stations=stations, appeals=records)


def told_of(register: Register, **more: Any) -> ServiceLevels:
    """What is told of the first quarter on its last day."""
    return service_levels(register, QUARTER, ON, **more)


def test_service_levels_of_an_example() -> None:
    """Passed on within the hour, answered, settled, content: each against what is asked for."""
    register = appeals(
        {"forwarded_at": at(2, 10), "answered_at": at(3, 9), "closed_at": at(4, 9)},
        {"forwarded_at": at(2, 10, 1), "answered_at": at(3, 9)},
        {"forwarded_at": at(2, 9, 1)},
        {"answered_at": at(2, 9, 30), "closed_at": at(2, 12)},
        {"forwarded_to": "A-p", "answered_at": at(2, 12)},
        received_at=at(2, 9),
    )
    told = told_of(register)
    assert told.figure("appeals.received").value() == "5"
    in_time = told.figure("appeals.forwarded_in_time")
    assert in_time.value() == "50.0–75.0%, n = 4"
    assert in_time.unknown == ("AP-5.forwarded_at",)
    assert in_time.meets is False
    answered = told.figure("appeals.answered")
    assert (answered.value(), answered.meets) == ("80.0%, n = 5", False)
    assert told.figure("appeals.closed").value() == "40.0%, n = 5"
    assert told.figure("appeals.hours_to_answer").value() == "12.9 h, n = 4"
    assert told.figure("appeals.satisfied").value() == "n = 0"
    assert told.figure("appeals.answered", "A-p").suppressed


def test_passed_on_at_a_moment_that_is_not_known_is_not_late() -> None:
    """Whoever was passed an appeal has it: that nobody wrote down when is no evidence of delay."""
    told = told_of(appeals(*[{"forwarded_to": "A-p"}] * 4, received_at=at(2, 9)))
    in_time = told.figure("appeals.forwarded_in_time")
    assert in_time.value() == "0.0–100.0%, n = 4"
    assert in_time.meets is None
    assert in_time.unknown == tuple(f"AP-{n}.forwarded_at" for n in (1, 2, 3, 4))


def test_sources_do_not_tell_who_did_not_say() -> None:
    """The share rests on all that are closed: among its sources are those who did not say."""
    closed = {"answered_at": at(3, 9), "closed_at": at(4, 9)}
    said = [{**closed, "satisfied": value} for value in (True, True, True, False, False, False)]
    told = told_of(appeals(*said, *[closed] * 4, received_at=at(2, 9)))
    content = told.figure("appeals.satisfied")
    assert (content.value(), len(content.sources)) == ("50.0%, n = 6", 10)
    assert content.unknown == ("appeals.satisfied",)


def test_who_was_never_asked_is_not_counted_and_told_as_not_known() -> None:
    """A share of those settled and asked: the label says so, and that others were not asked."""
    settled = {"answered_at": at(3, 9), "closed_at": at(4, 9)}
    asked = [{**settled, "satisfied": value} for value in (True, True, True, False, False, False)]

    def content(*more: dict[str, Any]) -> Figure:
        return told_of(appeals(*asked, *more, received_at=at(2, 9))).figure("appeals.satisfied")

    everybody = content()
    assert (everybody.low, everybody.sample, everybody.unknown) == (Fraction(1, 2), 6, ())
    unsettled = content({}, {}, {})
    assert (unsettled.low, unsettled.sample, unsettled.unknown) == (Fraction(1, 2), 6, ())
    told = content(*[settled] * 4)
    assert (told.low, told.high, told.sample) == (Fraction(1, 2), Fraction(1, 2), 6)
    assert told.unknown == ("appeals.satisfied",)
    assert told.told("zh") == "满意率（仅计已办结且已回访的诉求）：50.0%，样本 6"
    assert told.told() == "content, of the appeals settled and followed up: 50.0%, n = 6"
    nobody = told_of(appeals(*[settled] * 4, received_at=at(2, 9))).figure("appeals.satisfied")
    assert (nobody.low, nobody.high, nobody.value()) == (None, None, "n = 0")
    assert nobody.unknown == ("appeals.satisfied",)


def test_a_mean_of_one_is_not_what_is_left_of_the_whole() -> None:
    """Where one category has one answer, neither the whole nor the other may show its hours."""
    parking, other = list(AppealCategory)[:2]
    told = told_of(
        appeals(
            *[{"category": parking, "answered_at": at(3, 9)}] * 4,
            *[{"category": other}] * 3,
            {"category": other, "answered_at": at(9, 9)},
            received_at=at(2, 9),
        )
    )
    hours = {one.of: one.suppressed for one in told.figures if one.name.endswith("to_answer")}
    assert hours[other]
    assert hours[None] or hours[parking]


def test_what_is_passed_on_later_does_not_wait_there_yet() -> None:
    """Who must act next is told by the day: an appeal passed on afterwards waits where it was."""
    later = {"forwarded_to": "A-p", "forwarded_at": at(2, 9) + timedelta(days=60)}
    told = told_of(appeals(*[later] * 4, received_at=at(2, 9), station="S-1"))
    assert {one.accountable for one in told.open_appeals} == {"A-a"}
    assert not [one for one in told.by(Breakdown.ACTOR) if one.of == "A-p"]


def test_hours_of_what_was_settled_at_an_unknown_moment_are_an_interval() -> None:
    """An answer that nobody wrote down came between the passing on and the settlement."""
    told = told_of(
        appeals(
            *[{"answered_at": at(2, 12)}] * 3,
            {"forwarded_at": at(2, 10), "closed_at": at(2, 18)},
            received_at=at(2, 9),
        )
    )
    hours = told.figure("appeals.hours_to_answer")
    assert (hours.low, hours.high, hours.sample) == (Fraction(10, 4), Fraction(18, 4), 4)
    assert hours.unknown == ("AP-4.answered_at",)


def test_nothing_is_asked_for_before_there_was_a_standard() -> None:
    """The standard that ships is dated: in 2025 nothing was asked for, so nothing is missed."""
    told = service_levels(appeals({}, received_at=at(2, 9)), QUARTER, date(2026, 2, 10))
    assert told.standard is None
    assert all(one.threshold is None for one in told.figures)
    with pytest.raises(KeyError):
        told.figure("appeals.forwarded_in_time")


def test_an_office_asks_for_more() -> None:
    """Standards are data: an edition of an office's own takes the place of what ships."""
    own = ServiceStandard(
        id="own", forwarded_minutes=30, answered=100, closed=100, satisfied=95,
        source=Source(document="示例文件", kind=DocumentKind.LOCAL_PRACTICE),
        effective_from=date(2026, 1, 1),
    )  # fmt: skip
    register = appeals(*[{"forwarded_at": at(2, 9, 45)}] * 4, received_at=at(2, 9))
    assert told_of(register).figure("appeals.forwarded_in_time").meets is True
    told = told_of(register, standards=[*service_standards(), own])
    assert told.standard == service_standards()[0]  # the newest edition decides
    assert told_of(register, standards=[own]).figure("appeals.forwarded_in_time").low == 0
    with pytest.raises(InvalidValue):
        ServiceStandard(
            id="own", forwarded_minutes=0, answered=100, closed=100, satisfied=101,
            source=own.source, effective_from=date(2026, 1, 1),
        )  # fmt: skip


def test_a_standard_ends() -> None:
    """An edition that has ended asks for nothing any more; one without an end goes on."""
    (shipped,) = service_standards()
    ended = attrs.evolve(shipped, effective_before=ON)
    assert ended.holds(date(2026, 3, 30))
    assert not ended.holds(ON)
    assert not ended.holds(date(2026, 2, 10))
    assert shipped.holds(date(2099, 1, 1))
    assert told_of(appeals({}, received_at=at(2, 9)), standards=[ended]).standard is None


def test_it_says_that_it_was_written_for_truck_drivers() -> None:
    """No shipped number passes for a rule on ride-hailing drivers."""
    (shipped,) = service_standards()
    assert shipped.notice is not None
    assert "货车司机" in shipped.notice.zh
    assert "truck drivers" in shipped.notice.en
    assert "货车司机" in shipped.source.document
    assert "truck drivers" in dumps(told_of(appeals({}, received_at=at(2, 9))))


@pytest.mark.parametrize(
    ("appeal", "state", "actor"),
    [
        ({}, AppealState.RECEIVED, "A-a"),
        ({"forwarded_to": "A-p"}, AppealState.RECEIVED, "A-p"),
        ({"forwarded_to": "A-p", "forwarded_at": at(2, 10)}, AppealState.FORWARDED, "A-p"),
        ({"forwarded_to": "A-p", "answered_at": at(2, 10)}, AppealState.ANSWERED, "A-a"),
    ],
)
def test_who_must_act_next(appeal: dict[str, Any], state: AppealState, actor: str) -> None:
    """It waits for whom it was passed on to; until then, and once answered, for the association."""
    (waits,) = told_of(appeals(appeal, received_at=at(2, 9), station="S-1")).open_appeals
    assert (waits.state, waits.accountable) == (state, actor)


def test_what_came_in_a_moment_ago_is_not_late_yet() -> None:
    """Late is what has waited for longer than is allowed, not what has only come in."""
    on = date(2026, 3, 9)
    fresh = appeals(*[{}] * 3, received_at=at(9, 23, 30))
    told = service_levels(fresh, QUARTER, on).figure("appeals.forwarded_in_time")
    assert (told.sample, told.sources) == (0, ())
    just = appeals(*[{}] * 3, received_at=at(9, 23))
    assert service_levels(just, QUARTER, on).figure("appeals.forwarded_in_time").sample == 0
    late = appeals(*[{}] * 3, received_at=at(9, 22, 59))
    told = service_levels(late, QUARTER, on).figure("appeals.forwarded_in_time")
    assert told.sample == 3
    assert told.low == 0


def test_two_of_equal_right_are_nobody() -> None:
    """Where it is not plain who must act, nobody is named."""
    register = appeals({}, received_at=at(2, 9))
    second = Actor(id="A-c", name="协会", role=ActorRole.ASSOCIATION, region=Region("370500"))
    (waits,) = told_of(register.with_(second)).open_appeals
    assert waits.accountable is None
    assert told_of(register.with_(second)).waiting_for(None) == (waits,)
    (waits,) = told_of(register.without("A-a")).open_appeals
    assert waits.accountable == "A-b"


def test_waiting_counts_by_the_clock_or_in_office_hours() -> None:
    """From Friday at four until the end of Monday: by the clock three days, in the office one."""
    register = appeals({}, received_at=at(6, 16))
    on = date(2026, 3, 9)
    (clock,) = service_levels(register, QUARTER, on).open_appeals
    (office,) = service_levels(
        register, QUARTER, on, office_hours=OFFICE, calendar=work_calendar()
    ).open_appeals
    assert (clock.waiting_minutes, office.waiting_minutes) == (80 * 60, 8 * 60)


def test_opinions_of_few_are_withheld() -> None:
    """Where everybody but one is content, or everybody is, that tells of each."""

    def register(answers: Iterable[bool | None]) -> Register:
        settled = {"answered_at": at(2, 10), "closed_at": at(2, 11), "received_at": at(2, 9)}
        one = AppealCategory.REST
        return appeals(*({"satisfied": told} for told in answers), category=one, **settled)

    def satisfied(answers: Iterable[bool | None]) -> str:
        return told_of(register(answers)).figure("appeals.satisfied").value()

    assert satisfied([True] * 6 + [False] * 3) == "66.7%, n = 9"
    assert satisfied([True] * 9 + [False]) == "withheld, too few people"
    assert satisfied([True] * 9) == "withheld, too few people"
    assert satisfied([None] * 9) == "n = 0"
    told = told_of(register([True] * 6 + [False] * 3))
    assert told.figure("appeals.satisfied").threshold == Fraction(4, 5)
    assert told.figure("appeals.satisfied", "rest").low == Fraction(2, 3)


def test_later_days_do_not_count() -> None:
    """What was done after the day is not done on it."""
    register = appeals(*[{"answered_at": at(9, 9)}] * 3, received_at=at(2, 9))
    before = service_levels(register, QUARTER, date(2026, 3, 8))
    assert before.figure("appeals.answered").low == 0
    assert len(before.open_appeals) == 3
    assert told_of(register).figure("appeals.answered").low == 1
    assert not service_levels(register, QUARTER, date(2026, 3, 1)).open_appeals
    later = service_levels(register, QUARTER, ON + timedelta(days=1))
    assert later.figure("appeals.received").low == 3
