"""The cause of a verdict that changed, held against assessments with one ingredient changed."""

from datetime import date
from typing import Any

import attrs
import pytest

from ridehire_partybuild import (
    Cause,
    CauseKind,
    Region,
    Register,
    Site,
    Station,
    Text,
    Tier,
    assess,
    compare,
    reference_guideline,
)
from ridehire_partybuild.testing import laws
from ridehire_partybuild.testing.laws import futures

ON, RULES = date(2026, 1, 15), reference_guideline()


def of(area: int) -> Register:
    """Return a register of a station so large."""
    site = Site(area_m2=area)
    station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC, site=site)
    return Register(stations=[station])


def test_a_wrong_cause_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Law 8: what a fact alone turned is told to be turned by it; by the rule would be untrue."""
    renamed = attrs.evolve(RULES, title=Text(zh="别名", en="another name"))
    before, after = assess(of(9), RULES, ON), assess(of(40), renamed, ON)
    laws.causes_are_single(before, after)

    def blamed(*assessments: Any) -> Any:
        made = compare(*assessments)
        cause = Cause(kind=CauseKind.RULE)
        told = (
            one if one.cause is None else attrs.evolve(one, cause=cause) for one in made.findings
        )
        return attrs.evolve(made, findings=tuple(told))

    monkeypatch.setattr(futures, "compare", blamed)
    with pytest.raises(laws.LawBroken, match=r"^law 8: "):
        laws.causes_are_single(before, after)
