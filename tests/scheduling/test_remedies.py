"""What is tried where something is short: each remedy whole, in which order, and which is kept."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

import attrs
import pytest
from tests.scheduling.small import MARCH, clinic, inputs_of, lawyer, station

from ridehire_partybuild.guideline import Duty, NoDayPolicy
from ridehire_partybuild.model import Actor, Change, Changes, Host, Party, Site, Station
from ridehire_partybuild.scheduling import (
    Plan,
    PlanInputs,
    PlanScore,
    Remedy,
    RemedyKind,
    Unplaced,
    remedied,
)
from ridehire_partybuild.scheduling.remedies import Place, Trial, remedies_of
from ridehire_partybuild.values import (
    ActorRole,
    Level,
    OpeningHours,
    Period,
    Region,
    Skill,
    Span,
)

PERIOD = Period.parse("2026-03")


@attrs.frozen(kw_only=True)
class Listening(Trial):
    """Tries nothing: writes down what it is asked to try, and says what it is told to say."""

    says: Callable[[Remedy], int] = lambda _: 0
    asked: list[Remedy] = attrs.field(factory=list)

    def rescued(self, remedy: Remedy, places: Collection[Place]) -> int:
        """Listen."""
        assert places
        self.asked.append(remedy)
        return self.says(remedy)


def tried(
    inputs: PlanInputs, *kinds: RemedyKind, span: Span = MARCH, missing: int = 1, **more: Any
) -> list[Remedy]:
    """All that is tried for the duties of the inputs; of some kinds alone, if told."""
    trial = Listening(before=Plan(inputs=inputs), lenders=more.get("lenders", ()), most=999)
    places = {(duty.id, PERIOD) for duty in inputs.duties}
    hosts = more.get("hosts", [host.id for host in inputs.register.hosts])
    assert remedies_of(trial, places, span, hosts, missing) == ()
    return [one for one in trial.asked if not kinds or one.kind in kinds]


def altered(kind: RemedyKind, before: Host | Station, days: Any = (), **fields: Any) -> Remedy:
    """A remedy that changes one record."""
    change = Change(before=before, after=attrs.evolve(before, **fields))
    return Remedy(kind=kind, changes=Changes(changes=(change,)), days=days)


def new(kind: RemedyKind, host: Host) -> Remedy:
    """A remedy that brings a host."""
    return Remedy(kind=kind, changes=Changes(changes=(Change(after=host),)))


WEEK, DAY = RemedyKind.RAISE_WEEK_LIMIT, RemedyKind.RAISE_DAY_LIMIT


@pytest.mark.parametrize(("kind", "field", "top"), [(WEEK, "per_week", 500), (DAY, "per_day", 100)])
def test_limits_are_raised_by_one_by_two_and_by_what_is_missing(
    kind: RemedyKind, field: str, top: int
) -> None:
    """Who has no limit gets none, and no limit goes beyond the highest that can be recorded."""
    limits = (2, None, top - 1, top)
    hosts = [lawyer(n, **{field: limit}) for n, limit in enumerate(limits)]
    first, _, third, _ = hosts
    assert tried(inputs_of(station(), clinic(), *hosts), WEEK, DAY, missing=5) == [
        altered(kind, first, **{field: 3}),
        altered(kind, third, **{field: top}),
        altered(kind, first, **{field: 4}),
        altered(kind, first, **{field: 7}),
    ]
    assert len(tried(inputs_of(station(), clinic(), first), kind, missing=1)) == 2


def test_hosts_who_can_hold_none_of_it_are_left_alone() -> None:
    """Only those are asked that the shortfall names."""
    inputs = inputs_of(station(), clinic(), lawyer(1, per_week=1), lawyer(2, per_week=1))
    asked = tried(inputs, WEEK, hosts=["H-2"])
    assert {one.changes.changes[0].id for one in asked} == {"H-2"}


def dated(*texts: str) -> OpeningHours:
    """The lawyer's hours, and some named days."""
    return OpeningHours.parse("; ".join(["Tu 10:00-11:00", "Th 14:00-16:00", "PH off", *texts]))


MORE = RemedyKind.ADD_DAY


def day_more(host: Host, day: str, hours: OpeningHours, *off: date) -> Remedy:
    """A remedy of a day more."""
    days = (date.fromisoformat(day),)
    return altered(MORE, host, days, hours=hours, days_off=off)


def test_a_day_more_in_each_of_three_weeks() -> None:
    """'On its usual hours: the first it could do, one in a week', no day before that of the plan.

    Tuesday's are the usual hours, for they are the first of the week.
    """
    host = lawyer(hours=dated())
    inputs = inputs_of(station(), clinic(), host, on=date(2026, 3, 4))
    assert tried(inputs, MORE) == [
        day_more(host, "2026-03-04", dated("2026 Mar 04 10:00-11:00")),
        day_more(host, "2026-03-09", dated("2026 Mar 09 10:00-11:00")),
        day_more(host, "2026-03-16", dated("2026 Mar 16 10:00-11:00")),
    ]
    weekend = Span.parse("2026-03-07/2026-03-11")
    assert [one.days for one in tried(inputs, MORE, span=weekend)] == [(date(2026, 3, 9),)]


def test_each_host_is_asked_for_three_days() -> None:
    """A day on which one comes anyway is none more: the next of that week is."""
    hosts = [lawyer(number, hours="Mo 10:00-11:00") for number in (1, 2)]
    asked = tried(inputs_of(station(), clinic(), *hosts), MORE)
    days = [(date(2026, 3, day),) for day in (3, 10, 17)]
    assert [one.days for one in asked] == [*days, *days]


def test_a_day_off_on_which_a_host_would_come_otherwise() -> None:
    """It is given up; the others stay. A day off on which nobody would come is no other day."""
    off = [date(2026, 3, 10), date(2026, 3, 17)]
    host = lawyer(hours=dated(), days_off=off)
    asked = tried(
        inputs_of(station(), clinic(), host), MORE, span=Span.parse("2026-03-10/2026-03-20")
    )
    assert asked == [
        day_more(host, "2026-03-10", dated("2026 Mar 10 10:00-11:00"), off[1]),
        day_more(host, "2026-03-16", dated("2026 Mar 16 10:00-11:00"), *off),
    ]


def test_a_day_of_which_somebody_has_said_what_it_is_like_stays_so() -> None:
    """Named days are not overruled, neither the first nor the last of them; others stay in order.

    The next that would do is asked for instead.
    """
    named = ("2026 Mar 02-2026 Mar 04 off", "2026 Mar 09-2026 Mar 10 off", "2026 Mar 20 off")
    host = lawyer(hours=dated(*named))
    asked = tried(inputs_of(station(), clinic(), host), MORE)
    assert asked == [
        day_more(host, "2026-03-06", dated(named[0], "2026 Mar 06 10:00-11:00", *named[1:])),
        day_more(host, "2026-03-11", dated(*named[:2], "2026 Mar 11 10:00-11:00", named[2])),
        day_more(host, "2026-03-16", dated(*named[:2], "2026 Mar 16 10:00-11:00", named[2])),
    ]


@pytest.mark.parametrize("hours", [None, OpeningHours.parse("off")])
def test_who_has_no_usual_hours_is_asked_for_no_day(hours: OpeningHours | None) -> None:
    """Nobody knows how long such a day would be; the next host is asked all the same."""
    inputs = inputs_of(station(), clinic(), lawyer(1, hours=hours), lawyer(2))
    assert {one.changes.changes[0].id for one in tried(inputs, MORE)} == {"H-2"}


BORROWED, ADDED = RemedyKind.BORROW_HOST, RemedyKind.ADD_HOST


def test_who_can_be_borrowed_comes_as_a_guest() -> None:
    """Whose body is on record elsewhere is a name here; an id that is taken becomes a new one."""
    taken = lawyer(2, id="HOST-NEW-1")
    inputs = inputs_of(station(), clinic(), lawyer(1), taken)
    lenders = [
        lawyer(1, party=Party(name="青岛律所", actor="A-9")),
        lawyer(7, party=Party(name="青岛支部", branch="B-9")),
        lawyer(8, skills=(Skill.FIRST_AID,)),
    ]
    assert tried(inputs, BORROWED, ADDED, lenders=lenders) == [
        new(BORROWED, lawyer(1, id="HOST-NEW-2", party=Party(name="青岛律所"))),
        new(BORROWED, lawyer(7, party=Party(name="青岛支部"))),
    ]


def test_where_nobody_can_be_borrowed_somebody_alike_is_added() -> None:
    """'If nobody is known, somebody like one who is there.'."""
    hosts = [lawyer(1), lawyer(2, per_day=1)]
    inputs = inputs_of(station(), clinic(), *hosts)
    assert tried(inputs, BORROWED, ADDED, lenders=[lawyer(8, skills=())]) == [
        new(ADDED, lawyer(1, id="HOST-NEW-1")),
        new(ADDED, lawyer(2, id="HOST-NEW-1", per_day=1)),
    ]
    assert tried(inputs_of(station(), clinic(skill=None)), BORROWED, lenders=[lawyer(1)]) == []


def test_seats_are_added_up_to_what_the_largest_duty_of_the_room_asks() -> None:
    """Not where they suffice, are not known, or where no duty asks for any."""
    small, unknown, enough, idle = (
        station(1, site=Site(seats=4)),
        station(2, site=Site()),
        station(3, site=Site(seats=9)),
        station(4, site=Site(seats=0)),
    )
    duties = [
        clinic(1, seats=6),
        clinic(2, seats=7),
        clinic(3, seats=9),
        clinic(4),
        clinic(5, station="S-1", seats=8),
    ]
    inputs = inputs_of(small, unknown, enough, idle, *duties)
    assert tried(inputs, RemedyKind.ADD_SEATS) == [
        altered(RemedyKind.ADD_SEATS, small, site=Site(seats=8))
    ]


OPEN = RemedyKind.OPEN_LONGER


@pytest.mark.parametrize(
    ("hours", "longer"),
    [
        (
            "Mo 08:00-10:00,12:00-14:00; Sa 20:00-22:00; Su 20:00-22:30",
            [
                "Mo 08:00-10:00,12:00-16:00; Sa 20:00-24:00; Su 20:00-22:30",
                "Mo-Fr 08:00-10:00,12:00-14:00; Sa 20:00-22:00; Su 20:00-22:30",
            ],
        ),
        ("Mo-Su 08:00-22:00", ["Mo-Su 08:00-24:00"]),
        ("Mo-Su 08:00-10:00,12:00-22:01", []),
        ("off", []),
        ("Mo-Fr 12:00-23:00", ["Mo-Su 12:00-23:00"]),
        ("Mo 06:00-12:00; Fr 12:00-36:00", ["Mo 06:00-14:00; Fr 12:00-36:00"]),
        ("Tu 06:00-12:00; Su 12:00-36:00", ["Tu 06:00-14:00; Su 12:00-36:00"]),
        (
            "Mo 06:00-23:00; We 20:00-26:00; Fr 00:00-23:00",
            ["Mo-Tu,Th 06:00-23:00; We 20:00-26:00; Fr 00:00-23:00; Sa-Su 06:00-23:00"],
        ),
        (
            "Mo 06:00-23:00; Tu 00:00-23:00; Su 20:00-26:00",
            ["Mo,We-Sa 06:00-23:00; Tu 00:00-23:00; Su 20:00-26:00"],
        ),
    ],
)
def test_a_room_is_open_longer_or_on_other_days(hours: str, longer: list[str]) -> None:
    """Two hours more by midnight, or its usual hours on each day; 'a night may last into a day'.

    A room whose hours are not known is passed over.
    """
    place = station(2, hours=hours)
    inputs = inputs_of(station(1, hours=None), place, clinic(1), clinic(2))
    assert tried(inputs, OPEN) == [
        altered(OPEN, place, hours=OpeningHours.parse(one)) for one in longer
    ]


def test_other_rooms_of_the_city() -> None:
    """'What a station itself owes counts only at that station'; without a room, any would do."""
    rooms = [station(1), station(2), station(3, region=Region("370202"))]
    office = Actor(
        id="A-1", name="示例局", role=ActorRole.AUTHORITY, level=Level.CITY, region=Region("370500")
    )
    own, guest = clinic(1), clinic(2, subject="A-1", station="S-1")
    homeless = clinic(3, subject="A-1", station=None)
    found = tried(inputs_of(*rooms, office, own, guest, homeless), RemedyKind.OTHER_ROOM)
    assert found == [
        Remedy(kind=RemedyKind.OTHER_ROOM, duties=[attrs.evolve(duty, station=room)])
        for duty, room in ((guest, "S-2"), (homeless, "S-1"), (homeless, "S-2"), (homeless, "S-3"))
    ]


def changed(kind: RemedyKind, *duties: Duty, **fields: Any) -> Remedy:
    """A remedy that changes duties."""
    return Remedy(kind=kind, duties=[attrs.evolve(one, **fields) for one in duties])


def test_duties_that_ask_for_less() -> None:
    """Any day instead of a fixed one; a day off, or a later day, where there is no other."""
    plain, fixed = clinic(1, no_day=NoDayPolicy.ROLL), clinic(2, fixed_day=10)
    lax = clinic(3, no_day=NoDayPolicy.ALLOW_HOLIDAY)
    inputs = inputs_of(station(1), station(2), station(3), plain, fixed, lax)
    asked = (RemedyKind.ANY_DAY, RemedyKind.ALLOW_HOLIDAY, RemedyKind.ROLL)
    assert tried(inputs, *asked) == [
        changed(RemedyKind.ANY_DAY, fixed, fixed_day=None),
        changed(RemedyKind.ALLOW_HOLIDAY, plain, fixed, no_day=NoDayPolicy.ALLOW_HOLIDAY),
        changed(RemedyKind.ROLL, fixed, lax, no_day=NoDayPolicy.ROLL),
    ]
    rolls = inputs_of(station(1), attrs.evolve(plain, no_day=NoDayPolicy.ROLL))
    assert [one.kind for one in tried(rolls, *asked)] == [RemedyKind.ALLOW_HOLIDAY]


def test_kinds_take_turns() -> None:
    """'In turns of a kind each, what asks least first': none waits for all of another."""
    guest = clinic(1, subject="A-1", seats=30, fixed_day=10, no_day=NoDayPolicy.WAIVE)
    office = Actor(
        id="A-1", name="示例局", role=ActorRole.AUTHORITY, level=Level.CITY, region=Region("370500")
    )
    host = lawyer(per_week=1, per_day=1)
    inputs = inputs_of(station(1), station(2), office, guest, host)
    kinds = RemedyKind
    assert [one.kind for one in tried(inputs, span=Span.parse("2026-03-02/2026-03-15"))] == [
        kinds.RAISE_WEEK_LIMIT, kinds.RAISE_DAY_LIMIT, kinds.ADD_DAY, kinds.ADD_HOST,
        kinds.ADD_SEATS, kinds.OPEN_LONGER, kinds.OTHER_ROOM, kinds.ANY_DAY, kinds.ALLOW_HOLIDAY,
        kinds.RAISE_WEEK_LIMIT, kinds.RAISE_DAY_LIMIT, kinds.ADD_DAY, kinds.OPEN_LONGER,
        kinds.ROLL,
    ]  # fmt: skip


PLACES = {(clinic().id, PERIOD)}
HOSTS: Any = ["H-1"]


def kept(says: Callable[[Remedy], int], missing: int, most: int = 99) -> tuple[list[Remedy], Any]:
    """What is tried for a lawyer of many limits, and what is kept of it."""
    inputs = inputs_of(station(), clinic(), lawyer(per_week=1, per_day=1))
    trial = Listening(before=Plan(inputs=inputs), lenders=(), most=most, says=says)
    found = remedies_of(trial, PLACES, MARCH, HOSTS, missing)
    return trial.asked, [(one.kind, one.rescues) for one in found]


def test_of_each_kind_what_rescues_most_with_least_is_kept() -> None:
    """Enough is enough: what rescues all that is missing ends the trials of its kind."""
    gains: dict[str, list[int]] = {"per_week": [2, 3, 9], "per_day": [1, 1, 1]}

    def says(remedy: Remedy) -> int:
        if remedy.kind not in {WEEK, DAY}:
            return 0
        field = "per_week" if remedy.kind is WEEK else "per_day"
        limit: int = getattr(remedy.changes.changes[0].after, field)
        return gains[field][limit - 2]

    asked, found = kept(says, 2)
    assert found == [(WEEK, 2), (DAY, 1)]
    assert [one.kind for one in asked if one.kind in {WEEK, DAY}] == [WEEK, DAY, DAY]
    asked, found = kept(says, 3)
    assert found == [(WEEK, 3), (DAY, 1)]
    assert [one.kind for one in asked if one.kind in {WEEK, DAY}] == [WEEK, DAY, WEEK, DAY, DAY]
    assert len(kept(says, 3, most=2)[0]) == 2


def test_of_two_that_rescue_as_much_the_one_that_asks_less_is_kept() -> None:
    """It is the first; and of kinds that rescue as much, the first of the list stands first."""
    inputs = inputs_of(station(), clinic(), lawyer(per_week=1, per_day=1))
    trial = Listening(before=Plan(inputs=inputs), lenders=(), most=4, says=lambda _: 1)
    found = remedies_of(trial, PLACES, MARCH, HOSTS, 2)
    assert [one.kind for one in found] == [WEEK, DAY, MORE, ADDED]
    assert found[0].changes == altered(WEEK, lawyer(per_week=1, per_day=1), per_week=2).changes
    more = {MORE: 2, DAY: 1}
    trial = Listening(
        before=Plan(inputs=inputs), lenders=(), most=4, says=lambda one: more.get(one.kind, 0)
    )
    assert [one.kind for one in remedies_of(trial, PLACES, MARCH, HOSTS, 2)] == [MORE, DAY]
    twice = Listening(before=Plan(inputs=inputs), lenders=(), most=99, says=lambda _: 1)
    (week, *_) = remedies_of(twice, PLACES, MARCH, HOSTS, 2)
    assert week.changes == found[0].changes


def at(*names: str, period: Period = PERIOD) -> Any:
    """Periods of duties."""
    return {(one, period) for one in names}


def left(*names: str, medium: int | None = None) -> Plan:
    """A plan that left something of some duties out."""
    unplaced = tuple(Unplaced(duty=one, period=PERIOD, ordinal=1, blocked=()) for one in names)
    cost = -len(names) if medium is None else medium
    return Plan(inputs=inputs_of(), unplaced=unplaced, score=PlanScore(medium=cost))


@pytest.mark.parametrize(
    ("after", "rescued"),
    [
        (left("D-1"), 1),
        (left(), 2),
        (left("D-2"), 1),
        (left("D-1", "D-2"), 0),  # as before
        (left("D-1", "D-3"), 0),  # no fewer in all
        (left("D-1", "D-3", "D-4"), 0),
        (left("D-1", medium=-3), 0),  # more of what is required is left out
        (left("D-1", medium=-2), 1),
    ],
)
def test_what_helps_elsewhere_at_the_cost_of_others_is_no_remedy(after: Plan, rescued: int) -> None:
    """'0: none of those in question', or more of what is required is left out elsewhere."""
    remedy = new(ADDED, lawyer())
    trial = Trial(before=left("D-1", "D-2"), lenders=(), most=1)
    trial._known[remedy] = after
    assert trial.rescued(remedy, at("D-1", "D-2")) == rescued


def test_fewer_of_others_is_no_help() -> None:
    """It must be some of those in question that find a place."""
    remedy = new(ADDED, lawyer())
    trial = Trial(before=left("D-1", "D-2"), lenders=(), most=1)
    trial._known[remedy] = left("D-1")
    assert trial.rescued(remedy, at("D-1")) == 0
    assert trial.rescued(remedy, at("D-2")) == 1
    assert trial.rescued(remedy, at("D-2", period=Period.parse("2026-04"))) == 0


def test_what_was_tried_is_remembered_and_not_told() -> None:
    """A trial finds out for itself what plans come of remedies."""
    told: dict[str, Any] = {"before": left(), "lenders": (), "most": 1}
    with pytest.raises(TypeError):
        Trial(**told | {"known": {}})
    assert Trial(**told).inputs == left().inputs


def test_duties_that_a_remedy_does_not_name_stay_as_they_are() -> None:
    """'The duties as they would be; those that stay as they are are not named.'."""
    inputs = inputs_of(station(1), station(2), clinic(1), clinic(2))
    remedy = changed(RemedyKind.ROLL, clinic(2), no_day=NoDayPolicy.ROLL)
    assert remedied(inputs, remedy) == attrs.evolve(
        inputs, duties=(clinic(1), clinic(2, no_day=NoDayPolicy.ROLL))
    )
