"""The facts of a Party branch: known by counts, never by its members."""

from datetime import date
from decimal import Decimal
from functools import partial
from operator import attrgetter

from ridehire_partybuild.guideline.facts import ABSENT, FactKind
from ridehire_partybuild.model import Branch, Pledge, SubjectFile
from ridehire_partybuild.values import BranchKind, Method, PeriodUnit, SubjectKind, VanguardField

from .records import session_rows, task_rows
from .rows import (
    FoundValue,
    Row,
    Whose,
    dated_by,
    divided,
    facts_of,
    last_whole,
    of_record,
    the_flag,
    the_number,
    the_word,
    total,
)

__all__ = ["BRANCH_FACTS"]

_NUM, _FLAG, _WORD, _WORDS, _DATE = tuple(FactKind)

_FIELDS = (
    (VanguardField.SAFE_DRIVING, "安全行车", "safe driving"),
    (VanguardField.QUALITY_SERVICE, "优质服务", "quality service"),
    (VanguardField.EMERGENCY_SUPPORT, "应急保障", "emergency support"),
    (VanguardField.GOVERNANCE, "基层治理", "grassroots governance"),
)


def _of_year(file: SubjectFile, on: date) -> list[Pledge]:
    year = last_whole(PeriodUnit.YEAR, on)
    return [one for one in file.pledges if one.period.start in year]


def _made(field: VanguardField, file: SubjectFile, on: date) -> FoundValue:
    if not dated_by(file.pledges, "period.start", on):
        return None
    return total(one.made for one in _of_year(file, on) if one.field is field)


def _kept(field: VanguardField, file: SubjectFile, on: date) -> FoundValue:
    given = [one for one in _of_year(file, on) if one.field is field]
    made, kept = total(one.made for one in given), total(one.kept for one in given)
    if not given or made == 0:
        return ABSENT
    return None if made is None or kept is None else divided(100 * kept, made)


def _shown(file: SubjectFile, on: date) -> FoundValue:
    # each record tells how many members show who they are: the same ones, again and again
    told = [one.identity_shown for one in _of_year(file, on) if one.identity_shown is not None]
    return Decimal(max(told)) if told else None


def _shown_of_all(file: SubjectFile, on: date) -> FoundValue:
    shown, branch = _shown(file, on), file.record
    if not isinstance(branch, Branch) or not isinstance(shown, Decimal):
        return None
    members = total([branch.full_members, branch.probationary_members])
    if members is None:
        return None
    return divided(100 * shown, members) if members else ABSENT


_OF_BRANCH = Whose("branch.", "党支部", ", of a branch")

_ROWS: tuple[Row, ...] = (
    ("branch.kind", _WORD, "党组织类型", "kind of branch", the_word("kind"),
     {"vocabulary": BranchKind, "reads": ("kind",)}),
    ("branch.full_members", _NUM, "正式党员数", "number of full members",
     the_number("full_members"), {"unit": "people", "reads": ("full_members",)}),
    ("branch.probationary_members", _NUM, "预备党员数", "number of members on probation",
     the_number("probationary_members"), {"unit": "people", "reads": ("probationary_members",)}),
    ("branch.committee_members", _NUM, "支部委员数", "number of committee members",
     the_number("committee_members"), {"unit": "people", "reads": ("committee_members",)}),
    ("branch.units_covered", _NUM, "覆盖单位数", "number of units covered",
     the_number("units_covered"), {"unit": "count", "reads": ("units_covered",)}),
    ("branch.term_ends_on", _DATE, "任期届满日", "end of the term",
     of_record(attrgetter("term_ends_on")), {"reads": ("term_ends_on",)}),
    ("branch.station_named", _FLAG, "有固定活动阵地", "a station at which it meets",
     the_flag("station"), {"reads": ("station",)}),
    ("branch.secretary_named", _FLAG, "已选出支部书记", "a secretary elected", None,
     {"method": Method.EXAMINE}),
    ("identity.shown", _NUM, "上一年亮明身份的党员数",
     "number of members who showed in the last whole year that they are members", _shown,
     {"unit": "people", "reads": ("pledges",)}),
    ("identity.shown_share", _NUM, "上一年党员亮身份比例",
     "share of members who showed in the last whole year that they are members", _shown_of_all,
     {"unit": "percent", "reads": ("pledges", "full_members", "probationary_members")}),
    *(
        (f"pledges.{field.value}.made", _NUM, f"上一年{zh}承诺数",
         f"number of pledges on {en} made in the last whole year", partial(_made, field),
         {"unit": "items", "reads": ("pledges",)})
        for field, zh, en in _FIELDS
    ),
    *(
        (f"pledges.{field.value}.kept", _NUM, f"上一年{zh}承诺兑现率",
         f"share of the last whole year's pledges on {en} that were kept", partial(_kept, field),
         {"unit": "percent", "reads": ("pledges",)})
        for field, zh, en in _FIELDS
    ),
    *session_rows(_OF_BRANCH),
    *task_rows(_OF_BRANCH),
)  # fmt: skip

BRANCH_FACTS = facts_of(SubjectKind.BRANCH, _ROWS)
