"""Who: any body that runs, provides, gives or holds something."""

from collections.abc import Iterator

import attrs
from attrs import converters

from ridehire_partybuild.values import (
    ActorId,
    BranchId,
    CreditCode,
    Id,
    Record,
    limits,
)
from ridehire_partybuild.values.id_fields import actor_id, branch_id

__all__ = ["Party", "Reference"]

Reference = tuple[str, Id, tuple[str, ...]]
"""A path within a record, the id it names, and the collections in which that id may stand."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Party(Record):
    """A body by its name: a bank or a law firm need not be one of the four actors.

    Attributes:
        name: The name as its papers write it.
        credit_code: Its unified social credit code; a Party branch usually has none.
        actor: The actor of the register that it is, if it is one.
        branch: The branch of the register that it is, if it is one.

    >>> from ridehire_partybuild import Party
    >>> Party(name="示例银行网点").actor is None
    True
    """

    name: str = attrs.field(metadata=limits(longest=200))
    credit_code: CreditCode | None = None
    actor: ActorId | None = attrs.field(default=None, converter=converters.optional(actor_id))
    branch: BranchId | None = attrs.field(default=None, converter=converters.optional(branch_id))

    def references(self, path: str) -> Iterator[Reference]:
        """Yield the records of the register that it names, it standing at ``path`` of another."""
        if self.actor is not None:
            yield f"{path}.actor", self.actor, ("actors",)
        if self.branch is not None:
            yield f"{path}.branch", self.branch, ("branches",)
