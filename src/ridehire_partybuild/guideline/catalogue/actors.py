"""The facts of an actor: authority, platform company, association, driver members."""

from datetime import date
from decimal import Decimal
from functools import partial
from operator import attrgetter

from ridehire_partybuild.guideline.facts import ABSENT, FactKind
from ridehire_partybuild.model import Actor, Assistance, SubjectFile
from ridehire_partybuild.values import (
    ActorRole,
    CommitmentKind,
    ContactForm,
    ContactKind,
    Level,
    Method,
    PeriodUnit,
    SubjectKind,
)

from .records import appeal_rows, feedback_rows, session_rows, task_rows
from .rows import (
    FoundValue,
    Row,
    Whose,
    count,
    dated_by,
    facts_of,
    last_whole,
    of_record,
    the_flag,
    the_word,
    total,
)

__all__ = ["ACTOR_FACTS", "lines_of"]

_NUM, _FLAG, _WORD, _WORDS, _DATE = tuple(FactKind)

_COMMITMENTS = (
    (CommitmentKind.PARTY_SUPPORT, "支持党组织", "support of Party organisations"),
    (CommitmentKind.CARE, "关心关爱", "care"),
    (CommitmentKind.DRIVERS_RIGHTS, "维护权益", "drivers' rights"),
)
_FORMS = (
    (ContactForm.HOTLINE, "热线", "hotlines"),
    (ContactForm.DESK, "窗口", "desks"),
    (ContactForm.ONLINE, "线上渠道", "online channels"),
)


def lines_of(actor: Actor) -> Decimal | None:
    """Return how many office lines are open to drivers."""
    if actor.channels is None:
        return None
    return count(one.kind is ContactKind.OFFICE_LINE for one in actor.channels)


def _channels(form: ContactForm, actor: Actor) -> FoundValue:
    if actor.channels is None:
        return None
    lines = [one.form for one in actor.channels if one.kind is ContactKind.OFFICE_LINE]
    return count(None if known is None else known is form for known in lines)


def _sourced(actor: Actor) -> FoundValue:
    if actor.key_platform is None:
        return None
    if not actor.key_platform:
        return ABSENT
    return None if actor.key_platform_source is None else True


def _committed(kind: CommitmentKind, file: SubjectFile, on: date) -> FoundValue:
    made = dated_by(file.commitments, "since", on)
    if not made:
        return None
    return count(one.kind is kind and (one.until is None or on <= one.until) for one in made)


def _of_year(file: SubjectFile, on: date) -> list[Assistance] | None:
    given = dated_by(file.assistance, "period.start", on)
    year = last_whole(PeriodUnit.YEAR, on)
    return [one for one in given if one.period.start in year] if given else None


def _assisted(file: SubjectFile, on: date) -> FoundValue:
    given = _of_year(file, on)
    return None if given is None else Decimal(len(given))


def _helped(file: SubjectFile, on: date) -> FoundValue:
    given = _of_year(file, on)
    return None if given is None else total(one.beneficiaries for one in given)


def _ways(file: SubjectFile, on: date) -> FoundValue:
    given = _of_year(file, on)
    return None if given is None else Decimal(len({one.kind for one in given}))


def _donated(file: SubjectFile, on: date) -> FoundValue:
    year = last_whole(PeriodUnit.YEAR, on)
    given = dated_by(file.donations, "donated_on", on)
    if not given:
        return None
    of_year = (None if one.donated_on is None else one.donated_on in year for one in given)
    if count(of_year) is None:
        return None
    return total(
        book.copies for one in given if one.donated_on and one.donated_on in year
        for book in one.books
    )  # fmt: skip


_SEEN: tuple[tuple[str, str, str, Method], ...] = (
    ("actor.plan_adopted", "阵地建设列入年度计划", "stations in the year's plan", Method.EXAMINE),
    ("actor.party_work_in_rules", "党建工作写入日常管理制度",
     "Party work written into the rules of daily management", Method.EXAMINE),
    ("actor.rules_shown", "公开抽成、派单等规则", "commission and dispatch rules shown",
     Method.TEST),
    ("actor.commission_cap_kept", "抽成不超过公示上限", "commission within the cap announced",
     Method.TEST),
    ("actor.injury_insured", "职业伤害保障已参保", "drivers covered against occupational injury",
     Method.EXAMINE),
    ("actor.rest_rules", "有强制休息提醒规则", "rules that make drivers rest", Method.TEST),
    ("actor.assistance_rules", "有帮扶制度", "rules of assistance", Method.EXAMINE),
    ("actor.appeals_rules", "有诉求上报和办理流程",
     "a procedure for reporting and resolving appeals", Method.EXAMINE),
    ("actor.data_rules", "有个人信息保护制度", "rules on personal data", Method.EXAMINE),
)  # fmt: skip
"""What only papers or people can tell."""

_OF_ACTOR = Whose("actor.", "责任主体", ", of an actor")

_ROWS: tuple[Row, ...] = (
    ("actor.role", _WORD, "责任主体类别", "role", the_word("role"),
     {"vocabulary": ActorRole, "reads": ("role",)}),
    ("actor.level", _WORD, "责任主体层级", "level", the_word("level"),
     {"vocabulary": Level, "reads": ("level",)}),
    ("actor.parent_named", _FLAG, "明确的上级单位", "a body above it", the_flag("parent"),
     {"reads": ("parent",)}),
    ("actor.key_platform", _FLAG, "重点平台企业", "a key platform company",
     of_record(attrgetter("key_platform")), {"reads": ("key_platform",)}),
    ("actor.key_platform_sourced", _FLAG, "重点平台企业认定有依据",
     "a paper that names it a key platform", of_record(_sourced),
     {"reads": ("key_platform", "key_platform_source")}),
    ("actor.office_lines", _NUM, "公开的服务电话数", "number of public office lines",
     of_record(lines_of), {"unit": "count", "reads": ("channels",)}),
    *(
        (f"actor.channels.{form.value}", _NUM, f"公开的{zh}数", f"number of public {en}",
         of_record(partial(_channels, form)), {"unit": "count", "reads": ("channels",)})
        for form, zh, en in _FORMS
    ),
    *(
        (f"commitments.{kind.value}", _NUM, f"{zh}的有效承诺数",
         f"number of commitments in force: {en}",
         partial(_committed, kind), {"unit": "items", "reads": ("commitments",)})
        for kind, zh, en in _COMMITMENTS
    ),
    ("assistance.given", _NUM, "上一年帮扶次数",
     "number of times that assistance was given in the last whole year", _assisted,
     {"unit": "count", "reads": ("assistance",)}),
    ("assistance.beneficiaries", _NUM, "上一年帮扶人次", "drivers assisted in the last whole year",
     _helped, {"unit": "people", "reads": ("assistance",)}),
    ("assistance.kinds", _NUM, "上一年帮扶种类数", "kinds of assistance in the last whole year",
     _ways, {"unit": "count", "reads": ("assistance",)}),
    ("donations.copies", _NUM, "上一年赠书册数", "copies given in the last whole year", _donated,
     {"unit": "volumes", "reads": ("donations",)}),
    *((name, _FLAG, zh, en, None, {"method": how}) for name, zh, en, how in _SEEN),
    *session_rows(_OF_ACTOR),
    *appeal_rows(_OF_ACTOR),
    *feedback_rows(_OF_ACTOR, "drivers_satisfied"),
    *task_rows(_OF_ACTOR),
)  # fmt: skip

ACTOR_FACTS = facts_of(SubjectKind.ACTOR, _ROWS)
