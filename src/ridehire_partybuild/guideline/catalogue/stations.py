"""The facts of a station."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any, cast

from ridehire_partybuild import data
from ridehire_partybuild.guideline.facts import ABSENT, FactKind, Read
from ridehire_partybuild.model import Consent, Station, SubjectFile
from ridehire_partybuild.values import (
    Channel,
    ContactKind,
    Facility,
    Method,
    OpeningHours,
    PeriodUnit,
    Posting,
    ServiceDomain,
    Setting,
    StationStatus,
    SubjectKind,
    Tier,
)

from .books import BOOK_ROWS
from .records import (
    appeal_rows,
    feedback_rows,
    fund_rows,
    held_in,
    session_rows,
    task_rows,
)
from .rows import (
    FoundValue,
    Row,
    Whose,
    count,
    dated_by,
    divided,
    facts_of,
    in_order,
    last_whole,
    number_of,
    of_record,
    of_record_on,
    of_summary,
    the_flag,
    the_number,
    the_word,
)

__all__ = ["STATION_FACTS"]

_NUM, _FLAG, _WORD, _WORDS, _DATE = tuple(FactKind)
A_DAY = 24 * 60

# as the vocabulary calls them: to read all its labels at import would take milliseconds
_DOMAINS = {
    ServiceDomain.BASIC: ("基本服务", "basic services"),
    ServiceDomain.PARTY: ("党务服务", "Party affairs"),
    ServiceDomain.GOVERNMENT: ("政务服务", "government affairs"),
    ServiceDomain.LEGAL: ("法务服务", "legal affairs"),
    ServiceDomain.DAILY_LIFE: ("生活服务", "daily life"),
}


def _status(station: Station, on: date) -> FoundValue:
    return station.status(on).value


def _postings(station: Station) -> FoundValue:
    return None if station.postings is None else in_order(station.postings)


# to look a member of an enumeration up by its name takes longer than the rest of a reading, and a
# plain loop that compares by identity is several times as fast as `map` and `count`
_BOX, _ON_SITE = Facility.FIRST_AID_BOX, Channel.ON_SITE
_BASIC, _PARTY, _GOVERNMENT, _LEGAL, _ = _DOMAINS  # the last is daily life
_OFFICE_LINE, _PERSONAL = ContactKind.OFFICE_LINE, ContactKind.PERSONAL


def _facilities(station: Station) -> tuple[FoundValue, FoundValue]:
    """Return what there is, and the last day of the first-aid box."""
    if station.facilities is None:
        return None, None
    kinds: list[str] = []
    days: list[date | None] = []
    last = None
    for item in station.facilities:  # in the order of their kinds: those of one stand together
        kind = item.kind
        if kind is not last:
            kinds.append(kind.value)
            last = kind
        if kind is _BOX:
            days.append(item.expires_on)
    if not days:
        return tuple(kinds), ABSENT
    # the box that lasts longest serves; one of unknown date may last longer than all others
    return tuple(kinds), None if None in days else max(day for day in days if day)


_SERVICE_FACTS: tuple[str, ...] = (*_DOMAINS, "extended", "basic_free", "promised", "online")
_NO_SERVICES = (None,) * len(_SERVICE_FACTS)
_NONE = number_of(0)


def _services(station: Station) -> tuple[FoundValue, ...]:
    """Return what the facts of services say, in the order of `_SERVICE_FACTS`."""
    given = station.services
    if given is None:
        return _NO_SERVICES
    basic = party = government = legal = daily_life = promised = online = 0
    free: list[bool | None] = []
    reached = True
    for one in given:
        domain, channel = one.domain, one.channel
        if domain is _BASIC:
            basic += 1
            free.append(one.free)
        elif domain is _PARTY:
            party += 1
        elif domain is _GOVERNMENT:
            government += 1
        elif domain is _LEGAL:
            legal += 1
        else:  # of the five domains the last
            daily_life += 1
        if one.promise is not None:
            promised += 1
        if channel is None:
            reached = False
        elif channel is not _ON_SITE:
            online += 1
    extended = (party > 0) + (government > 0) + (legal > 0) + (daily_life > 0)
    return (
        *map(number_of, (basic, party, government, legal, daily_life, extended)),
        _all_true(free),
        number_of(promised) if promised else None,  # one may be that nobody wrote down
        number_of(online) if reached else None,
    )


def _all_true(told: list[bool | None]) -> FoundValue:
    if not told:
        return ABSENT
    return False if False in told else None if None in told else True


def _of_services(name: str) -> Read:
    return of_summary(_services, itemgetter(_SERVICE_FACTS.index(name)))


@cache  # of minutes in a week there are few, and to divide takes longer than to add them up
def _hours(minutes: int) -> Decimal:
    return divided(Decimal(minutes), 60)


def _weekly_hours(station: Station) -> FoundValue:
    return None if station.hours is None else _hours(station.hours.weekly_minutes)


@cache
def _off_peak() -> tuple[tuple[int, int], ...]:
    import tomllib  # noqa: PLC0415 - as in errors.messages

    hours = OpeningHours.parse(tomllib.loads(data.text("off-peak.toml"))["hours"])
    return tuple(_minutes(hours))


def _minutes(hours: OpeningHours) -> Iterator[tuple[int, int]]:
    """Yield the spans of a week in minutes after Monday's midnight, what runs over it cut off."""
    week = 7 * A_DAY
    for day, spans in enumerate(hours.week):
        for span in spans:
            start, end = day * A_DAY + span.start, day * A_DAY + span.end
            yield from ((start, min(end, week)), (0, max(end - week, 0)))


def _off_peak_hours(station: Station) -> FoundValue:
    if station.hours is None:
        return None
    shared = sum(
        max(0, min(end, last) - max(start, first))
        for start, end in _minutes(station.hours)
        for first, last in _off_peak()
    )
    return _hours(shared)


def _holidays_told(station: Station) -> FoundValue:
    return None if station.hours is None else station.hours.holidays is not None


def _office_lines(station: Station) -> FoundValue:
    if not station.contacts:
        return None
    return number_of(len([one for one in station.contacts if one.kind is _OFFICE_LINE]))


def _awards_documented(station: Station, on: date) -> FoundValue:
    given = dated_by(station.awards, "granted_on", on)
    if not given:
        return ABSENT
    return True if all(one.document for one in given) else None


def _all_agreed(given: list[Consent | None], on: date) -> FoundValue:
    if not given:
        return ABSENT
    if any(one is not None and not one.holds(on) for one in given):
        return False
    # "nothing is on record": it may have been given all the same
    return None if None in given else True


def _consented(station: Station, on: date) -> FoundValue:
    head = station.head
    named = [head.consent] if head is not None and head.name is not None else []
    own = [one.consent for one in station.contacts if one.kind is _PERSONAL]
    return _all_agreed([*named, *own], on)


def _outlived(file: SubjectFile, on: date) -> FoundValue:
    station = cast("Station", file.record)
    head = [] if station.head is None else [station.head]
    appeals = dated_by(file.appeals, "received_at", on)
    kept: list[Any] = [*head, *station.contacts, *appeals]
    return count(one.is_over(on) for one in kept)


def _crowded(file: SubjectFile, on: date) -> FoundValue:
    held = held_in(file, last_whole(PeriodUnit.YEAR, on), on)
    here = [one for one in held if one.station == file.id]
    if not here:
        return ABSENT
    seats = file.record.site.seats if isinstance(file.record, Station) else None
    if seats is None:
        return None
    came = (one.attendance for one in here)
    return count(None if number is None else number > seats for number in came)


_SEEN: tuple[tuple[str, str, str, Method], ...] = (
    ("signage.outdoor", "设有户外标牌", "a sign outside", Method.EXAMINE),
    ("signage.unified", "名称和标识统一", "unified name and logo", Method.EXAMINE),
    ("signage.code", "张贴阵地编码和二维码", "the station's code and QR posted", Method.EXAMINE),
    ("site.street_level", "位于临街一层", "on the ground floor at street level", Method.EXAMINE),
    ("site.sensible_layout", "布局合理", "a sensible layout", Method.EXAMINE),
    ("toilet.clean", "卫生间干净", "toilet clean", Method.EXAMINE),
    ("service_log.kept", "服务台账齐全", "a log of services kept", Method.EXAMINE),
    ("loan_log.kept", "图书借阅登记齐全", "a register of loans kept", Method.EXAMINE),
    ("fire_safety.passed", "消防设施检测合格", "fire-safety check passed", Method.EXAMINE),
    ("fire_exits.marked", "疏散标志清晰、通道畅通", "exits marked and free", Method.EXAMINE),
    ("wiring.safe", "用电安全", "wiring safe", Method.TEST),
    ("privacy.notice", "张贴个人信息处理告知", "a notice on personal data posted", Method.EXAMINE),
    ("line.answered", "公开电话有人接听", "the public line answered", Method.TEST),
    ("participation.voluntary", "活动自愿参加", "sessions voluntary", Method.INTERVIEW),
)
"""What only somebody on the spot can tell."""

_HERE = Whose("", "", "")

_ROWS: tuple[Row, ...] = (
    ("station.status", _WORD, "阵地状态", "status of the station", of_record_on(_status),
     {"vocabulary": StationStatus, "computed": True,
      "reads": ("planned_on", "opened_on", "suspensions", "closed_on")}),
    ("tier", _WORD, "类型", "tier", the_word("tier"), {"vocabulary": Tier, "reads": ("tier",)}),
    ("setting", _WORD, "依托形式", "setting", the_word("setting"),
     {"vocabulary": Setting, "reads": ("setting",)}),
    ("operator.named", _FLAG, "已明确运行单位", "a named operating body", the_flag("operator"),
     {"reads": ("operator",)}),
    ("head.named", _FLAG, "已明确负责人", "a named person in charge", the_flag("head"),
     {"reads": ("head",)}),
    ("site.address_named", _FLAG, "已明确地址", "a known address", the_flag("site.address"),
     {"reads": ("site.address",)}),
    ("site.area_m2", _NUM, "使用面积", "usable area", the_number("site.area_m2"),
     {"unit": "m2", "reads": ("site.area_m2",)}),
    ("site.seats", _NUM, "座位数", "seats", the_number("site.seats"),
     {"unit": "count", "reads": ("site.seats",)}),
    ("site.parking_bays", _NUM, "停车位", "parking bays", the_number("site.parking_bays"),
     {"unit": "count", "reads": ("site.parking_bays",)}),
    ("facilities", _WORDS, "设施", "facilities", of_summary(_facilities, itemgetter(0)),
     {"vocabulary": Facility, "reads": ("facilities",)}),
    ("first_aid_box.expires_on", _DATE, "急救箱有效期", "expiry of the first-aid box",
     of_summary(_facilities, itemgetter(1)), {"reads": ("facilities",)}),
    ("postings", _WORDS, "上墙内容", "what is posted on the wall", of_record(_postings),
     {"vocabulary": Posting, "reads": ("postings",)}),
    ("on_map", _FLAG, "地图可查", "findable on a map", of_record(attrgetter("on_map")),
     {"reads": ("on_map",), "method": Method.TEST}),
    ("hours.weekly", _NUM, "每周开放时长", "hours open a week", of_record(_weekly_hours),
     {"unit": "hours", "reads": ("hours",)}),
    ("hours.off_peak", _NUM, "每周平峰时段开放时长", "hours open a week off peak",
     of_record(_off_peak_hours), {"unit": "hours", "reads": ("hours",)}),
    ("hours.holidays_told", _FLAG, "明示节假日开放安排", "hours on days off told",
     of_record(_holidays_told), {"reads": ("hours",)}),
    ("contacts.office_lines", _NUM, "阵地公开的办公电话数",
     "number of the station's public office lines", of_record(_office_lines),
     {"unit": "count", "reads": ("contacts",)}),
    *(
        (f"services.{domain.value}", _NUM, f"{zh}项数", f"number of services: {en}",
         _of_services(domain), {"unit": "items", "reads": ("services",)})
        for domain, (zh, en) in _DOMAINS.items()
    ),
    ("services.extended", _NUM, "拓展服务领域数", "number of further domains of service offered",
     _of_services("extended"), {"unit": "count", "reads": ("services",)}),
    ("services.basic_free", _FLAG, "基本服务免费", "basic services free of charge",
     _of_services("basic_free"),
     {"reads": ("services",), "method": Method.INTERVIEW}),
    ("services.promised", _NUM, "承诺时限的服务项数", "services with a promised time",
     _of_services("promised"), {"unit": "items", "reads": ("services",)}),
    ("services.online", _NUM, "可线上办理的服务项数", "services offered online",
     _of_services("online"), {"unit": "items", "reads": ("services",)}),
    ("awards.documented", _FLAG, "等级授予文件在案", "papers of classes given on record",
     of_record_on(_awards_documented), {"reads": ("awards",)}),
    ("privacy.consented", _FLAG, "留存姓名和个人联系方式均经同意",
     "consent for every name and personal contact kept", of_record_on(_consented),
     {"reads": ("head", "contacts")}),
    ("privacy.outlived", _NUM, "超期留存的个人信息条数", "personal data kept beyond its time",
     _outlived, {"unit": "items", "reads": ("head", "contacts", "appeals")}),
    ("sessions.crowded", _NUM, "上一年参加人数超过座位数的活动数",
     "sessions of the last whole year with more people than seats", _crowded,
     {"unit": "count", "reads": ("sessions", "site.seats")}),
    *((name, _FLAG, zh, en, None, {"method": how}) for name, zh, en, how in _SEEN),
    *BOOK_ROWS,
    *session_rows(_HERE),
    *appeal_rows(_HERE),
    *feedback_rows(_HERE, "drivers.satisfied"),
    *task_rows(_HERE),
    *fund_rows(_HERE),
)  # fmt: skip

STATION_FACTS = facts_of(SubjectKind.STATION, _ROWS)
