"""The shipped catalogue of facts: one row a fact."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Context, Decimal
from functools import partial
from operator import attrgetter
from typing import Any

import attrs

from ridehire_partybuild.model import Actor, Branch, Station, SubjectFile
from ridehire_partybuild.values import (
    ActorRole,
    BranchKind,
    ContactKind,
    Facility,
    Level,
    Method,
    Posting,
    ServiceDomain,
    Setting,
    SubjectKind,
    Term,
    Text,
    Tier,
)

from .facts import ABSENT, Absent, Fact, FactKind, Facts, Read, Value

__all__ = ["FACTS"]

DIVISION = Context(prec=28)  # the caller's own context changes no reading
FoundValue = Value | Absent | None


@attrs.frozen
class _Of:
    """Reads a record of one kind: a class rather than a closure, so that a catalogue pickles."""

    kind: type
    read: Callable[[Any], FoundValue]

    def __call__(self, file: SubjectFile, _on: date) -> FoundValue:
        return self.read(file.record) if isinstance(file.record, self.kind) else None


def _number(path: str, record: Any) -> FoundValue:
    value = attrgetter(path)(record)
    return None if value is None else Decimal(value)


def _word(path: str, record: Any) -> FoundValue:
    value = attrgetter(path)(record)
    return None if value is None else str(value.value)


def _named(path: str, record: Any) -> FoundValue:
    return None if attrgetter(path)(record) is None else True


def _words(items: Iterable[Term] | None) -> FoundValue:
    return None if items is None else tuple(sorted({item.value for item in items}))


def _postings(station: Station) -> FoundValue:
    return _words(station.postings)


def _facilities(station: Station) -> FoundValue:
    kinds = None if station.facilities is None else [one.kind for one in station.facilities]
    return _words(kinds)


def _first_aid_expiry(station: Station) -> FoundValue:
    if station.facilities is None:
        return None
    boxes = [one for one in station.facilities if one.kind is Facility.FIRST_AID_BOX]
    if not boxes:
        return ABSENT
    days = [box.expires_on for box in boxes]
    # the box that lasts longest serves; one of unknown date may last longer than all others
    return None if None in days else max(day for day in days if day)


def _offered(domain: ServiceDomain, station: Station) -> FoundValue:
    if station.services is None:
        return None
    return Decimal(sum(1 for service in station.services if service.domain is domain))


def _basic_free(station: Station) -> FoundValue:
    if station.services is None:
        return None
    basic = [one.free for one in station.services if one.domain is ServiceDomain.BASIC]
    if not basic:
        return ABSENT
    return False if False in basic else None if None in basic else True


def _weekly_hours(station: Station) -> FoundValue:
    if station.hours is None:
        return None
    return DIVISION.divide(Decimal(station.hours.weekly_minutes), Decimal(60))


def _office_lines(actor: Actor) -> FoundValue:
    if actor.channels is None:
        return None
    return Decimal(sum(1 for one in actor.channels if one.kind is ContactKind.OFFICE_LINE))


def _open_stations(file: SubjectFile, on: date) -> list[Station]:
    return [station for station in file.stations if station.is_open(on)]


def _stations(file: SubjectFile, on: date) -> FoundValue:
    return Decimal(len(_open_stations(file, on)))


def _comprehensive(file: SubjectFile, on: date) -> FoundValue:
    tiers = [station.tier for station in _open_stations(file, on)]
    return None if None in tiers else Decimal(tiers.count(Tier.COMPREHENSIVE))


def _branches(file: SubjectFile, on: date) -> FoundValue:
    return Decimal(sum(1 for branch in file.branches if branch.is_open(on)))


def _counties_without(file: SubjectFile, on: date) -> FoundValue:
    counties = [] if file.region is None else [c for c in file.region.counties if c.holds(on)]
    if not counties:
        return None  # a city outside the shipped table: its counties are not known here
    return Decimal(len(set(counties) - {station.region for station in _open_stations(file, on)}))


def _station(read: Callable[[Any], FoundValue]) -> Read:
    return _Of(Station, read)


def _branch(read: Callable[[Any], FoundValue]) -> Read:
    return _Of(Branch, read)


def _actor(read: Callable[[Any], FoundValue]) -> Read:
    return _Of(Actor, read)


def _fact(  # noqa: PLR0913, PLR0917 - a row of a table
    name: str,
    subject: SubjectKind,
    kind: FactKind,
    zh: str,
    en: str,
    read: Read | None,
    **more: Any,
) -> Fact:
    return Fact(name=name, subject=subject, kind=kind, label=Text(zh=zh, en=en), read=read, **more)


_S, _B, _A, _C = SubjectKind.STATION, SubjectKind.BRANCH, SubjectKind.ACTOR, SubjectKind.CITY
_NUM, _FLAG, _WORD, _WORDS, _DATE = tuple(FactKind)

# as the vocabulary calls them: to read all its labels at import would take milliseconds
_DOMAINS = (
    (ServiceDomain.BASIC, "基本服务", "basic services"),
    (ServiceDomain.PARTY, "党务服务", "Party affairs"),
    (ServiceDomain.GOVERNMENT, "政务服务", "government affairs"),
    (ServiceDomain.LEGAL, "法务服务", "legal affairs"),
    (ServiceDomain.DAILY_LIFE, "生活服务", "daily life"),
)

_ROWS = (
    _fact("tier", _S, _WORD, "类型", "tier", _station(partial(_word, "tier")),
          vocabulary=Tier, reads=("tier",)),
    _fact("setting", _S, _WORD, "依托形式", "setting",
          _station(partial(_word, "setting")),
          vocabulary=Setting, reads=("setting",)),
    _fact("operator.named", _S, _FLAG, "明确的运行单位", "a named operating body",
          _station(partial(_named, "operator")), reads=("operator",)),
    _fact("head.named", _S, _FLAG, "明确的负责人", "a named person in charge",
          _station(partial(_named, "head")), reads=("head",)),
    _fact("site.area_m2", _S, _NUM, "使用面积", "usable area",
          _station(partial(_number, "site.area_m2")), unit="m2", reads=("site.area_m2",)),
    _fact("site.seats", _S, _NUM, "座位数", "seats",
          _station(partial(_number, "site.seats")), unit="count", reads=("site.seats",)),
    _fact("site.parking_bays", _S, _NUM, "停车位", "parking bays",
          _station(partial(_number, "site.parking_bays")),
          unit="count", reads=("site.parking_bays",)),
    _fact("facilities", _S, _WORDS, "设施", "facilities", _station(_facilities),
          vocabulary=Facility, reads=("facilities",)),
    _fact("first_aid_box.expires_on", _S, _DATE, "急救箱有效期", "expiry of the first-aid box",
          _station(_first_aid_expiry), reads=("facilities",)),
    _fact("postings", _S, _WORDS, "上墙内容", "what is posted on the wall",
          _station(_postings), vocabulary=Posting, reads=("postings",)),
    _fact("on_map", _S, _FLAG, "地图可查", "findable on a map",
          _station(attrgetter("on_map")), reads=("on_map",), method=Method.TEST),
    _fact("hours.weekly", _S, _NUM, "每周开放时长", "hours open a week",
          _station(_weekly_hours), unit="hours", reads=("hours",)),
    *(
        _fact(f"services.{domain.value}", _S, _NUM, f"{zh}项数", f"services offered: {en}",
              _station(partial(_offered, domain)), unit="items", reads=("services",))
        for domain, zh, en in _DOMAINS
    ),
    _fact("services.basic_free", _S, _FLAG, "基本服务免费", "basic services free of charge",
          _station(_basic_free), reads=("services",), method=Method.INTERVIEW),
    _fact("fire_safety.passed", _S, _FLAG, "消防设施检测合格", "fire-safety check passed",
          None, method=Method.EXAMINE),
    _fact("drivers.satisfied", _S, _NUM, "司机满意度", "drivers satisfied",
          None, unit="percent", method=Method.INTERVIEW),
    _fact("branch.kind", _B, _WORD, "党组织类型", "kind of branch",
          _branch(partial(_word, "kind")), vocabulary=BranchKind, reads=("kind",)),
    _fact("branch.full_members", _B, _NUM, "正式党员数", "full members",
          _branch(partial(_number, "full_members")), unit="people", reads=("full_members",)),
    _fact("branch.committee_members", _B, _NUM, "支部委员数", "committee members",
          _branch(partial(_number, "committee_members")),
          unit="people", reads=("committee_members",)),
    _fact("branch.units_covered", _B, _NUM, "覆盖单位数", "units covered",
          _branch(partial(_number, "units_covered")), unit="count", reads=("units_covered",)),
    _fact("actor.role", _A, _WORD, "责任主体类别", "role",
          _actor(partial(_word, "role")), vocabulary=ActorRole, reads=("role",)),
    _fact("actor.level", _A, _WORD, "责任主体层级", "level",
          _actor(partial(_word, "level")), vocabulary=Level, reads=("level",)),
    _fact("actor.office_lines", _A, _NUM, "公开的服务电话数", "public office lines",
          _actor(_office_lines), unit="count", reads=("channels",)),
    _fact("city.stations", _C, _NUM, "已启用阵地数", "stations open",
          _stations,
          unit="count", reads=("stations",), computed=True),
    _fact("city.counties_without_station", _C, _NUM, "无阵地的县区数", "counties without a station",
          _counties_without, unit="count", reads=("stations",), computed=True),
    _fact("city.comprehensive_stations", _C, _NUM, "综合型阵地数", "comprehensive stations",
          _comprehensive,
          unit="count", reads=("stations",), computed=True),
    _fact("city.branches", _C, _NUM, "党组织数", "Party branches",
          _branches,
          unit="count", reads=("branches",), computed=True),
)  # fmt: skip

FACTS = Facts({fact.name: fact for fact in _ROWS})
"""The facts that the shipped guideline rests on; extend it with ``FACTS.with_facts(...)``."""
