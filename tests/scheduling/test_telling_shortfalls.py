"""Remedies and shortfalls in words, whole: each kind, and how many are named."""

from datetime import date
from typing import Any

import attrs
import pytest
from tests.scheduling.small import MARCH, clinic, inputs_of, lawyer, station

from ridehire_partybuild.model import Change, Changes, Site
from ridehire_partybuild.scheduling import (
    Owed,
    Remedy,
    RemedyKind,
    Rule,
    Shortfall,
    ShortfallKind,
    explain_remedy,
    explain_shortfall,
)
from ridehire_partybuild.scheduling.telling_shortfalls import _names as names_told
from ridehire_partybuild.values import ActivityKind, HostId, OpeningHours, Period

PLACES = [station(number) for number in range(1, 9)]
HOSTS = [lawyer(1, per_day=2, per_week=3), lawyer(2)]
INPUTS = inputs_of(*PLACES, *HOSTS, *(clinic(number) for number in range(1, 9)))


@pytest.mark.parametrize(
    ("many", "expected"),
    [
        (1, "示例1号"),
        (2, "示例1号, 示例2号"),
        (6, "示例1号, 示例2号, 示例3号, 示例4号, 示例5号, 示例6号"),
        (7, "示例1号, 示例2号, 示例3号, 示例4号, 示例5号, 示例6号 and others (7 in all)"),
    ],
)
def test_six_are_named_and_the_others_counted(many: int, expected: str) -> None:
    """Each once, in the order given."""
    ids = [place.id for place in PLACES[:many]]
    assert names_told([*ids, ids[0]], INPUTS.register, "en") == expected


def altered(kind: RemedyKind, before: Any, *days: date, **fields: Any) -> Remedy:
    """A remedy that changes one record."""
    change = Change(before=before, after=attrs.evolve(before, **fields))
    return Remedy(kind=kind, changes=Changes(changes=(change,)), days=days, rescues=2)


KIND = RemedyKind
GUEST = Changes(changes=(Change(after=lawyer(9)),))
LECTURE = clinic(2, kind=ActivityKind.PARTY_LECTURE)
REMEDIES: list[tuple[Remedy, str]] = [
    (
        altered(KIND.RAISE_WEEK_LIMIT, HOSTS[0], per_week=5),
        "raise the weekly limit of 示例1律所 from 3 to 5",
    ),
    (
        altered(KIND.RAISE_DAY_LIMIT, HOSTS[0], per_day=3),
        "raise the daily limit of 示例1律所 from 2 to 3",
    ),
    (
        altered(KIND.ADD_DAY, HOSTS[0], date(2026, 3, 9), days_off=[date(2026, 3, 30)]),
        "have 示例1律所 come on one more day, 2026-03-09",
    ),
    (
        Remedy(kind=KIND.BORROW_HOST, changes=GUEST, rescues=2),
        "borrow 示例9律所 from another city",
    ),
    (
        Remedy(kind=KIND.ADD_HOST, changes=GUEST, rescues=2),
        "find one more host with the hours and limits of 示例9律所",
    ),
    (
        altered(KIND.OPEN_LONGER, PLACES[0], hours=OpeningHours.parse("Mo-Su 08:00-20:00")),
        "open 示例1号 longer: Mo-Su 08:00-20:00",
    ),
    (
        altered(KIND.ADD_SEATS, PLACES[0], site=Site(seats=40)),
        "bring the seats of 示例1号 to 40",
    ),
    (
        Remedy(
            kind=KIND.OTHER_ROOM,
            duties=[clinic(1, station="S-2"), clinic(3, station="S-4")],
            rescues=2,
        ),
        "hold legal clinic at 示例2号, 示例4号",
    ),
    (
        Remedy(kind=KIND.ANY_DAY, duties=[clinic(1), LECTURE], rescues=2),
        "hold legal clinic, Party lecture on any day instead of the fixed one",
    ),
    (
        Remedy(kind=KIND.ALLOW_HOLIDAY, duties=[clinic(1)], rescues=2),
        "let legal clinic be on a day off in a period without another day",
    ),
    (
        Remedy(kind=KIND.ROLL, duties=[clinic(1)], rescues=2),
        "let legal clinic be up to 7 days after a period without a day for it",
    ),
]


@pytest.mark.parametrize(("remedy", "words"), REMEDIES)
def test_each_kind_of_remedy_in_words(remedy: Remedy, words: str) -> None:
    """What is done, to whom, and how many sessions it was seen to rescue."""
    assert explain_remedy(remedy, INPUTS) == f"{words} (rescues 2 in all)"


def test_every_kind_of_remedy_is_told() -> None:
    """None is left out above."""
    assert [remedy.kind for remedy, _ in REMEDIES] == list(RemedyKind)


def short(**more: Any) -> str:
    """A shortfall in words."""
    month = Period.parse("2026-03")
    plain: dict[str, Any] = {
        "kind": ShortfallKind.HOSTS,
        "span": MARCH,
        "owed": [Owed(duty=f"D-{n}", period=month, sessions=2) for n in (1, 2)],
        "needed": 4,
        "possible": 1,
        "days": 3,
    }
    return explain_shortfall(Shortfall(**plain | more), INPUTS)


def test_why_one_host_can_hold_no_more() -> None:
    """'On so many days, so many a day and a week'; of several it is not told."""
    one, two = HostId("H-1"), HostId("H-2")
    assert (
        "示例1律所 can hold 1 at most, 3 too few (3 days, at most 2 a day, at most 3 a week)"
        in (short(hosts=(one,)))
    )
    assert "示例2律所 can hold 1 at most, 3 too few (3 days)" in short(hosts=(two,))
    assert "示例1律所, 示例2律所 can hold 1 at most, 3 too few" in short(hosts=(one, two))
    assert "days" not in short(hosts=(one, two))


def test_two_rules_that_block_most_are_told() -> None:
    """The third and further ones are not."""
    rules = (Rule.CLOSED, Rule.PEAK, Rule.PAST)
    told = short(kind=ShortfallKind.SLOTS, possible=0, rules=rules)
    labels = [rule.label("en") for rule in rules]
    assert [label in told for label in labels] == [True, True, False]
