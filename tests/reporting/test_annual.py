"""The annual report: the year's work as one value."""

from datetime import date
from fractions import Fraction

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ridehire_partybuild import (
    AnnualReport,
    Breakdown,
    CauseKind,
    DonatedBooks,
    Donation,
    Facility,
    FacilityItem,
    Feedback,
    InvalidValue,
    Modality,
    Outcome,
    Period,
    Region,
    Register,
    Site,
    Span,
    Station,
    Task,
    Tier,
    Title,
    Waiver,
    annual_report,
    assess,
    compare,
    dumps,
    duties,
    funds,
    loads,
    reference_guideline,
    reference_profile,
    standing,
    work_calendar,
)
from ridehire_partybuild.scheduling import ledger
from ridehire_partybuild.testing import laws, strategies
from ridehire_partybuild.testing.laws.figures import OF_PEOPLE
from ridehire_partybuild.testing.leaks import planted, sayings

RULES, CALENDAR = reference_guideline(), work_calendar()
REGISTERS = strategies.registers(
    stations=(0, 3), appeals=(0, 4), feedback=(0, 4), pledges=(0, 3), tasks=(0, 3)
)
YEARS = st.integers(2025, 2026)
SOME = settings(max_examples=settings().max_examples // 3)


def report(register: Register, year: int) -> AnnualReport:
    """The report of a year by the reference reading."""
    return annual_report(register, RULES, CALENDAR, year)


@given(REGISTERS, YEARS)
@SOME
def test_every_figure_is_traceable(register: Register, year: int) -> None:
    """Law 23: names records of the register, or a city, and what is not known; or is withheld."""
    figures = report(register, year).figures
    laws.figures_are_traceable(figures, register)
    # whatever is ever withheld is in the law's table; a mean of it goes with it
    withheld = {one.name for one in figures if one.suppressed}
    assert withheld <= OF_PEOPLE | {"coverage.drivers_per_station"}


@given(REGISTERS, YEARS)
@SOME
def test_a_report_is_read_again(register: Register, year: int) -> None:
    """Its document holds all of it, and equal inputs make equal bytes."""
    told = report(register, year)
    text = dumps(told)
    assert loads(text, AnnualReport) == told
    assert dumps(report(register, year)) == text


@given(strategies.registers(stations=(1, 2), appeals=(0, 2), actors=(0, 2)), YEARS)
@SOME
def test_no_secret_is_in_a_report(register: Register, year: int) -> None:
    """Law 16: what a register keeps to itself is in no report, as a value or as a document."""
    marked, secrets = planted(register)
    told = report(marked, year)
    laws.no_secret_leaks(secrets, [*sayings(told), dumps(told)])
    laws.no_secret_leaks(
        secrets, [one.told(lang, marked) for one in told.figures for lang in ("zh", "en")]
    )


@given(REGISTERS, YEARS)
@SOME
def test_it_is_what_its_parts_are(register: Register, year: int) -> None:
    """Compliance is that of both days, its changes those of their comparison, with one cause."""
    told = report(register, year)
    before, after = (assess(register, RULES, date(year, *day)) for day in ((1, 1), (12, 31)))
    for name, assessment in (("start", before), ("end", after)):
        figure, score = told.standing.figure(f"compliance.score_{name}"), assessment.score()
        assert (figure.low, figure.high, figure.sample) == (score.low, score.high, score.counted)
    changes = compare(before, after).changes
    assert len(told.standing.changes) == len(changes)
    assert told.standing.figure("compliance.changes").low == sum(
        one.cause is not None for one in changes
    )
    following = Span.parse(f"{year + 1}-01-01/{year + 1}-12-31")
    assert told.next_duties == duties(RULES, register, following)


DAYS = st.dates(date(2026, 1, 1), date(2027, 1, 31))


@given(REGISTERS, DAYS)
@SOME
def test_what_ends_after_the_record_is_not_missed(register: Register, on: date) -> None:
    """Only what was due by the day is missed for sure; what is due later is told as not known."""
    told = annual_report(register, RULES, CALENDAR, 2026, on=on)
    assert told.on == min(on, date(2026, 12, 31))
    laws.figures_are_traceable(told.figures, register.as_of(on))
    assert told == annual_report(register.as_of(on), RULES, CALENDAR, 2026, on=on)
    missed = told.activities.figure("duties.missed")
    year = Span.parse("2026-01-01/2026-12-31")
    owed = duties(RULES, register, year)
    due = [
        (one.duty, one.required - one.held - one.waived)
        for one in ledger(owed, register, CALENDAR, year, on)
        if one.period.span.last <= on
    ]
    assert missed.low is not None
    assert missed.low <= sum(missing for _, missing in due)
    later = {name for name in missed.unknown if name.endswith(".sessions")}
    assert not later or on < date(2027, 1, 7), "a week after its end nothing serves a period"
    whole = report(register, 2026)
    assert not any(name.endswith(".sessions") for one in whole.figures for name in one.unknown)


def test_what_bears_a_later_day_is_left_out() -> None:
    """Everything is told as it stood on the day: books and opinions of later days are not."""
    autumn = Period.parse("2026-Q4")
    later = Register(
        stations=[Station(id="S-1", name="示例", region=Region("370502"))],
        titles=[Title(id="T-1", name="示例")],
        donations=[
            Donation(
                id="D-1",
                books=[DonatedBooks(title="T-1", copies=500)],
                donated_on=date(2026, 10, 1),
            )
        ],
        feedback=[
            Feedback(
                id="F-1", subject="S-1", topic="服务", period=autumn, respondents=50, satisfied=45
            )
        ],
    )
    june, whole = (
        annual_report(later, RULES, CALENDAR, 2026, on=on) for on in (date(2026, 6, 30), None)
    )
    names = ("books.donated", "feedback.respondents")
    told = [
        [one.value() for one in year.figures if one.name in names and one.by is Breakdown.ALL]
        for year in (june, whole)
    ]
    assert told == [["not known", "not known"], ["500 volumes", "50 people"]]


def test_a_day_before_the_year_is_refused() -> None:
    """Before the year begins there is nothing to tell of it."""
    for made in (
        lambda on: annual_report(Register(), RULES, CALENDAR, 2026, on=on),
        lambda on: funds(Register(), 2026, on=on),
    ):
        with pytest.raises(InvalidValue) as refused:
            made(date(2025, 12, 31))
        assert refused.value.text() == (
            "Failed to parse '2025-12-31' as on: expected a day of 2026 or later, got '2025-12-31'."
        )


def test_a_change_has_its_cause() -> None:
    """A first-aid box that went off in the year: its requirement fails by time."""
    box = FacilityItem(kind=Facility.FIRST_AID_BOX, expires_on=date(2026, 6, 30))
    station = Station(
        id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC, facilities=[box]
    )
    told = report(Register(stations=[station]), 2026)
    (change,) = [one for one in told.standing.changes if one.cause is CauseKind.TIME
                 and one.before is Outcome.PASSED]  # fmt: skip
    assert (change.subject, change.after) == ("S-1", Outcome.FAILED)
    by_time = told.standing.figure("compliance.changes", "time")
    assert by_time.low is not None
    assert by_time.low >= 1
    missing = told.standing.figure("tasks.missing")
    assert missing.low is not None
    assert missing.low >= 1


def test_what_is_excused_or_in_hand_is_not_missing() -> None:
    """A failure has a task that is open, or a waiver, or else nothing is being done about it."""
    station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC,
                      site=Site(area_m2=1))  # fmt: skip
    bare = Register(stations=[station])
    task = Task(id="T-1", subject="S-1", text="x", requirement="area", opened_on=date(2026, 2, 1))
    done = attrs.evolve(task, done_on=date(2026, 3, 1))
    waiver = Waiver(
        id="W-1", subject="S-1", covers="area", authority="示例局", reason="示例",
        valid_from=date(2026, 1, 1), valid_until=date(2026, 12, 31),
    )  # fmt: skip

    def numbers(register: Register) -> tuple[Fraction | None, Fraction | None]:
        told = report(register, 2026).standing
        return told.figure("tasks.missing").low, told.figure("findings.unmet").low

    missing, unmet = numbers(bare)
    assert missing is not None
    assert unmet is not None
    assert numbers(bare.with_(task)) == (missing - 1, unmet)
    assert numbers(bare.with_(done)) == (missing, unmet)
    assert numbers(bare.with_(waiver)) == (missing - 1, unmet - 1)


def test_what_is_permitted_is_neither_missing_nor_unknown_to_a_score() -> None:
    """What may be done counts in no score, and no task is owed where it is not done."""
    here = Register(stations=[Station(id="S-1", name="示例", region=Region("370502"))])
    told = report(here, 2026).standing
    after = assess(here, RULES, date(2026, 12, 31))
    may = {
        f"{one.subject}.{one.requirement}"
        for one in after.findings
        if after.rules[one.requirement].modality is Modality.MAY
    }
    assert may
    for name in ("compliance.score_start", "compliance.score_end"):
        assert may.isdisjoint(told.figure(name).unknown)
    owed = sum(
        one.verdict.outcome is Outcome.FAILED and f"{one.subject}.{one.requirement}" not in may
        for one in after.findings
    )
    assert told.figure("tasks.missing").low == owed


def test_it_says_what_it_was_judged_by() -> None:
    """The notice of the reading goes with the report, in both languages."""
    told = report(Register(), 2026)
    assert told.notice == RULES.notice
    assert told.heading("zh") == f"2026 年度工作报告（依据：{RULES.title.zh}）"
    assert RULES.title.en in told.heading()
    assert RULES.notice.zh in dumps(told)
    profile = reference_profile("basic")
    tailored = annual_report(Register(), RULES, CALENDAR, 2026, profile=profile)
    assert tailored.profile == profile.id


@pytest.mark.parametrize("year", [1999, 2101])
def test_a_year_is_one_of_the_library(year: int) -> None:
    """A year outside 2000-2100 is refused."""
    with pytest.raises(InvalidValue):
        report(Register(), year)


def test_the_last_year_has_no_year_after() -> None:
    """After 2100 nothing can be owed: a register cannot hold it."""
    assert report(Register(), 2100).next_duties == ()


def test_nothing_changes_between_equal_days() -> None:
    """Two looks at the same day: no change, and no cause."""
    station = Station(id="S-1", name="示例", region=Region("370502"))
    one = assess(Register(stations=[station]), RULES, date(2026, 1, 1))
    told = standing(one, one)
    assert told.changes == ()
    assert told.figure("compliance.changes").low == 0
