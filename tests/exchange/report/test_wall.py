"""The sheet for a wall: what everybody may read, and nothing of any person."""

from datetime import date, datetime

import pytest
from hypothesis import given

from ridehire_partybuild import (
    SHANGHAI,
    Award,
    Cadence,
    Contact,
    ContactKind,
    Facility,
    FacilityItem,
    Host,
    OpeningHours,
    Party,
    Person,
    Register,
    Service,
    ServiceDomain,
    SessionStatus,
    Site,
    Suspension,
    TimePromise,
    TimeSpan,
)
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.exchange.report import (
    station_page,
)
from ridehire_partybuild.exchange.report.told_hours import hours_told
from ridehire_partybuild.exchange.report.told_station import told_station
from ridehire_partybuild.exchange.tables.hours import take_hours
from ridehire_partybuild.testing import strategies

from .reading import (
    CALENDAR,
    FEW,
    LANGUAGES,
    ON,
    RULES,
    Read,
    at,
    session,
    station,
    whole,
)

pytest.importorskip("jinja2")

REGISTERS = strategies.registers(stations=(1, 2), max_sessions=3, max_hosts=1)


@FEW
@given(REGISTERS, LANGUAGES)
def test_every_station_gives_a_sheet(register: Register, lang: Lang) -> None:
    """Whatever is known of it, and wherever it stands: whole, with the notice."""
    for one in register.stations:
        page = station_page(one.id, register, RULES, ON, calendar=CALENDAR, lang=lang)
        assert " ".join(one.name.split()) in whole(page, lang, RULES.notice).texts


def _simple(hours: OpeningHours) -> bool:
    return not hours.exceptions


@given(strategies.opening_hours().filter(_simple))
def test_hours_on_the_wall_are_read_back_as_the_same(hours: OpeningHours) -> None:
    """What the sheet prints in Chinese is what the reader of tables takes it for."""
    told = "；".join(f"{days} {times}" for days, times in hours_told(hours, "zh"))
    assert take_hours(told).value == hours


def test_the_sheet_of_a_month() -> None:
    """Hours, days with others, office lines, services, and what is on: of this month and station.

    What was cancelled, is elsewhere or in another month does not stand there, nor what is personal.
    """
    lawyer = Host(id="H-1", party=Party(name="示例讲师"))
    own = station(
        hours=OpeningHours.parse("Mo-Fr 09:00-17:00; PH off"), operator=Party(name="示例公司"),
        head=Person(token="P-1", name="示例甲"), site=Site(address="示例路1号", seats=24),
        facilities=[FacilityItem(kind=Facility.FIRST_AID_BOX, count=2)], services=_offers(),
        contacts=[
            Contact(kind=ContactKind.OFFICE_LINE, value="0546-0000000"),
            Contact(kind=ContactKind.OFFICE_LINE, value="0546-1111111",
                    retain_until=date(2026, 2, 2)),
            Contact(kind=ContactKind.PERSONAL, value="13800000000"),
        ],
        awards=[Award(title="甲类", authority="示例厅", granted_on=date(2025, 12, 1))],
    )  # fmt: skip
    sessions = [
        session(1, at(10, 14), topic="合同", host="H-1", attendance=3, registered=5),
        session(2, at(11, 14), status=SessionStatus.CANCELLED),
        session(3, at(12, 14), station=None, venue="别处"),
        session(4, datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)),
        session(5, at(3, 9), status=SessionStatus.HELD, organiser=Party(name="示例支部")),
    ]
    register = Register(stations=[own], hosts=[lawyer], sessions=sessions)
    page = station_page("S-1", register, RULES, ON, calendar=CALENDAR)
    said = " ".join(Read(page).texts)
    assert SHEET in said
    assert "0546-1111111" not in page
    for personal in ("13800000000", "示例甲", "P-1", "不公开的备注", "示例讲师"):
        assert personal not in page


def _offers() -> list[Service]:
    return [
        Service(domain=ServiceDomain.LEGAL, item="法律咨询", free=True, note="不公开的备注",
                when=Cadence.parse("1/month"), provider=Party(name="示例律所")),
        Service(domain=ServiceDomain.DAILY_LIFE, item="理发", price_fen=990,
                eligibility="网约车司机", when=OpeningHours.parse("Sa 09:00-12:00")),
        Service(domain=ServiceDomain.GOVERNMENT, item="证件换领", during_opening_hours=True,
                promise=TimePromise.parse("3 working_days")),
    ]  # fmt: skip


SHEET = """\
开放时间 日子 时间 周一至周五 09:00–17:00 周六至周日 休息 节假日 休息 \
2026年2月时间不同的日子 日期 说明 时间 2026-02-14 周六 调休上班 09:00–17:00 \
2026-02-16 周一 节假日 休息 2026-02-17 周二 节假日 休息 2026-02-18 周三 节假日 休息 \
2026-02-19 周四 节假日 休息 2026-02-20 周五 调休放假 休息 2026-02-23 周一 调休放假 休息 \
2026-02-28 周六 调休上班 09:00–17:00 地址和电话 地址 示例路1号 运营单位 示例公司 \
办公电话 0546-0000000 设施 急救箱 获评情况 甲类 示例厅、2025-12-01 \
2026年2月活动 日期 时间 活动 主办单位 2026-02-03 周二 09:00–10:00 法律咨询 示例支部 \
2026-02-10 周二 14:00–15:00 法律咨询 合同 \
参加对象以主办单位的通知为准；是否参加，全凭自愿。 \
服务项目 项目 什么时候 费用 提供单位 政务服务 证件换领 开放时间内 3 个工作日内办结 请咨询 \
法务服务 法律咨询 每月 1 次 免费 示例律所 生活服务 理发 网约车司机 周六 09:00–12:00 9.90 元 \
制表日期 2026-02-03。本页不含核查结论。工作依据："""


def test_a_closed_station_says_so() -> None:
    """Where it stands is told, unless it is open."""
    shut = station(suspensions=[Suspension(first=date(2026, 2, 1))])
    assert told_station(shut, Register(), RULES, ON).status == "暂停"
    assert told_station(station(), Register(), RULES, ON).status is None
    register = Register(stations=[shut])
    assert "暂停" in Read(station_page("S-1", register, RULES, ON)).texts


def test_night_and_all_day_are_told() -> None:
    """Over midnight the end is of the next day; a whole day is called so."""
    assert hours_told(OpeningHours.parse("Mo-Su 22:00-26:00"), "zh") == (
        ("周一至周日", "22:00–次日 02:00"),
    )
    assert hours_told(OpeningHours.parse("24/7"), "en") == (("Mon to Sun", "all day"),)
    assert TimeSpan(start=0, end=1440).minutes == 1440


def test_a_year_without_a_notice_is_never_called_certain() -> None:
    """Law 19 on the wall: what the calendar assumes is told as assumed."""
    hours = OpeningHours.parse("Mo-Fr 09:00-17:00; PH off")
    shut = Register(stations=[station(hours=hours)])
    sheet = station_page("S-1", shut, RULES, date(2027, 2, 3), calendar=CALENDAR)
    assert "节假日（推定，以放假通知为准）" in Read(sheet).texts
    assert "推定" not in station_page("S-1", shut, RULES, ON, calendar=CALENDAR)


@pytest.mark.parametrize("unknown", ["S-2", "H-1"])
def test_only_a_station_has_a_sheet(unknown: str) -> None:
    """Of what is no station, or is not there, there is none."""
    register = Register(stations=[station()], hosts=[Host(id="H-1", party=Party(name="示例"))])
    with pytest.raises(KeyError, match=unknown):
        station_page(unknown, register, RULES, ON)
