"""Repairs in words: what to change, find out and hold, when it helps, what it gains."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from ridehire_partybuild import (
    FACTS,
    Gain,
    Region,
    Register,
    Repair,
    Station,
    Tier,
    Value,
    apply,
    explain_repair,
)


def repair(**changes: Any) -> Repair:
    """Return a repair that helps on 1 July 2026 and gains 12.5 points."""
    plain: dict[str, Any] = {
        "subject": "S-1", "requirement": "area", "changes": {}, "settles": {}, "holds": {},
        "not_before": date(2026, 7, 1), "gain": Gain(low=Fraction(1, 8), high=Fraction(1, 8)),
        "day": date(2026, 1, 15), "facts": FACTS,
    }  # fmt: skip
    return Repair(**(plain | changes))


@pytest.mark.parametrize("value", [True, Decimal(2)])
@pytest.mark.parametrize("part", ["changes", "settles"])
def test_a_fact_of_a_host_needs_the_catalogue_of_the_host(part: str, value: Value) -> None:
    """A repair that was read back does not know it: nothing is done or said by halves."""
    station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC)
    told = repair(**{part: {"host.fact": value}})
    with pytest.raises(KeyError, match=r"host\.fact"):
        apply(told, Register(stations=[station]))
    with pytest.raises(KeyError, match=r"host\.fact"):
        explain_repair(told)


MONTHS = {f"sessions(party_lecture,2026-{month:02})": Decimal(2) for month in range(1, 5)}


@pytest.mark.parametrize(
    ("told", "zh", "en"),
    [
        (
            repair(changes={"site.area_m2": Decimal(12), "on_map": True}),
            ("改为：地图可查：是，使用面积：12 平方米；最早 2026-07-01 可转为符合；"
            "本对象得分提高 12.5 个百分点"),
            ("change to findable on a map: yes, and usable area: 12 m²; passes on 2026-07-01 at "
            "the earliest; the score of its subject gains 12.5 points"),
        ),
        (
            repair(
                changes={"on_map": True}, settles={"line.answered": True},
                gain=Gain(low=Fraction(1, 40), high=Fraction(1, 16)),
            ),
            ("改为：地图可查：是；并查明确实如此：公开电话有人接听：是；"
            "最早 2026-07-01 可转为符合；本对象得分提高 2.5 至 6.2 个百分点"),
            ("change to findable on a map: yes; and find out that it is so: the public line "
            "answered: yes; passes on 2026-07-01 at the earliest; the score of its subject gains "
            "2.5 to 6.2 points"),
        ),
        (
            repair(holds={"sessions(symposium,2026-H1)": Decimal(1)}),
            "开展：2026-H1 的 1 次座谈会；最早 2026-07-01 可转为符合；本对象得分提高 12.5 个百分点",
            ("hold symposium, 1 in 2026-H1; passes on 2026-07-01 at the earliest; the score "
            "of its subject gains 12.5 points"),
        ),
        (
            repair(holds=MONTHS),
            ("开展：2026-01 至 2026-04 每期 2 次党课（共 4 期）；最早 2026-07-01 可转为符合；"
            "本对象得分提高 12.5 个百分点"),
            ("hold Party lecture, 2 in each of the 4 periods from 2026-01 to 2026-04; passes on "
            "2026-07-01 at the earliest; the score of its subject gains 12.5 points"),
        ),
        (
            repair(),
            "只需等待；最早 2026-07-01 可转为符合；本对象得分提高 12.5 个百分点",
            ("only waiting helps; passes on 2026-07-01 at the earliest; the score of its subject "
            "gains 12.5 points"),
        ),
    ],
)  # fmt: skip
def test_whole_repairs(told: Repair, zh: str, en: str) -> None:
    """Smallest changes, score gain, earliest possible date where waiting is the only cure."""
    assert (explain_repair(told, "zh"), explain_repair(told)) == (zh, en)
