"""What the tests of the model share: a register with something of everything."""

from datetime import date, datetime

import pytest

from ridehire_partybuild import (
    SHANGHAI,
    Activity,
    ActivityDomain,
    ActivityKind,
    Actor,
    ActorRole,
    Appeal,
    Assistance,
    AssistanceKind,
    Award,
    Branch,
    BranchKind,
    Commitment,
    CommitmentKind,
    Contact,
    ContactKind,
    Delivery,
    DonatedBooks,
    Donation,
    Evidence,
    Exemption,
    Feedback,
    Fund,
    Host,
    Loan,
    Method,
    Observation,
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
    Task,
    Text,
    Tier,
    Title,
    VanguardField,
    Waiver,
)

QUARTER = Period.parse("2026-Q1")


def _at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 1, day, hour, tzinfo=SHANGHAI)


STATION = Station(
    id="S-1", name="示例一号", region=Region("370502"), tier=Tier.BASIC,
    site=Site(seats=24), head=Person(token="P-1", name="机密甲"),
    services=[
        Service(domain=ServiceDomain.DAILY_LIFE, item="热饭"),
        Service(domain=ServiceDomain.LEGAL, item="咨询", provider=Party(name="甲", actor="A-1")),
    ],
    contacts=[Contact(kind=ContactKind.PERSONAL, value="机密号码")],
    awards=[Award(title="甲类", authority="示例厅", granted_on=date(2026, 1, 10)),
            Award(title="示范", authority="示例局")],
)  # fmt: skip
SESSION = Session(
    id="E-1", kind="x-包饺子", station="S-1", start=_at(13), end=_at(13, 10),
    status=SessionStatus.HELD, host="H-1", attendance=20, titles=["T-1"],
    programme=[ProgrammeItem(kind=ActivityKind.SYMPOSIUM, actor="A-2")],
)  # fmt: skip


@pytest.fixture
def everything() -> Register:
    """Return a register with a record of every kind, dated in January 2026 where it has a date."""
    return Register(
        stations=[STATION],
        actors=[
            Actor(id="A-1", name="示例局", role=ActorRole.AUTHORITY, region=Region("370500")),
            Actor(id="A-2", name="示例平台", role=ActorRole.PLATFORM, region=Region("370500")),
        ],
        branches=[Branch(id="B-1", name="支部", kind=BranchKind.BRANCH, station="S-1")],
        activities=[Activity(id="x-包饺子", label=Text(zh="包饺子", en="dumplings"),
                             domain=ActivityDomain.DAILY_LIFE)],
        sessions=[SESSION],
        hosts=[Host(id="H-1", party=Party(name="支部", branch="B-1"))],
        titles=[Title(id="T-1", name="读本")],
        donations=[Donation(id="G-1", donors=[Party(name="示例局", actor="A-1")],
                            donated_on=date(2026, 1, 5), funds=["F-1"],
                            books=[DonatedBooks(title="T-1", copies=9)])],
        deliveries=[Delivery(id="D-1", donation="G-1", title="T-1", station="S-1", copies=9,
                             delivered_on=date(2026, 1, 8), received=True,
                             received_on=date(2026, 1, 12), receipt=Evidence(href="签收单"))],
        stock=[Stock(id="K-1", title="T-1", station="S-1", copies=9, counted_on=date(2026, 1, 9))],
        funds=[Fund(id="F-1", name="专项", period=Period.parse("2026"), station="S-1",
                    spending=[Spending(amount_fen=100, spent_on=date(2026, 1, 5)),
                              Spending(amount_fen=200, spent_on=date(2026, 1, 25)),
                              Spending(amount_fen=300)])],
        loans=[Loan(id="L-1", title="T-1", station="S-1", period=QUARTER, lent=3)],
        appeals=[Appeal(id="Q-1", station="S-1", summary="机密诉求", received_at=_at(6),
                        forwarded_to="A-2", forwarded_at=_at(7), answered_at=_at(14),
                        closed_at=_at(16), satisfied=True)],
        feedback=[Feedback(id="R-1", subject="S-1", topic="环境", period=QUARTER, respondents=9)],
        assistance=[Assistance(id="N-1", actor="A-2", kind=AssistanceKind.LEGAL_AID, station="S-1",
                               period=QUARTER)],
        commitments=[Commitment(id="C-1", actor="A-2", kind=CommitmentKind.CARE,
                                since=date(2026, 1, 3))],
        pledges=[Pledge(id="V-1", branch="B-1", field=VanguardField.SAFE_DRIVING, period=QUARTER)],
        observations=[Observation(id="O-1", subject="370500", fact="on_map", value=True,
                                  method=Method.TEST, collected_on=date(2026, 1, 11))],
        waivers=[Waiver(id="W-1", subject="S-1", covers="on_map", authority="局", reason="因",
                        valid_from=date(2026, 1, 20), valid_until=date(2026, 6, 30))],
        exemptions=[Exemption(id="X-1", subject="S-1", duty="Y-1", period=QUARTER, reason="装修",
                              authority="局")],
        tasks=[Task(id="Z-1", subject="S-1", text="更换", responsible="A-1",
                    opened_on=date(2026, 1, 15), done_on=date(2026, 1, 19), reason="缺货",
                    evidence=[Evidence(href="照片")])],
    )  # fmt: skip
