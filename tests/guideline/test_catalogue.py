"""The shipped facts: what each is read from, when it is not known, and when it is not asked."""

import pickle
from collections import Counter
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.vendor.pretty import pretty

from ridehire_partybuild import (
    FACTS,
    SHANGHAI,
    ActivityKind,
    Actor,
    ActorRole,
    Appeal,
    Assistance,
    AssistanceKind,
    Award,
    Branch,
    BranchKind,
    Channel,
    Commitment,
    CommitmentKind,
    Consent,
    Contact,
    ContactForm,
    ContactKind,
    Delivery,
    DonatedBooks,
    Donation,
    Feedback,
    Fund,
    Loan,
    OpeningHours,
    Party,
    Period,
    Person,
    Pledge,
    ProgrammeItem,
    Region,
    Register,
    Service,
    ServiceDomain,
    Session,
    SessionStatus,
    Site,
    Spending,
    Station,
    Stock,
    SubjectKind,
    Suspension,
    Task,
    Tier,
    TimePromise,
    Title,
    VanguardField,
)
from ridehire_partybuild.errors import render
from ridehire_partybuild.guideline import ABSENT
from ridehire_partybuild.testing import strategies

ON = date(2026, 1, 15)
YEAR, QUARTER = Period.parse("2025"), Period.parse("2025-Q4")
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


def station(**more: Any) -> Station:
    """Return a station that opened, and began to keep its records, before 2025."""
    plain = Station(
        id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC,
        opened_on=date(2024, 6, 1), records_since=date(2024, 6, 1),
    )  # fmt: skip
    return attrs.evolve(plain, **more)


ASSOCIATION = Actor(id="A-1", name="示例协会", role=ActorRole.ASSOCIATION, region=Region("370500"))
PLATFORM = Actor(id="A-2", name="示例平台", role=ActorRole.PLATFORM, region=Region("370500"))
BRANCH = Branch(
    id="B-1", name="示例支部", kind=BranchKind.BRANCH, station="S-1", full_members=3,
    probationary_members=1,
)  # fmt: skip


def read(name: str, *records: Any, subject: str = "S-1", on: date = ON) -> Any:
    """Return what a fact reads from a register of the records, the usual station among them."""
    there = {one.id for one in records}
    usual = (one for one in (station(), ASSOCIATION, PLATFORM, BRANCH) if one.id not in there)
    fact = FACTS[name]
    assert fact.read is not None
    return fact.read(Register().with_(*usual, *records).of(subject), on)


def held(number: int, kind: ActivityKind, day: date, **more: Any) -> Session:
    """Return a session held at the station."""
    start = datetime(day.year, day.month, day.day, 14, tzinfo=SHANGHAI)
    return Session(
        id=f"SES-{number}", kind=kind, station="S-1", start=start,
        end=start + timedelta(hours=1), status=SessionStatus.HELD, **more,
    )  # fmt: skip


def appeal(number: int, *hours: float | None, **more: Any) -> Appeal:
    """Return an appeal of 2025-06-02 with hours to each of the next steps."""
    at = datetime(2025, 6, 2, 9, tzinfo=SHANGHAI)
    names = ("forwarded_at", "answered_at", "closed_at")
    steps: dict[str, Any] = {
        name: at + timedelta(hours=after)
        for name, after in zip(names, hours, strict=False)
        if after is not None
    }
    return Appeal(id=f"AP-{number}", station="S-1", received_at=at, **steps, **more)


def brought(number: int, title: str = "T-1", copies: int | None = 10, **more: Any) -> list[Any]:
    """Return a delivery of 2025-03-01 and what it names."""
    day = {"delivered_on": date(2025, 3, 1)} | more
    return [
        Title(id=title, name="示例"),
        Donation(id="D-1", donors=[Party(name="示例协会", actor="A-1")],
                 donated_on=date(2025, 2, 1), books=[DonatedBooks(title="T-1", copies=30)]),
        Delivery(id=f"DE-{number}", donation="D-1", title=title, station="S-1", copies=copies,
                 **day),
    ]  # fmt: skip


def counted(copies: int, **more: Any) -> Stock:
    """Return a count of the title at the end of 2025."""
    return Stock(
        id="ST-1", title="T-1", station="S-1", copies=copies, counted_on=date(2025, 12, 31), **more
    )


@given(strategies.registers(), DAYS)
def test_every_reading_is_a_value_of_its_fact(register: Register, on: date) -> None:
    """A reading is a value that the fact can have, not known, or not there; it never fails."""
    for kind, subject in register.subjects:
        file = register.of(subject)
        for fact in FACTS.of(kind):
            if fact.read is not None:
                found = fact.read(file, on)
                assert found is None or found is ABSENT or fact.holds(found), fact.name


@given(strategies.registers(), DAYS)
def test_what_happened_later_does_not_count(register: Register, on: date) -> None:
    """What bears a later day tells nothing of this one: the same is read from what then stood."""
    # what was delivered nobody knows when falls with its donation, which stands in another file
    dated = tuple(one for one in register.deliveries if one.delivered_on is not None)
    register = attrs.evolve(register, deliveries=dated)
    then = register.as_of(on)
    for kind, subject in register.subjects:
        for fact in FACTS.of(kind):
            if fact.read is not None:
                now = fact.read(register.of(subject), on)
                assert now == fact.read(then.of(subject), on), (fact.name, subject)


def test_names_and_labels_mean_one_thing() -> None:
    """A table names facts by their labels: no two have the same one in a language."""
    for lang in ("zh", "en"):
        labels = Counter(fact.label.in_(lang).casefold() for fact in FACTS.values())
        assert [label for label, times in labels.items() if times > 1] == []


@pytest.mark.parametrize("name", list(FACTS))
def test_every_fact_can_be_told(name: str) -> None:
    """Its unit has a word in both languages; what is read names the fields it rests on."""
    fact = FACTS[name]
    for lang in ("zh", "en"):
        assert isinstance(render(f"unit.{fact.unit}", lang), str)
    assert bool(fact.reads) == (fact.read is not None)
    assert fact.read is not None or not fact.computed


def test_the_catalogue_is_a_mapping() -> None:
    """It has as many facts as it yields, and says so."""
    assert len(FACTS) == len(list(FACTS)) == len(dict(FACTS))
    assert repr(FACTS) == pretty(FACTS) == f"<Facts: {len(FACTS)} facts>"


def test_the_status_of_a_station() -> None:
    """Each of the four words on its day."""
    opened = station(
        opened_on=date(2025, 1, 1), suspensions=[Suspension(first=ON, last=ON)],
        closed_on=date(2026, 12, 31),
    )  # fmt: skip
    days = date(2024, 12, 31), date(2025, 1, 1), ON, date(2026, 12, 31)
    told = [read("station.status", opened, on=day) for day in days]
    assert told == [opened.status(day).value for day in days]
    assert len(set(told)) == 4


def test_the_catalogue_goes_to_other_processes() -> None:
    """No closure in it: it pickles, and reads the same afterwards."""
    again = pickle.loads(pickle.dumps(FACTS))  # noqa: S301 - our own bytes
    assert list(again) == list(FACTS)
    file = Register(stations=[station(site=Site(seats=8))]).of("S-1")
    assert again["site.seats"].read(file, ON) == Decimal(8)


@pytest.mark.parametrize(
    ("hours", "off_peak"),
    [
        ("Mo-Fr 08:30-11:30,13:30-17:30", "22.5"),
        ("24/7", "22.5"),
        ("Sa,Su 09:00-16:00", "0"),
        ("Tu,Th 13:30-15:00", "3"),
        ("Su 22:00-34:00", "0.5"),
    ],
)
def test_hours_off_peak(hours: str, off_peak: str) -> None:
    """Only what lies in the off-peak windows counts, what runs over midnight into Monday too."""
    assert read("hours.off_peak", station(hours=OpeningHours.parse(hours))) == Decimal(off_peak)


def test_services() -> None:
    """Domains are counted once; of an unknown channel nobody can tell that it is none online."""
    legal = Service(domain=ServiceDomain.LEGAL, item="咨询", channel=Channel.BOTH)
    more = (attrs.evolve(legal, item="转介", channel=Channel.ON_SITE,
                         promise=TimePromise.parse("3 working_days")),
            Service(domain=ServiceDomain.BASIC, item="饮水", channel=Channel.ON_SITE))  # fmt: skip
    place = station(services=(legal, *more))
    assert read("services.extended", place) == 1
    assert read("services.online", place) == 1
    assert read("services.promised", place) == 1
    assert read("services.promised", station(services=[legal])) is None
    unknown = attrs.evolve(legal, channel=None)
    assert read("services.online", station(services=[unknown])) is None
    assert read("services.extended", station()) is None


@pytest.mark.parametrize("domain", ServiceDomain)
@pytest.mark.parametrize("times", [0, 1, 2])
def test_services_are_counted_by_their_domain(domain: ServiceDomain, times: int) -> None:
    """One more service is one more of its domain, and of no other."""
    given = [Service(domain=domain, item=f"事项{number}") for number in range(times)]
    place = station(services=given)
    counts = {one: read(f"services.{one.value}", place) for one in ServiceDomain}
    assert counts == {one: times if one is domain else 0 for one in ServiceDomain}
    extends = domain is not ServiceDomain.BASIC and times > 0
    assert read("services.extended", place) == extends


def test_consent() -> None:
    """Nothing on record is not known; what lapsed is none; without names nothing is asked."""
    held_until = Consent(purpose="联系", given_on=date(2025, 1, 1), expires_on=ON)
    agreed = station(head=Person(token="P-1", name="示例甲", consent=held_until))
    assert read("privacy.consented", agreed) is True
    assert read("privacy.consented", agreed, on=ON + timedelta(days=1)) is False
    own = Contact(kind=ContactKind.PERSONAL, value="13800000000")
    assert read("privacy.consented", attrs.evolve(agreed, contacts=[own])) is None
    assert read("privacy.consented", station(head=Person(token="P-1"))) is ABSENT
    assert read("privacy.outlived", agreed, on=ON + timedelta(days=1)) == 1
    assert read("privacy.outlived", agreed) == 0


def test_awards() -> None:
    """A provincial class is an award on record: its paper is, or is not known."""
    award = Award(title="甲类", authority="示例厅")
    assert read("awards.documented", station()) is ABSENT
    assert read("awards.documented", station(awards=[award])) is None
    told = attrs.evolve(award, document="示例〔2025〕1号")
    assert read("awards.documented", station(awards=[told])) is True


def test_sessions_of_a_year() -> None:
    """Kinds count once, parts of a programme too; a year not all there is not asked."""
    both = held(
        1, ActivityKind.SYMPOSIUM, date(2025, 5, 1), attendance=9,
        programme=[ProgrammeItem(kind=ActivityKind.BOOK_PRESENTATION)],
    )  # fmt: skip
    later = held(2, ActivityKind.PARTY_LECTURE, date(2026, 1, 5))
    assert read("activities.kinds", both, later) == 2
    assert read("activities.kinds", both, station(opened_on=date(2025, 1, 2))) is ABSENT
    shut = Suspension(first=date(2025, 7, 1), last=date(2025, 7, 2))
    assert read("activities.kinds", both, station(suspensions=[shut])) is ABSENT
    assert read("activities.kinds", both, station(records_since=date(2025, 2, 1))) is None
    assert read("sessions.crowded", both) is None
    assert read("sessions.crowded", both, station(site=Site(seats=8))) == 1
    assert read("sessions.crowded", both, station(site=Site(seats=9))) == 0
    assert read("sessions.crowded", later, station(site=Site(seats=9))) is ABSENT
    assert read("sessions.uncounted", both, later) == 0


def test_books() -> None:
    """Copies are what was counted; what is gone without a reason nobody can account for."""
    assert read("titles.copies") is None
    assert read("titles.copies", *brought(1)) is None
    assert read("titles.copies", *brought(1), counted(8)) == 8
    assert read("titles.delivered", *brought(1)) == 10
    assert read("titles.delivered", *brought(1, copies=None)) is None
    assert read("stock.unexplained") is ABSENT
    assert read("stock.unexplained", *brought(1), counted(8)) == 2
    assert read("stock.unexplained", *brought(1), counted(8, missing=2)) == 2
    assert read("stock.unexplained", *brought(1), counted(8, missing=2, reason="遗失")) == 0
    loan = Loan(id="L-1", title="T-1", station="S-1", period=QUARTER, lent=5, returned=3)
    assert read("stock.unexplained", *brought(1), counted(8), loan) == 0
    amid = attrs.evolve(counted(8), counted_on=date(2025, 11, 1))
    assert read("stock.unexplained", *brought(1), amid, loan) is None
    assert read("loans.lent", loan, Title(id="T-1", name="示例")) == 5


def test_books_are_signed_for_counted_and_used() -> None:
    """What nobody said is not known; what came this quarter has had no time to be used."""
    assert read("deliveries.unreceived", *brought(1)) is None
    assert read("deliveries.unreceived", *brought(1, received=False)) == 1
    assert read("deliveries.unreceived", *brought(1, received_on=date(2025, 3, 2))) == 0
    assert read("stock.counted", *brought(1)) is False
    assert read("stock.counted", *brought(1), counted(8)) is True
    assert read("stock.counted", *brought(1), counted(8), on=date(2027, 1, 1)) is False
    assert read("titles.unused", *brought(1)) == 1
    assert read("titles.unused", *brought(1), station(records_since=None)) is None
    used = held(1, ActivityKind.READING_CIRCLE, date(2026, 1, 5), titles=["T-1"])
    assert read("titles.unused", *brought(1), used) == 0
    assert read("titles.unused", *brought(1, delivered_on=date(2026, 1, 2))) is ABSENT


def test_appeals() -> None:
    """Shares of last year's; what was answered on the spot needed no passing on."""
    prompt = appeal(1, 1, 20, 30, satisfied=True)
    late, idle, here = appeal(2, 1.5, 30), appeal(3), appeal(4, None, 2, 3)
    told = (prompt, late, idle, here)
    share = Decimal(100) / Decimal(3)
    found = read("appeals.forwarded_in_hour", *told)
    assert isinstance(found, Decimal)
    assert abs(found - share) < Decimal("0.001")
    assert read("appeals.answered", *told) == 75
    assert read("appeals.closed", *told) == 50
    assert read("appeals.satisfied", *told) == 100
    assert read("appeals.satisfied", late) is None
    assert read("appeals.satisfied", idle) is ABSENT
    assert read("appeals.unanswered", *told) == 1
    assert read("appeals.unanswered", *told, on=date(2025, 6, 29)) == 0
    assert read("appeals.unanswered", *told, on=date(2025, 6, 30)) == 1
    assert read("appeals.answered", *told, on=date(2025, 12, 30)) is ABSENT
    assert read("city.appeals.answered", *told, subject="370500") == 75


def test_feedback() -> None:
    """Those content of those asked last year; an observation may tell where no count does."""
    said = Feedback(id="F-1", subject="S-1", topic="服务", period=QUARTER, respondents=40,
                    satisfied=30)  # fmt: skip
    assert read("drivers.satisfied", said) == 75
    assert read("feedback.respondents", said) == 40
    assert read("drivers.satisfied", attrs.evolve(said, satisfied=None)) is None
    assert read("feedback.respondents") is None
    assert read("feedback.respondents", attrs.evolve(said, period=Period.parse("2024"))) == 0
    assert not FACTS["drivers.satisfied"].computed


def test_tasks_and_funds() -> None:
    """Overdue is what is open after its last day; overspent is more than was granted."""
    task = Task(id="T-9", subject="S-1", text="更换", opened_on=date(2025, 12, 1), due_on=ON)
    assert read("tasks.overdue", task) == 0
    assert read("tasks.overdue", task, on=ON + timedelta(days=1)) == 1
    done = attrs.evolve(task, done_on=ON + timedelta(days=3))
    assert read("tasks.overdue", done, on=ON + timedelta(days=2)) == 1
    assert read("tasks.open", done, on=ON + timedelta(days=3)) == 0
    assert read("tasks.open", task, on=date(2025, 11, 30)) is ABSENT
    spent = [Spending(amount_fen=90), Spending(amount_fen=20, spent_on=ON)]
    fund = Fund(id="FU-1", name="专项", period=YEAR, station="S-1", granted_fen=100, spending=spent)
    assert read("funds.overspent", fund) is True
    assert read("funds.overspent", fund, on=date(2026, 1, 14)) is False
    assert read("funds.overspent", attrs.evolve(fund, granted_fen=None)) is None
    assert read("funds.overspent") is ABSENT
    assert read("city.funds.overspent", fund, subject="370500") is True


def test_pledges() -> None:
    """Pledges made and kept last year, field by field, and how many members show who they are."""
    pledge = Pledge(id="P-1", branch="B-1", field=VanguardField.GOVERNANCE, period=QUARTER,
                    made=4, kept=3, identity_shown=3)  # fmt: skip
    assert read("pledges.governance.made", pledge, subject="B-1") == 4
    assert read("pledges.safe_driving.made", pledge, subject="B-1") == 0
    assert read("pledges.safe_driving.made", subject="B-1") is None
    assert read("pledges.governance.kept", pledge, subject="B-1") == 75
    assert read("pledges.safe_driving.kept", pledge, subject="B-1") is ABSENT
    assert read("identity.shown", pledge, subject="B-1") == 3
    assert read("identity.shown_share", pledge, subject="B-1") == 75
    alone = attrs.evolve(BRANCH, probationary_members=None)
    assert read("identity.shown_share", pledge, alone, subject="B-1") is None


def test_actors() -> None:
    """Commitments count while they hold, assistance by whole years, channels by their form."""
    bound = Commitment(id="C-1", actor="A-2", kind=CommitmentKind.CARE, until=ON)
    assert read("commitments.care", bound, subject="A-2") == 1
    assert read("commitments.care", bound, subject="A-2", on=ON + timedelta(days=1)) == 0
    assert read("commitments.drivers_rights", bound, subject="A-2") == 0
    assert read("commitments.care", subject="A-2") is None
    helped = Assistance(id="AS-1", actor="A-1", kind=AssistanceKind.CARE_GOODS, period=QUARTER)
    assert read("assistance.given", helped, subject="A-1") == 1
    assert read("assistance.beneficiaries", helped, subject="A-1") is None
    assert read("assistance.kinds", helped, subject="A-1") == 1
    line = Contact(kind=ContactKind.OFFICE_LINE, value="12328", form=ContactForm.HOTLINE)
    opened = attrs.evolve(ASSOCIATION, channels=[line])
    assert read("actor.channels.hotline", opened, subject="A-1") == 1
    assert read("actor.channels.desk", opened, subject="A-1") == 0
    assert read("donations.copies", *brought(1), subject="A-1") == 30


def test_a_key_platform_is_one_by_a_paper() -> None:
    """Who is no key platform needs no paper; whose paper is not on record is not known."""
    for key, source, wanted in (
        (None, None, None), (False, None, ABSENT), (True, None, None), (True, "名单", True),
    ):  # fmt: skip
        one = attrs.evolve(PLATFORM, key_platform=key, key_platform_source=source)
        assert read("actor.key_platform_sourced", one, subject="A-2") is wanted


def test_cities() -> None:
    """What a city's stations, branches and actors add up to."""
    city = "370500"
    assert read("city.roles", subject=city) == ("association", "platform")
    assert read("city.platforms_without_line", subject=city) is None
    shut = attrs.evolve(PLATFORM, channels=())
    assert read("city.platforms_without_line", shut, subject=city) == 1
    assert read("city.counties_without_branch", subject=city) == 4
    assert read("city.stations_without_branch", station(id="S-2"), subject=city) == 1
    assert read("city.basic_stations", subject=city) == 1
    assert read("city.basic_stations", station(tier=None), subject=city) is None
    assert read("city.stations_off_map", subject=city) is None
    assert read("city.stations_off_map", station(on_map=False), subject=city) == 1
    assert read("city.stations_off_map", station(on_map=False, tier=None), subject=city) is None
    bound = Commitment(id="C-1", actor="A-2", kind=CommitmentKind.CARE)
    assert read("city.platforms_uncommitted", bound, subject=city) == 0
    assert read("city.undelivered_copies", *brought(1), subject=city) == 20
    title, donation, delivery = brought(1)
    elsewhere = attrs.evolve(donation, donors=[Party(name="示例基金会")])
    assert read("city.undelivered_copies", title, elsewhere, delivery, subject=city) is ABSENT
    assert FACTS["city.roles"].subject is SubjectKind.CITY
