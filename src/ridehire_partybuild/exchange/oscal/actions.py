"""A plan of action and milestones: what is to be put right, by whom and when; what is excused."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any

import attrs

from ridehire_partybuild.compliance import (
    Finding,
    Milestone,
    RemediationPlan,
    RemediationState,
    RemediationTask,
    explain_repair,
)
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.exchange.report.told import Names
from ridehire_partybuild.guideline import Outcome

from .findings import Told, risk_uuid
from .subjects import COOPERATING, Subjects
from .words import begins, ends, line, made, prop

__all__ = ["to_poam"]

STATUS: Mapping[RemediationState, str] = {
    RemediationState.RECOMMENDATION: "open",
    RemediationState.PLANNED: "remediating",
    RemediationState.COMPLETED: "investigating",
}
"""The status of a risk; what is done and fails all the same is to be looked into."""


def to_poam(
    plan: RemediationPlan, *, stamp: datetime, lang: Lang = "zh", names: Names | None = None
) -> dict[str, Any]:
    """Return what is to be put right as an OSCAL 1.2 plan of action and milestones.

    Each task is an item and the remediation of a risk: its life cycle (recommendation, planned,
    completed), its days, what comes before it, the role that answers for it and the actors that
    fill it. A subject's milestone stands beside the last of its tasks. A failure that somebody
    excuses is an item, too: a risk ``deviation-approved`` until the last day of the waiver. OSCAL
    knows no plan without items: where nothing failed, one says so.

    Findings, risks and observations have the same uuids as in `to_oscal`.

    Args:
        plan: What is to be done, as `remediation` makes it.
        stamp: When this is written, aware: ``last-modified`` and the version.
        lang: The language.
        names: Names of divisions by code, for those that the shipped table does not have.

    Raises:
        InvalidValue: ``stamp`` is naive or no time.

    >>> from datetime import UTC
    >>> from ridehire_partybuild import Region, Register, Site, Station, Tier
    >>> from ridehire_partybuild import assess, reference_guideline, remediation, work_calendar
    >>> station = Station(id="S-1", name="示例", region=Region("370502"), tier=Tier.BASIC,
    ...                   site=Site(area_m2=9))
    >>> told = assess(Register(stations=[station]), reference_guideline(), date(2026, 1, 15))
    >>> plan = remediation(told, work_calendar())
    >>> document = to_poam(plan, stamp=datetime(2026, 1, 15, tzinfo=UTC), lang="en")
    >>> risks = document["plan-of-action-and-milestones"]["risks"]
    >>> next((one["status"], one["deadline"]) for one in risks if one["title"][:3] == "A.1")
    ('open', '2026-04-16T23:59:59+08:00')
    """
    return _Plan(plan, Subjects(plan.assessment, stamp, lang, names)).told()


@attrs.frozen(eq=False)
class _Plan:
    plan: RemediationPlan
    subjects: Subjects

    @cached_property
    def tasks(self) -> Mapping[str, Sequence[RemediationTask]]:
        """The tasks of each finding."""
        found: dict[str, list[RemediationTask]] = {}
        for one in self.plan.tasks:
            found.setdefault(one.finding, []).append(one)
        return found

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The findings that something is to be done about, and those that somebody excuses."""
        wanted = {*self.tasks, *self.plan.waived}
        return tuple(one for one in self.plan.assessment.findings if one.id in wanted)

    @cached_property
    def milestones(self) -> Mapping[str, Milestone]:
        """The milestone of each subject by the last of its tasks."""
        tasks = {one.id: one for one in self.plan.tasks}
        return {
            max(one.tasks, key=lambda name: (tasks[name].due_on, name)): one
            for one in self.plan.milestones
        }

    def told(self) -> dict[str, Any]:
        subjects, told = self.subjects, Told(self.subjects, self.findings)
        assessment = self.plan.assessment
        title = assessment.tailored.title.in_(subjects.lang)
        judged = [one for one in self.findings if one.verdict.outcome is not Outcome.INAPPLICABLE]
        parts = {
            "observations": list(told.observations()),
            "risks": [self._risk(one, told) for one in self.findings],
            "findings": [told.finding(one, [risk_uuid(one)]) for one in judged],
        }
        resources = list(told.resources())
        return {
            "plan-of-action-and-milestones": {
                "uuid": made("poam", *subjects.identity),
                "metadata": subjects.metadata(
                    subjects.say("plan", guideline=title, on=assessment.on.isoformat())
                ),
                "system-id": {
                    "identifier-type": "https://ietf.org/rfc/rfc4122",
                    "id": made("system", *(one for _, one in assessment.register.subjects)),
                },
                "local-definitions": {"assessment-assets": subjects.assets},
                **{name: found for name, found in parts.items() if found},
                "poam-items": list(self._items(told)) or [self._nothing()],
                **({"back-matter": {"resources": resources}} if resources else {}),
            }
        }

    def _risk(self, finding: Finding, told: Told) -> dict[str, Any]:
        tasks = self.tasks.get(finding.id, ())
        risk = told.waived(finding)
        if risk is None:
            risk = told.risk(finding, STATUS[tasks[0].state] if tasks else "open")
        if tasks:
            logged = [self._logged(one) for one in tasks if one.recorded is not None]
            risk.setdefault("deadline", ends(max(one.due_on for one in tasks)))
            risk["remediations"] = [self._response(one) for one in tasks]
            entries = [*risk.get("risk-log", {"entries": []})["entries"], *logged]
            risk |= {"risk-log": {"entries": entries}} if entries else {}
        return risk

    def _logged(self, task: RemediationTask) -> dict[str, Any]:
        """Return that a task was put on record."""
        return {
            "uuid": made("logged", task.id),
            "title": line(self.subjects.say("task", task=str(task.recorded))),
            "start": begins(task.opened_on),
            "status-change": STATUS[task.state],
        }

    def _response(self, task: RemediationTask) -> dict[str, Any]:
        actions = [self._action(task)]
        milestone = self.milestones.get(task.id)
        if milestone is not None:
            actions.append(self._milestone(milestone))
        return {
            "uuid": made("response", task.id),
            "lifecycle": task.state.value,
            "title": line(task.remedy.in_(self.subjects.lang)),
            "description": self._how(task),
            "tasks": actions,
        }

    def _how(self, task: RemediationTask) -> str:
        """Return what to do, and so far as it is known, what exactly to alter."""
        remedy, cure = task.remedy.in_(self.subjects.lang), self.plan.cures.get(task.finding)
        if cure is None:
            return remedy
        how = explain_repair(cure, self.subjects.lang)
        return self.subjects.say("repair", remedy=remedy, how=how)

    def _action(self, task: RemediationTask) -> dict[str, Any]:
        reference = self.subjects.reference(task.subject)
        chosen = {"subject-uuid": reference["subject-uuid"], "type": reference["type"]}
        after = [{"task-uuid": made("task", one)} for one in task.after]
        return {
            "uuid": made("task", task.id),
            "type": "action",
            "title": line(task.remedy.in_(self.subjects.lang)),
            "props": list(self._props(task)),
            "timing": _timing(task.opened_on, task.due_on),
            **({"dependencies": after} if after else {}),
            "subjects": [{"type": reference["type"], "include-subjects": [chosen]}],
            "responsible-roles": list(self._roles(task)),
        }

    def _props(self, task: RemediationTask) -> Iterator[dict[str, Any]]:
        yield prop("task-id", task.id)
        yield prop("due-certainty", task.certainty.value)
        if task.not_before is not None:
            yield prop("not-before", task.not_before.isoformat())
        if task.recorded is not None:
            yield prop("recorded", task.recorded)

    def _roles(self, task: RemediationTask) -> Iterator[dict[str, Any]]:
        """Yield the role that answers, with the one actor that fills it; then who helps."""
        answers: dict[str, Any] = {"role-id": task.role.value}
        if task.accountable is not None:
            answers["party-uuids"] = [self.subjects.uuid(task.accountable)]
        yield answers
        if task.cooperating:
            helping = [self.subjects.uuid(one) for one in dict.fromkeys(task.cooperating)]
            yield {"role-id": COOPERATING, "party-uuids": helping}

    def _milestone(self, milestone: Milestone) -> dict[str, Any]:
        name = self.subjects.name(milestone.subject)
        return {
            "uuid": made("milestone", milestone.subject),
            "type": "milestone",
            "title": line(self.subjects.say("milestone", name=name)),
            "timing": {"on-date": {"date": ends(milestone.due_on)}},
            "dependencies": [{"task-uuid": made("task", one)} for one in milestone.tasks],
        }

    def _items(self, told: Told) -> Iterator[dict[str, Any]]:
        for finding in self.findings:
            for task in self.tasks.get(finding.id, ()):
                yield self._item(finding, told, made("item", task.id), self._how(task))
            if finding.id not in self.tasks:
                excused = made("excused", finding.id)
                yield self._item(finding, told, excused, told.text(finding))

    def _item(self, finding: Finding, told: Told, uuid: str, text: str) -> dict[str, Any]:
        judged = finding.verdict.outcome is not Outcome.INAPPLICABLE
        related = [{"finding-uuid": str(finding.id)}] if judged else []
        return {
            "uuid": uuid,
            "title": told.title(finding),
            "description": text,
            "origins": self.subjects.origins,
            **({"related-findings": related} if related else {}),
            "related-observations": told.related(finding),
            "related-risks": [{"risk-uuid": risk_uuid(finding)}],
        }

    def _nothing(self) -> dict[str, Any]:
        told = self.subjects.say("nothing", on=self.plan.assessment.on.isoformat())
        return {"uuid": made("nothing"), "title": line(told), "description": told}


def _timing(first: date, last: date) -> dict[str, Any]:
    """Return from when until when; what was due before it was set has its last day alone."""
    if last < first:
        return {"on-date": {"date": ends(last)}}
    return {"within-date-range": {"start": begins(first), "end": ends(last)}}
