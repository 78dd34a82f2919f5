"""The facts of a city: what its stations, branches, actors and their records add up to."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial

from ridehire_partybuild.guideline.facts import ABSENT, FactKind
from ridehire_partybuild.model import Actor, Branch, Station, SubjectFile
from ridehire_partybuild.values import ActorRole, BranchKind, Region, SubjectKind, Tier, TitleId

from .actors import lines_of
from .books import delivered_copies, unexplained
from .records import appeal_rows, feedback_rows, fund_rows, session_rows, task_rows
from .rows import FoundValue, Row, Whose, count, dated_by, facts_of, total, words_of

__all__ = ["CITY_FACTS"]

_NUM, _FLAG, _WORD, _WORDS, _DATE = tuple(FactKind)


def _open_stations(file: SubjectFile, on: date) -> list[Station]:
    return [station for station in file.stations if station.is_open(on)]


def _open_branches(file: SubjectFile, on: date) -> list[Branch]:
    return [branch for branch in file.branches if branch.is_open(on)]


def _stations(file: SubjectFile, on: date) -> FoundValue:
    return Decimal(len(_open_stations(file, on)))


def _of_tier(tier: Tier, file: SubjectFile, on: date) -> FoundValue:
    known = (station.tier for station in _open_stations(file, on))
    return count(None if one is None else one is tier for one in known)


def _branches(file: SubjectFile, on: date) -> FoundValue:
    return Decimal(len(_open_branches(file, on)))


def _joint(file: SubjectFile, on: date) -> FoundValue:
    return count(one.kind is BranchKind.JOINT_BRANCH for one in _open_branches(file, on))


def _without(served: set[Region], file: SubjectFile, on: date) -> FoundValue:
    counties = [] if file.region is None else [c for c in file.region.counties if c.holds(on)]
    # a city outside the shipped table: its counties are not known here
    return Decimal(len(set(counties) - served)) if counties else None


def _without_station(file: SubjectFile, on: date) -> FoundValue:
    return _without({station.region for station in _open_stations(file, on)}, file, on)


def _without_branch(file: SubjectFile, on: date) -> FoundValue:
    regions = {station.id: station.region for station in file.stations}
    met = {regions[one.station] for one in _open_branches(file, on) if one.station in regions}
    return _without(met, file, on)


def _stations_without_branch(file: SubjectFile, on: date) -> FoundValue:
    met = {one.station for one in _open_branches(file, on)}
    return count(one.id not in met for one in _open_stations(file, on))


def _off_map(file: SubjectFile, on: date) -> FoundValue:
    fixed = [one for one in _open_stations(file, on) if one.tier is not Tier.MOBILE]
    # of what may be mobile, only what is on the map is known not to count
    known = (one.on_map if one.tier or one.on_map else None for one in fixed)
    return count(None if listed is None else not listed for listed in known)


def _roles(file: SubjectFile, _on: date) -> FoundValue:
    return words_of(one.role for one in file.actors) if file.actors else None


def _platforms(file: SubjectFile) -> Iterator[Actor]:
    return (one for one in file.actors if one.role is ActorRole.PLATFORM)


def _platform_count(file: SubjectFile, _on: date) -> FoundValue:
    return Decimal(len(tuple(_platforms(file))))


def _unreachable(file: SubjectFile, _on: date) -> FoundValue:
    lines = [lines_of(one) for one in _platforms(file)]
    return count(None if one is None else one == 0 for one in lines) if lines else ABSENT


def _uncommitted(file: SubjectFile, on: date) -> FoundValue:
    made = dated_by(file.commitments, "since", on)
    bound = {one.actor for one in made if one.until is None or on <= one.until}
    platforms = [one.id for one in _platforms(file)]
    if not platforms:
        return ABSENT
    return count(one not in bound for one in platforms) if made else None


def _donated(file: SubjectFile, on: date) -> FoundValue:
    given = dated_by(file.donations, "donated_on", on)
    return total(book.copies for one in given for book in one.books) if given else None


def _undelivered(file: SubjectFile, on: date) -> FoundValue:
    batches = dated_by(file.donations, "donated_on", on)
    if not batches:
        return ABSENT
    known = {one.id for one in batches}
    brought = dated_by(file.deliveries, "delivered_on", on)
    # a batch whose donors are no actors of this city stands in no file of it
    if any(one.donation not in known for one in brought):
        return None
    left: dict[TitleId, list[int | None]] = {}
    for book in (book for one in batches for book in one.books):
        left.setdefault(book.title, []).append(book.copies)
    for parcel in brought:
        copies = parcel.copies
        left.setdefault(parcel.title, []).append(None if copies is None else -copies)
    # more was brought than given: one of the records is wrong, and nobody can tell what is left
    sums = [total(one) for one in left.values()]
    is_known = all(one is not None and one >= 0 for one in sums)
    return sum((one for one in sums if one is not None), Decimal(0)) if is_known else None


_OF_CITY = Whose("city.", "全市", ", in the city")
_COUNT = {"unit": "count", "computed": True}

_ROWS: tuple[Row, ...] = (
    ("city.stations", _NUM, "已启用阵地数", "stations open", _stations,
     _COUNT | {"reads": ("stations",)}),
    ("city.counties_without_station", _NUM, "无阵地的县区数", "counties without a station",
     _without_station, _COUNT | {"reads": ("stations",)}),
    ("city.comprehensive_stations", _NUM, "综合型阵地数", "number of comprehensive stations",
     partial(_of_tier, Tier.COMPREHENSIVE), _COUNT | {"reads": ("stations",)}),
    ("city.basic_stations", _NUM, "基础型阵地数", "number of basic stations",
     partial(_of_tier, Tier.BASIC), _COUNT | {"reads": ("stations",)}),
    ("city.mobile_stations", _NUM, "流动阵地数", "number of mobile stations",
     partial(_of_tier, Tier.MOBILE), _COUNT | {"reads": ("stations",)}),
    ("city.stations_off_map", _NUM, "地图不可查的固定阵地数", "fixed stations on no map", _off_map,
     {"unit": "count", "reads": ("stations",)}),
    ("city.branches", _NUM, "党组织数", "Party branches", _branches,
     _COUNT | {"reads": ("branches",)}),
    ("city.joint_branches", _NUM, "联合党组织数", "joint Party branches", _joint,
     _COUNT | {"reads": ("branches",)}),
    ("city.counties_without_branch", _NUM, "无党组织活动的县区数",
     "counties in which no branch meets", _without_branch,
     {"unit": "count", "reads": ("branches", "stations")}),
    ("city.stations_without_branch", _NUM, "无党组织活动的阵地数",
     "stations at which no branch meets", _stations_without_branch,
     {"unit": "count", "reads": ("branches", "stations")}),
    ("city.roles", _WORDS, "在案的责任主体类别", "roles of the actors on record", _roles,
     {"vocabulary": ActorRole, "reads": ("actors",)}),
    ("city.platforms", _NUM, "平台企业数", "platform companies", _platform_count,
     _COUNT | {"reads": ("actors",)}),
    ("city.platforms_without_line", _NUM, "无公开电话的平台企业数",
     "platforms without a public line", _unreachable, {"unit": "count", "reads": ("actors",)}),
    ("city.platforms_uncommitted", _NUM, "没有有效承诺的平台企业数",
     "platforms without a commitment in force", _uncommitted,
     {"unit": "count", "reads": ("actors", "commitments")}),
    ("city.donated_copies", _NUM, "累计受赠图书册数", "copies donated so far", _donated,
     {"unit": "volumes", "reads": ("donations",)}),
    ("city.delivered_copies", _NUM, "全市累计配送图书册数", "copies brought to stations so far",
     delivered_copies, {"unit": "volumes", "reads": ("deliveries",)}),
    ("city.undelivered_copies", _NUM, "受赠未配送图书册数",
     "copies donated and not brought to a station", _undelivered,
     {"unit": "volumes", "reads": ("donations", "deliveries")}),
    ("city.unexplained_copies", _NUM, "全市图书账实不符册数",
     "copies at the city's stations that nobody can account for", unexplained,
     {"unit": "volumes", "reads": ("deliveries", "stock", "loans")}),
    *session_rows(_OF_CITY),
    *appeal_rows(_OF_CITY),
    *feedback_rows(_OF_CITY, "drivers_satisfied"),
    *task_rows(_OF_CITY),
    *fund_rows(_OF_CITY),
)  # fmt: skip

CITY_FACTS = facts_of(SubjectKind.CITY, _ROWS)
