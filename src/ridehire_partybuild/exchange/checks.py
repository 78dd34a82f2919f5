"""Reading checks: the operator is the key that names it, and nothing else is understood."""

from itertools import islice
from typing import Any, get_args

from ridehire_partybuild.errors import InvalidValue
from ridehire_partybuild.guideline.checks import Check

from .problems import Sketch, failure, step, type_failure
from .records import Read, plans

__all__ = ["OPERATORS", "is_check", "reading_check"]

OPERATORS: dict[str, type] = {
    next(key for key in plans(member) if key != "fact"): member for member in get_args(Check)
}
"""Each operator and the check that it makes: the first key that says more than which fact."""

_MEMBERS = frozenset(get_args(Check))


def is_check(wanted: Any) -> bool:
    """Tell whether ``wanted`` is the union of all checks, or of them and null."""
    return frozenset(get_args(wanted)) - {type(None)} == _MEMBERS


def reading_check(wanted: Any, read: Read) -> Read:
    """Return the hook that reads a check from a table such as ``{fact = "on_map", is = true}``."""
    optional = type(None) in get_args(wanted)

    def read_check(value: Any, _: Any) -> Any:
        if value is None and optional:
            return None
        if not isinstance(value, dict):
            raise type_failure("object", value, kind="check")
        operators = [key for key in value if key in OPERATORS]
        if not operators:
            keys = [step(key).removeprefix(".") for key in islice(value, 5) if key != "fact"]
            raise InvalidValue(
                [
                    failure(
                        "check.operator",
                        "check",
                        value,
                        wanted=", ".join(OPERATORS),
                        actual=", ".join(keys) or Sketch("—"),
                    )
                ]
            )
        # of two operators the first makes the check, and the second is a key unknown to it
        return read(value, OPERATORS[operators[0]])

    return read_check
