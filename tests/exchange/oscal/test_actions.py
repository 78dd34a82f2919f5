"""What a plan of action says of one task: who, from when, until when, after what."""

from typing import Any

import attrs
from hypothesis import given, settings

from ridehire_partybuild import DEFAULT_REMEDIATION, RemediationOrder, RemediationPlan, remediation
from ridehire_partybuild import work_calendar as calendar
from ridehire_partybuild.exchange.oscal import to_poam
from ridehire_partybuild.exchange.oscal.words import made

from .conftest import PLANS, STAMP, city, city_plan, nodes
from .test_whole import given as found_in
from .test_whole import props

ASSOCIATION = "387e01af-c394-5370-a7b8-ae7c43e36a24"
STATION = "494b4c51-6758-520c-9664-54e7ac5ff4a6"


def test_a_whole_remediation() -> None:
    """A recommendation: what to do, what exactly, by whom with whom, within which days."""
    document = to_poam(city_plan(), stamp=STAMP)
    title = "与律师事务所约定每季度一次咨询。"
    helping = ["a3d7a0b2-8acf-52ac-9158-fc552bcb1e46", "621f303b-20b8-5d01-b42d-f3588e703a07"]
    subject = {"subject-uuid": STATION, "type": "location"}
    assert found_in(document, "5710188d-287f-59b7-ae84-fef19c43b1f7") == {
        "uuid": "5710188d-287f-59b7-ae84-fef19c43b1f7",
        "lifecycle": "recommendation",
        "title": title,
        "description": f"{title}具体为：开展：2026-Q1 至 2026-Q4 每期 1 次法律咨询（共 4 期）；"
        "最早 2026-12-31 可转为符合；本对象得分提高 12.5 个百分点。",
        "tasks": [
            {
                "uuid": "3e24b1d1-5d26-5670-a671-57fbd4f34594",
                "type": "action",
                "title": title,
                "props": props(
                    task_id="0437f796-10b0-5a87-87fa-1096eac9de24", due_certainty="assumed",
                    not_before="2026-12-31",
                ),
                "timing": {
                    "within-date-range": {
                        "start": "2026-01-15T00:00:00+08:00",
                        "end": "2026-12-31T23:59:59+08:00",
                    }
                },
                "subjects": [{"type": "location", "include-subjects": [subject]}],
                "responsible-roles": [
                    {"role-id": "association", "party-uuids": [ASSOCIATION]},
                    {"role-id": "cooperating", "party-uuids": helping},
                ],
            }
        ],
    }  # fmt: skip


def test_what_comes_first_is_a_dependency() -> None:
    """What is ordered in the policy is told of the task that waits."""
    order = RemediationOrder(first="legal-clinic", then="first-aid-training")
    policy = attrs.evolve(DEFAULT_REMEDIATION, order=[order])
    plan = remediation(city(), calendar(), policy=policy)
    waiting = [one for one in plan.tasks if one.after]
    assert waiting
    document = to_poam(plan, stamp=STAMP)
    for one in waiting:
        action = found_in(document, made("task", one.id))
        (dependency,) = action["dependencies"]
        first = found_in(document, dependency["task-uuid"])
        assert first["title"] == "与律师事务所约定每季度一次咨询。"


@settings(max_examples=20)
@given(PLANS)
def test_each_task_says_who_and_when(plan: RemediationPlan) -> None:
    """One action a task: its days, one accountable party at most, and all who help."""
    document: Any = to_poam(plan, stamp=STAMP)
    told = {one.fields["uuid"]: one.fields for one in nodes(document) if "uuid" in one.fields}
    for task in plan.tasks:
        action = told[made("task", task.id)]
        days = action["timing"]["within-date-range"]
        assert days["start"][:10] == task.opened_on.isoformat()
        assert days["end"][:10] == task.due_on.isoformat()
        answers, *helping = action["responsible-roles"]
        assert answers["role-id"] == task.role.value
        assert len(answers.get("party-uuids", ())) == (task.accountable is not None)
        assert sum(len(one["party-uuids"]) for one in helping) == len(task.cooperating)
        assert told[made("response", task.id)]["lifecycle"] == task.state.value
    for milestone in plan.milestones:
        last = told[made("milestone", milestone.subject)]
        assert last["timing"]["on-date"]["date"][:10] == milestone.due_on.isoformat()
        assert len(last["dependencies"]) == len(milestone.tasks)
