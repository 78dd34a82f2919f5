"""The 40 clauses: those of the reference reading that a station's own record answers, and more."""

from typing import Final

import attrs

from ridehire_partybuild import reference_guideline
from ridehire_partybuild.guideline import (
    AnyOf,
    AtLeast,
    AtMost,
    Check,
    Guideline,
    Includes,
    Is,
    Not,
    OneOf,
    Requirement,
    Some,
    When,
    fact_name,
    judged_check,
    walked,
)
from ridehire_partybuild.values import Text

from .workload import ON

__all__ = ["REFERENCE", "facts_read", "made_guideline"]

REFERENCE = (
    "area", "map-listing", "signage", "six-facilities", "first-aid-date", "mobile-facilities",
    "basic-services", "basic-services-free", "party-services", "government-services",
    "extended-services", "operator", "postings", "site-head", "station-line", "fire-safety",
    "consent",
)  # fmt: skip
"""Taken over from the reference reading as they stand."""

_FIXED = OneOf(fact="tier", one_of=("comprehensive", "basic"))


def _has(*words: str) -> Check:
    return Includes(fact="facilities", includes=words)


def _offers(domain: str, least: int = 1) -> Check:
    return AtLeast(fact=f"services.{domain}", at_least=least)


_OWN: Final[dict[str, Check]] = {
    "seats-least": AtLeast(fact="site.seats", at_least=8),
    "seats-most": AtMost(fact="site.seats", at_most=60),
    "parking-least": AtLeast(fact="site.parking_bays", at_least=2),
    "area-most": AtMost(fact="site.area_m2", at_most=60),
    "address": Is(fact="site.address_named", is_=True),
    "hours-least": AtLeast(fact="hours.weekly", at_least=40),
    "hours-most": AtMost(fact="hours.weekly", at_most=72),
    "holidays-told": Is(fact="hours.holidays_told", is_=True),
    "setting": OneOf(
        fact="setting", one_of=("charging_site", "bank", "post_office", "hub", "own_building")
    ),
    "fixed": _FIXED,
    "comfort": _has("toilet", "wifi"),
    "rules-posted": Includes(fact="postings", includes=("management_rules",)),
    "promised": _offers("promised"),
    "online": _offers("online"),
    "basic-range": _offers("basic", 2),
    "legal": _offers("legal"),
    "daily-life": _offers("daily_life"),
    "second-line": AtLeast(fact="contacts.office_lines", at_least=2),
    "parking-near": AnyOf(
        any_of=(
            AtLeast(fact="site.parking_bays", at_least=4),
            Is(fact="setting", is_="charging_site"),
            Is(fact="setting", is_="hub"),
        )
    ),
    "not-on-wheels": When(when=_FIXED, then=Not(not_=Is(fact="setting", is_="vehicle"))),
    "two-comforts": Some(some=2, of=(_has("wifi"), _has("recliner"), _has("shower"))),
    "three-domains": Some(
        some=3,
        of=tuple(_offers(one) for one in ("party", "government", "legal", "daily_life")),
    ),
    "loan-rules": When(
        when=_has("bookshelf"), then=Includes(fact="postings", includes=("loan_rules",))
    ),
}


def _own(model: Requirement, number: int, name: str, check: Check) -> Requirement:
    return attrs.evolve(
        model,
        id=f"bench-{name}",
        clause=f"Z.{number}",
        title=Text(zh=f"基准{number}", en=name),
        text=Text(zh=f"基准测试条款{number}。", en=f"Clause {number} of the benchmark."),
        check=check,
        applicability=None,
    )


def made_guideline() -> Guideline:
    """Return the guideline of 40 clauses."""
    reference = reference_guideline()
    by_id = {str(one.id): one for one in reference.in_force(ON).requirements}
    taken = [one for one in reference.requirements if one.id in REFERENCE]
    own = [
        _own(by_id["area"], number, name, check)
        for number, (name, check) in enumerate(_OWN.items(), 1)
    ]
    return attrs.evolve(
        reference, id="benchmark", requirements=(*taken, *own), profiles=(), activities=()
    )


def facts_read(guideline: Guideline) -> tuple[str, ...]:
    """Return the facts that the clauses of the day read, each once."""
    checks = (judged_check(one) for one in guideline.in_force(ON).requirements)
    names = (fact_name(part) for check in checks for _, _, part in walked(check))
    return tuple(dict.fromkeys(name for name in names if name))
