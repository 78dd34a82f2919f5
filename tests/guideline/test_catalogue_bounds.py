"""Where a shipped fact turns: its first and last days, and which gap in the records leaves it open.

Unknown is a value: of what nobody wrote down, no fact says nought or none.
"""

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
    Appeal,
    Assistance,
    AssistanceKind,
    Award,
    Branch,
    BranchKind,
    Channel,
    Commitment,
    CommitmentKind,
    Contact,
    ContactForm,
    ContactKind,
    DonatedBooks,
    Donation,
    Facility,
    FacilityItem,
    Feedback,
    Fund,
    Party,
    Period,
    Pledge,
    Region,
    Register,
    Service,
    ServiceDomain,
    Session,
    SessionStatus,
    Site,
    Spending,
    Station,
    Suspension,
    Task,
    Tier,
    Title,
    VanguardField,
)
from ridehire_partybuild.guideline import ABSENT
from ridehire_partybuild.guideline.catalogue.rows import held_year, last_whole
from ridehire_partybuild.values import PeriodUnit

ON = date(2026, 1, 15)
DAY = timedelta(days=1)
LAST, BEFORE, THIS = Period.parse("2025"), Period.parse("2024"), Period.parse("2026-Q1")
STATION = Station(
    id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC,
    opened_on=date(2024, 6, 1), records_since=date(2024, 6, 1),
)  # fmt: skip
BRANCH = Branch(
    id="B-1", name="示例支部", kind=BranchKind.BRANCH, station="S-1", full_members=3,
    probationary_members=1,
)  # fmt: skip
ACTOR = Actor(id="A-1", name="示例协会", role=ActorRole.ASSOCIATION, region=Region("370500"))
PLATFORM = Actor(id="A-2", name="示例平台", role=ActorRole.PLATFORM, region=Region("370500"))
CITY = "370500"


def read(name: str, *records: Any, subject: str = "S-1", on: date = ON) -> Any:
    """Return what a fact reads from a register of the records, the usual ones among them."""
    there = {one.id for one in records}
    usual = (one for one in (STATION, ACTOR, PLATFORM, BRANCH) if one.id not in there)
    fact = FACTS[name]
    assert fact.read is not None
    return fact.read(Register().with_(*usual, *records).of(subject), on)


def of_station(name: str, on: date = ON, **more: Any) -> Any:
    """Return what a fact reads from the station changed."""
    return read(name, attrs.evolve(STATION, **more), on=on)


@pytest.mark.parametrize(
    ("opened", "suspended", "there"),
    [
        (None, None, True),
        (date(2024, 12, 31), None, True),
        (date(2025, 1, 1), None, True),
        (date(2025, 1, 2), None, False),
        (date(2024, 6, 1), (date(2024, 12, 1), date(2024, 12, 31)), True),
        (date(2024, 6, 1), (date(2024, 12, 1), date(2025, 1, 1)), False),
        (date(2024, 6, 1), (date(2025, 12, 31), date(2026, 1, 2)), False),
        (date(2024, 6, 1), (date(2026, 1, 1), date(2026, 1, 2)), True),
    ],
)
def test_a_year_is_asked_of_who_was_there_all_year(
    opened: date | None, suspended: tuple[date, date] | None, *, there: bool
) -> None:
    """The first and the last day of the year belong to it."""
    shut = [Suspension(first=suspended[0], last=suspended[1])] if suspended else []
    place = attrs.evolve(
        STATION, opened_on=opened, suspensions=shut, records_since=date(2026, 1, 1)
    )
    file = Register(stations=[place]).of("S-1")
    assert held_year(file, ON) == (LAST if there else None)
    assert read("activities.kinds", place) is (None if there else ABSENT)


def test_the_last_whole_month_ends_with_its_last_day() -> None:
    """A period counts as ended on the evening of its last day."""
    assert str(last_whole(PeriodUnit.MONTH, date(2026, 2, 27))) == "2026-01"
    assert str(last_whole(PeriodUnit.MONTH, date(2026, 2, 28))) == "2026-02"


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], ABSENT),
        ([None], None),
        ([ON], ON),
        ([ON, ON + DAY], ON + DAY),
        ([ON + DAY, ON], ON + DAY),
        ([ON, None], None),
    ],
)
def test_the_first_aid_box_that_lasts_longest_serves(
    days: list[date | None], expected: Any
) -> None:
    """One of unknown date may last longer than all others; without a box there is no date."""
    items = [FacilityItem(kind=Facility.FIRST_AID_BOX, expires_on=day) for day in days]
    fan = FacilityItem(kind=Facility.FAN)
    assert of_station("first_aid_box.expires_on", facilities=[fan, *items]) == expected


@pytest.mark.parametrize(
    ("free", "expected"),
    [
        ([True], True),
        ([True, False], False),
        ([False, None], False),
        ([True, None], None),
        ([], ABSENT),
    ],
)
def test_one_service_to_pay_for_is_enough(free: list[bool | None], expected: Any) -> None:
    """Basic services are free if all are; one that is not decides, whatever is not known."""
    given = [
        Service(domain=ServiceDomain.BASIC, item=f"示例{n}", channel=Channel.ON_SITE, free=one)
        for n, one in enumerate(free)
    ]
    legal = Service(domain=ServiceDomain.LEGAL, item="咨询", channel=Channel.ON_SITE, free=False)
    assert of_station("services.basic_free", services=[*given, legal]) is expected


def test_office_lines_and_channels() -> None:
    """Only office lines count, by their form; a line of unknown form leaves each form open."""
    line = Contact(kind=ContactKind.OFFICE_LINE, value="12328", form=ContactForm.HOTLINE)
    own = Contact(kind=ContactKind.PERSONAL, value="13800000000")
    open_form = Contact(kind=ContactKind.OFFICE_LINE, value="96196")
    assert read("actor.office_lines", subject="A-1") is None
    for channels, hotlines, desks in (
        ((), 0, 0), ((own,), 0, 0), ((line,), 1, 0), ((line, own), 1, 0),
        ((line, open_form), None, None),
    ):  # fmt: skip
        actor = attrs.evolve(ACTOR, channels=channels)
        lines = len([one for one in channels if one is not own])
        assert read("actor.office_lines", actor, subject="A-1") == lines
        assert read("actor.channels.hotline", actor, subject="A-1") == hotlines
        assert read("actor.channels.desk", actor, subject="A-1") == desks
    unreachable = "city.platforms_without_line"
    assert read(unreachable, subject=CITY) is None
    assert read(unreachable, attrs.evolve(PLATFORM, channels=(own,)), subject=CITY) == 1
    assert read(unreachable, attrs.evolve(PLATFORM, channels=(line,)), subject=CITY) == 0


def test_an_award_counts_from_its_day() -> None:
    """An award granted later is none yet; of two, both must have their paper."""
    award = Award(title="甲类", authority="示例厅", document="示例〔2025〕1号", granted_on=ON)
    assert of_station("awards.documented", awards=[award]) is True
    assert of_station("awards.documented", awards=[award], on=ON - DAY) is ABSENT
    bare = Award(title="乙类", authority="示例厅")
    assert of_station("awards.documented", awards=[award, bare]) is None


def appeal(number: int, received: str, **steps: str) -> Appeal:
    """Return an appeal with the moments of its steps."""
    moments: dict[str, Any] = {
        name: datetime.fromisoformat(f"{text}+08:00").astimezone(SHANGHAI)
        for name, text in ({"received_at": received} | steps).items()
    }
    return Appeal(id=f"AP-{number}", station="S-1", **moments)


@pytest.mark.parametrize(
    ("step", "share"),
    [("2025-06-02T10:00", 100), ("2025-06-02T10:01", 0), ("2025-06-02T09:00", 100)],
)
def test_an_hour_is_an_hour(step: str, share: int) -> None:
    """An appeal is passed on within one hour: sixty minutes are in time, one more is not."""
    one = appeal(1, "2025-06-02T09:00", forwarded_at=step)
    assert read("appeals.forwarded_in_hour", one) == share


def test_appeals_of_a_year_are_those_received_in_it() -> None:
    """The first and the last day of the year are in it; what is done on the day itself counts."""
    first, last = appeal(1, "2025-01-01T00:00"), appeal(2, "2025-12-31T23:59")
    assert read("appeals.answered", first) == 0
    assert read("appeals.answered", last) == 0
    assert read("appeals.answered", appeal(3, "2024-12-31T23:59")) is ABSENT
    assert read("appeals.answered", appeal(3, "2026-01-01T00:00")) is ABSENT
    done = appeal(4, "2025-06-02T09:00", answered_at="2026-01-15T09:00")
    assert read("appeals.answered", done) == 100
    assert read("appeals.answered", done, on=ON - DAY) == 0
    late = appeal(5, "2025-06-02T09:00", answered_at="2026-01-20T09:00")
    assert read("appeals.forwarded_in_hour", late) == 0


def test_appeals_that_wait_are_those_of_whole_months() -> None:
    """What came in by the end of last month and is neither answered nor settled."""
    waiting = appeal(1, "2025-12-31T23:59")
    fresh = appeal(2, "2026-01-01T00:00")
    assert read("appeals.unanswered", waiting, fresh) == 1
    assert read("appeals.unanswered", fresh) == 0
    settled = appeal(3, "2025-12-01T09:00", answered_at="2026-01-15T09:00",
                     closed_at="2026-01-16T09:00")  # fmt: skip
    assert read("appeals.unanswered", settled) == 0
    assert read("appeals.unanswered", settled, on=ON - DAY) == 1


def test_contentment_is_of_those_asked() -> None:
    """A count of the content where one record lacks it says nothing; where none was asked, too."""
    said = Feedback(
        id="F-1", subject="S-1", topic="服务", period=LAST, respondents=40, satisfied=30
    )
    silent = attrs.evolve(said, id="F-2", satisfied=None)
    nobody = attrs.evolve(said, id="F-3", respondents=0, satisfied=0)
    assert read("drivers.satisfied", said, attrs.evolve(said, id="F-4", satisfied=40)) == Decimal(
        "87.5"
    )
    assert read("drivers.satisfied", said, silent) is None
    assert read("drivers.satisfied", nobody) is None
    assert read("drivers.satisfied", attrs.evolve(said, period=BEFORE)) is None
    assert read("feedback.respondents", said, silent) == 80


def test_a_task_is_overdue_the_day_after_its_last() -> None:
    """Open until the day it is done or dropped; overdue after the day it is due."""
    task = Task(id="T-9", subject="S-1", text="更换", opened_on=ON - 9 * DAY, due_on=ON - DAY)
    assert read("tasks.overdue", task, on=ON - DAY) == 0
    assert read("tasks.overdue", task) == 1
    undated = attrs.evolve(task, due_on=None)
    assert read("tasks.overdue", undated) == 0
    assert read("tasks.open", undated) == 1
    for over in (attrs.evolve(task, done_on=ON), attrs.evolve(task, dropped_on=ON)):
        assert read("tasks.open", over, on=ON - DAY) == 1
        assert read("tasks.open", over) == read("tasks.overdue", over) == 0
    assert read("tasks.overdue", on=ON) is ABSENT


@pytest.mark.parametrize(
    ("spent", "expected"),
    [([100], False), ([101], True), ([60, 40], False), ([60, 41], True), ([], False), (None, None)],
)
def test_a_fund_is_overspent_by_the_first_fen(spent: list[int] | None, expected: Any) -> None:
    """Spending all is not overspending; what was spent nobody knows is not known."""
    spending = None if spent is None else [Spending(amount_fen=fen) for fen in spent]
    fund = Fund(id="FU-1", name="专项", period=LAST, station="S-1", granted_fen=100,
                spending=spending)  # fmt: skip
    assert read("funds.overspent", fund) is expected
    over = attrs.evolve(fund, id="FU-2", spending=[Spending(amount_fen=999)])
    assert read("funds.overspent", fund, over) is True


def test_pledges_of_which_something_is_not_known() -> None:
    """Made or kept not known: the share is not; none made: nothing could be kept."""
    pledge = Pledge(id="P-1", branch="B-1", field=VanguardField.GOVERNANCE, period=LAST, made=4,
                    kept=3)  # fmt: skip
    kept = "pledges.governance.kept"
    assert read(kept, pledge, subject="B-1") == 75
    assert read(kept, attrs.evolve(pledge, kept=None), subject="B-1") is None
    assert read(kept, attrs.evolve(pledge, made=None, kept=None), subject="B-1") is None
    assert read(kept, attrs.evolve(pledge, made=None), subject="B-1") is None
    assert read(kept, attrs.evolve(pledge, made=0, kept=0), subject="B-1") is ABSENT
    assert read(kept, attrs.evolve(pledge, period=BEFORE), subject="B-1") is ABSENT
    two = (attrs.evolve(pledge, id=f"P-{n}", identity_shown=n) for n in (2, 3))
    assert read("identity.shown", *two, subject="B-1") == 3
    assert read("identity.shown", pledge, subject="B-1") is None
    nobody = attrs.evolve(BRANCH, full_members=0, probationary_members=0)
    shown = attrs.evolve(pledge, identity_shown=0)
    assert read("identity.shown_share", shown, nobody, subject="B-1") is ABSENT


def test_commitments_hold_from_their_first_through_their_last_day() -> None:
    """Both days are inclusive; a commitment without an end goes on."""
    bound = Commitment(id="C-1", actor="A-2", kind=CommitmentKind.CARE, since=ON, until=ON + DAY)
    found = [read("commitments.care", bound, subject="A-2", on=ON + n * DAY) for n in (-1, 0, 1, 2)]
    assert found == [None, 1, 1, 0]
    uncommitted = [
        read("city.platforms_uncommitted", bound, subject=CITY, on=ON + n * DAY)
        for n in (-1, 0, 1, 2)
    ]
    assert uncommitted == [None, 0, 0, 1]
    unending = attrs.evolve(bound, until=None)
    assert read("commitments.care", unending, subject="A-2", on=date(2099, 1, 1)) == 1
    assert read("city.platforms_uncommitted", unending, subject=CITY, on=date(2099, 1, 1)) == 0


def test_assistance_and_donations_of_the_last_year() -> None:
    """What was given in another year is known, and none of this one."""
    helped = Assistance(id="AS-1", actor="A-1", kind=AssistanceKind.CARE_GOODS, period=LAST,
                        beneficiaries=5)  # fmt: skip
    more = attrs.evolve(helped, id="AS-2", beneficiaries=7)
    old = attrs.evolve(helped, id="AS-3", period=BEFORE)
    assert read("assistance.given", helped, more, old, subject="A-1") == 2
    assert read("assistance.beneficiaries", helped, more, old, subject="A-1") == 12
    assert read("assistance.kinds", helped, more, subject="A-1") == 1
    assert read("assistance.given", old, subject="A-1") == 0
    for name in ("given", "beneficiaries", "kinds"):
        assert read(f"assistance.{name}", subject="A-1") is None
    donation = Donation(id="D-1", donors=[Party(name="示例", actor="A-1")],
                        donated_on=date(2025, 12, 31),
                        books=[DonatedBooks(title="T-1", copies=30)])  # fmt: skip
    title = Title(id="T-1", name="示例")
    assert read("donations.copies", title, donation, subject="A-1") == 30
    early = attrs.evolve(donation, donated_on=date(2024, 12, 31))
    assert read("donations.copies", title, early, subject="A-1") == 0
    undated = attrs.evolve(donation, id="D-2", donated_on=None)
    assert read("donations.copies", title, donation, undated, subject="A-1") is None
    assert read("donations.copies", subject="A-1") is None


def test_sessions_of_a_year_are_counted_and_have_room() -> None:
    """One more than the seats is crowded; who came must be known of each."""
    start = datetime(2025, 6, 1, 14, tzinfo=SHANGHAI)
    session = Session(id="X-1", kind=ActivityKind.SYMPOSIUM, station="S-1", start=start,
                      end=start.replace(hour=15), status=SessionStatus.HELD,
                      attendance=9)  # fmt: skip
    unknown = attrs.evolve(session, id="X-2", start=start + DAY, end=session.end + DAY,
                           attendance=None)  # fmt: skip
    eight, nine = (attrs.evolve(STATION, site=Site(seats=n)) for n in (8, 9))
    assert read("sessions.crowded", session, eight) == 1
    assert read("sessions.crowded", session, nine) == 0
    assert read("sessions.crowded", session, unknown, nine) is None
    assert read("sessions.uncounted", session, unknown) == 1
    assert (
        read("sessions.uncounted", attrs.evolve(session, status=SessionStatus.CANCELLED)) is ABSENT
    )
    for name in ("sessions.uncounted", "sessions.crowded"):
        assert read(name, session, eight, on=date(2025, 12, 30)) is ABSENT
        assert read(name, session, eight, on=date(2025, 12, 31)) is not ABSENT


def test_what_a_city_adds_up_to() -> None:
    """Only what is open on the day counts; a tier nobody wrote down leaves each tier open."""
    planned = attrs.evolve(STATION, id="S-2", opened_on=ON, planned_on=date(2025, 1, 1))
    assert read("city.stations", planned, subject=CITY) == 2
    assert read("city.stations", planned, subject=CITY, on=ON - DAY) == 1
    mobile = attrs.evolve(STATION, id="S-3", tier=Tier.MOBILE)
    assert read("city.mobile_stations", mobile, subject=CITY) == 1
    assert read("city.basic_stations", mobile, subject=CITY) == 1
    joint = attrs.evolve(BRANCH, id="B-2", kind=BranchKind.JOINT_BRANCH)
    assert read("city.branches", joint, subject=CITY) == 2
    assert read("city.joint_branches", joint, subject=CITY) == 1
    assert read("city.platforms", subject=CITY) == 1
    assert read("city.counties_without_station", subject=CITY) == 4
    other = attrs.evolve(STATION, id="S-4", region=Region("370503"))
    assert read("city.counties_without_station", other, subject=CITY) == 3
    assert read("city.stations_without_branch", other, subject=CITY) == 1
    on_map = attrs.evolve(STATION, on_map=True)
    assert read("city.stations_off_map", on_map, subject=CITY) == 0
    assert read("city.stations_off_map", attrs.evolve(on_map, tier=None), subject=CITY) == 0
    off_map = attrs.evolve(STATION, on_map=False, tier=Tier.MOBILE)
    assert read("city.stations_off_map", off_map, subject=CITY) == 0


def test_what_is_named_is_named_and_what_is_not_is_not_known() -> None:
    """That none is named in the record does not say that there is none."""
    assert of_station("operator.named") is of_station("site.address_named") is None
    assert of_station("operator.named", operator=Party(name="示例银行")) is True
    assert of_station("site.address_named", site=Site(address="示例路1号")) is True
    assert read("branch.station_named", subject="B-1") is True
    assert read("actor.parent_named", subject="A-1") is None
    below = attrs.evolve(ACTOR, parent="A-2")
    assert read("actor.parent_named", below, subject="A-1") is True
