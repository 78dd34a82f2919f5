"""All new pages: equal for equal inputs, text that stays text, in both languages."""

from collections.abc import Callable
from datetime import date

import attrs
import pytest
from hypothesis import given, settings

from ridehire_partybuild import (
    Award,
    Contact,
    ContactKind,
    Host,
    OpeningHours,
    Party,
    Register,
    Service,
    ServiceDomain,
    Site,
    Span,
    Waiver,
    annual_report,
    assess,
    compare,
    dumps,
    duties,
    loads,
    plan,
    shortfalls,
)
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.exchange.report import (
    annual_page,
    assessment_page,
    comparison_page,
    plan_page,
    station_page,
)
from ridehire_partybuild.testing import strategies

from .reading import (
    CALENDAR,
    LANGS,
    LANGUAGES,
    ON,
    RULES,
    Read,
    at,
    is_alone,
    session,
    station,
)

pytest.importorskip("jinja2")

HOSTILE = "<script>alert(1)</script>&\"'=1+1"
REGISTERS = strategies.registers(stations=(1, 2), max_sessions=3, max_hosts=1)


def _pages(register: Register, lang: Lang) -> dict[str, str]:
    """Return every page of a register."""
    span = Span.parse("2026-02-01/2026-02-28")
    now, then = (assess(register, RULES, day) for day in (ON, date(2025, 12, 31)))
    made = plan(duties(RULES, register, span), register, CALENDAR, span, on=ON)
    pages = {
        "assessment": assessment_page(now, lang=lang),
        "comparison": comparison_page(compare(then, now), lang=lang),
        "annual": annual_page(
            annual_report(register, RULES, CALENDAR, 2025), lang=lang, register=register
        ),
        "plan": plan_page(made, RULES, shortfalls=shortfalls(made, trials=0), lang=lang),
    }
    for one in register.stations:
        pages[f"station {one.id}"] = station_page(
            one.id, register, RULES, ON, calendar=CALENDAR, lang=lang
        )
    return pages


@pytest.mark.slow
@settings(max_examples=5)
@given(REGISTERS, LANGUAGES)
def test_equal_inputs_give_equal_pages(register: Register, lang: Lang) -> None:
    """Law 11: equal inputs, in any order, give equal bytes; also after a way through documents."""
    turned = Register(
        **{one.name: getattr(register, one.name)[::-1] for one in attrs.fields(Register)}
    )
    pages = _pages(register, lang)
    assert _pages(turned, lang) == pages
    assert _pages(loads(dumps(register), Register), lang) == pages


@pytest.mark.parametrize("lang", LANGS)
def test_text_stays_text(lang: Lang) -> None:
    """What looks like an element is shown, and is none, wherever it stands."""
    party = Party(name=HOSTILE)
    own = station(
        HOSTILE, site=Site(area_m2=9, seats=24, address=HOSTILE), operator=party,
        hours=OpeningHours.parse("Mo-Fr 09:00-17:00"), opened_on=date(2025, 1, 1),
        contacts=[Contact(kind=ContactKind.OFFICE_LINE, value=HOSTILE)],
        services=[Service(domain=ServiceDomain.LEGAL, item=HOSTILE, provider=party,
                          eligibility=HOSTILE, free=True)],
        awards=[Award(title=HOSTILE, authority=HOSTILE)],
    )  # fmt: skip
    waiver = Waiver(
        id="W-1", subject="S-1", covers="site.area_m2", authority=HOSTILE, reason=HOSTILE,
        valid_from=date(2026, 1, 1), valid_until=date(2026, 6, 30),
    )  # fmt: skip
    register = Register(
        stations=[own], waivers=[waiver], hosts=[Host(id="H-1", party=party)],
        sessions=[session(1, at(10, 14), topic=HOSTILE, host="H-1", organiser=party)],
    )  # fmt: skip
    least: dict[str, int] = {
        "annual": 1,
        "assessment": 6,
        "comparison": 2,
        "plan": 3,
        "station S-1": 12,
    }
    for name, page in _pages(register, lang).items():
        read = Read(page)
        is_alone(page, read)
        assert page.count("</style>") == 1
        assert "\n".join(read.texts).count(HOSTILE) >= least[name], name


NAMED: list[Callable[..., str]] = [
    annual_page,
    assessment_page,
    comparison_page,
    plan_page,
    station_page,
]


@pytest.mark.parametrize("made", NAMED)
def test_a_page_of_another_language_says_another_thing(made: Callable[..., str]) -> None:
    """Both languages are there: no page of one falls back on the other."""
    register = Register(stations=[station()])
    zh, en = (_pages(register, lang) for lang in LANGS)
    name = {"station_page": "station S-1"}.get(made.__name__, made.__name__.removesuffix("_page"))
    heading = Read(en[name]).texts
    assert "Notice" in heading
    assert "说明" in Read(zh[name]).texts
    assert "说明" not in heading
