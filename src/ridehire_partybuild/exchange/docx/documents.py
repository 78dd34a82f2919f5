"""Official documents as files: the annual report, open items of one actor, a notice to it."""

from os import PathLike, fspath

from ridehire_partybuild.compliance import (
    DEFAULT_REMEDIATION,
    Assessment,
    RemediationPlan,
    RemediationPolicy,
)
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.exchange.report.told import Names
from ridehire_partybuild.guideline import Guideline
from ridehire_partybuild.model import Register
from ridehire_partybuild.reporting import AnnualReport
from ridehire_partybuild.values import ActorId, ActorRole

from .blocks import Document
from .told_items import told_open_items
from .told_notice import told_notice
from .told_year import told_year
from .writing import written

__all__ = ["write_annual_report", "write_notice", "write_open_items"]


def write_annual_report(
    report: AnnualReport,
    path: str | PathLike[str],
    *,
    lang: Lang = "zh",
    guideline: Guideline,
    register: Register | None = None,
) -> None:
    """Write the annual report as a document (.docx) in the layout of GB/T 9704-2012.

    Its figures stand in tables. An interval is told as one, what is not known as not known with
    the names of what is missing, what is withheld as withheld; below each table stands on how many
    records it rests. Issuer, document number, date and seal are lines to fill in. What the
    guideline is and is not stands below the title and at the foot of every page. Equal arguments
    give equal bytes.

    Args:
        report: The year's work.
        path: Where to; it ends in .docx.
        lang: The language.
        guideline: By which it was judged: it names clauses.
        register: Where the names of what figures are of stand; None: ids stand for them.

    Raises:
        ValueError: another ending, or another guideline than that of the report.
        ModuleNotFoundError: python-docx is not installed; the message names the extra.

    >>> from tempfile import TemporaryDirectory
    >>> from ridehire_partybuild import annual_report, reference_guideline, work_calendar
    >>> rules = reference_guideline()
    >>> report = annual_report(Register(), rules, work_calendar(), 2025)
    >>> with TemporaryDirectory() as folder:
    ...     write_annual_report(report, f"{folder}/report.docx", guideline=rules)
    """
    _write(told_year(report, guideline, lang, register), path)


def write_open_items(  # noqa: PLR0913 - as the parts need it
    assessment: Assessment,
    actor: ActorId | ActorRole | str,
    path: str | PathLike[str],
    *,
    lang: Lang = "zh",
    policy: RemediationPolicy = DEFAULT_REMEDIATION,
    names: Names | None = None,
) -> None:
    """Write what waits for one actor as a document (.docx) in the layout of GB/T 9704-2012.

    In it are the failures that nobody excused and that the actor answers for, what has to be found
    out for it, the open tasks that name it, and the appeals that wait for it. Sensitive values are
    withheld. It is a list for checking oneself, never a notice (整改通知): that is `write_notice`.
    Issuer, document number, date and seal are lines to fill in. What the guideline is and is not
    stands below the title and at the foot of every page. Equal arguments give equal bytes.

    Args:
        assessment: Where everybody stands.
        actor: Whose items: the id of an actor, or a role, for all actors of it together and for
            what is asked of it where the register does not settle who answers.
        path: Where to; it ends in .docx.
        lang: The language.
        policy: Who answers for a role where the register does not settle it.
        names: Names of divisions by code, for those that the shipped table does not have.

    Raises:
        KeyError: the register has no such actor.
        ValueError: another ending.
        ModuleNotFoundError: python-docx is not installed; the message names the extra.

    >>> from datetime import date
    >>> from tempfile import TemporaryDirectory
    >>> from ridehire_partybuild import assess, reference_guideline
    >>> judged = assess(Register(), reference_guideline(), date(2026, 1, 15))
    >>> with TemporaryDirectory() as folder:
    ...     write_open_items(judged, ActorRole.AUTHORITY, f"{folder}/items.docx")
    """
    _write(told_open_items(assessment, actor, lang, policy=policy, names=names), path)


def write_notice(
    plan: RemediationPlan,
    actor: ActorId | ActorRole | str,
    path: str | PathLike[str],
    *,
    lang: Lang = "zh",
    names: Names | None = None,
) -> None:
    """Write a formal notice (整改通知) to one actor as a document (.docx) as GB/T 9704-2012 has it.

    It says on what basis (依据《…》（文号）), what the actor must put right, each thing with its
    last day as the plan has it, and what is asked of the actor. In it are the failures that nobody
    excused, and no more: what is not known is counted and is no failure. Only a guideline that
    carries its issuer and its document number can be cited, and the reference reading never: by
    it there is `write_open_items`. Issuer, document number, date and seal of the notice itself
    are lines to fill in, so that nothing is issued by being written. Sensitive values are
    withheld. What the guideline says of itself stands below the title and at the foot of every
    page. Equal arguments give equal bytes.

    Args:
        plan: What is to be put right, by whom and by when: what `remediation` returns.
        actor: Whose items: the id of an actor, or a role, for all that the guideline asks of it.
        path: Where to; it ends in .docx.
        lang: The language.
        names: Names of divisions by code, for those that the shipped table does not have.

    Raises:
        KeyError: the register has no such actor.
        InvalidValue: the guideline lacks issuer or document number, or is the reference reading;
            or there is nothing for this actor to put right. Each with its place, all at once.
        ValueError: another ending.
        ModuleNotFoundError: python-docx is not installed; the message names the extra.

    >>> from datetime import date
    >>> from ridehire_partybuild import InvalidValue, Register, assess, reference_guideline
    >>> from ridehire_partybuild import remediation, work_calendar
    >>> judged = assess(Register(), reference_guideline(), date(2026, 1, 15))
    >>> try:
    ...     write_notice(remediation(judged, work_calendar()), ActorRole.AUTHORITY, "x.docx")
    ... except InvalidValue as error:
    ...     print([(one.path, one.code) for one in error.problems][0])
    ('$.assessment.guideline', 'rectification.reading')
    """
    _write(told_notice(plan, actor, lang, names=names), path)


def _write(told: Document, path: str | PathLike[str]) -> None:
    if not fspath(path).lower().endswith(".docx"):
        raise ValueError("documents are written to a file that ends in .docx")
    made = written(told)
    with open(path, "wb") as file:  # noqa: PTH123 - pathlib takes time to import
        file.write(made)
