"""What a plan is judged by, whatever it places: told once from the inputs."""

from collections.abc import Iterable, Sequence

import attrs

from ridehire_partybuild.guideline import Duty
from ridehire_partybuild.values import DutyId, Period

from .chains import Post, chains_of
from .coverage import due_rotations
from .ground import Ground
from .ledger import Places, served
from .needs import Due, Need, due_periods
from .plans import PlanInputs

__all__ = ["Matter", "matter_of"]


@attrs.frozen(kw_only=True)
class Matter:
    """What a plan is judged by, whatever it places.

    Attributes:
        inputs: What the plan is made from.
        ground: Register, calendar and policy.
        due: The due periods of the duties.
        needs: All that is to be placed.
        chains: The posts of each duty.
        rotations: The duties and periods in which every shift should be able to attend.
        serving: The sessions on record by the duty and period that they serve.
    """

    inputs: PlanInputs
    ground: Ground
    due: Sequence[Due]
    needs: Sequence[Need]
    chains: Sequence[tuple[Post, ...]]
    rotations: Sequence[tuple[Duty, Period]]
    serving: Places


def matter_of(inputs: PlanInputs) -> Matter:
    """Return what plans of the inputs are judged by."""
    ground = Ground(
        register=inputs.register,
        calendar=inputs.calendar,
        policy=inputs.policy,
        on=inputs.on,
        span=inputs.span,
    )
    serving = served(inputs.duties, inputs.register, inputs.on)
    due = tuple(due_periods(inputs.duties, ground, inputs.span, inputs.on, serving))
    return Matter(
        inputs=inputs,
        ground=ground,
        due=due,
        needs=tuple(need for one in due for need in one.needs),
        chains=tuple(chains_of(due, serving)),
        rotations=tuple(due_rotations(_periods_of(due), inputs.policy, inputs.span)),
        serving=serving,
    )


def _periods_of(due: Iterable[Due]) -> list[tuple[Duty, list[Period]]]:
    found: dict[DutyId, tuple[Duty, list[Period]]] = {}
    for one in due:
        found.setdefault(one.duty.id, (one.duty, []))[1].append(one.period)
    return list(found.values())
