"""Tables: the workbooks and CSV files that offices keep, read by their own headers, and written."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .annotations import annotate as annotate
    from .exports import template as template
    from .exports import write as write
    from .findings import write_findings as write_findings
    from .gifts import write_allocation as write_allocation
    from .notes import Note as Note
    from .plans import write_plan as write_plan
    from .reading import Reading as Reading
    from .reading import inspect as inspect
    from .reading import read as read
    from .rows import to_rows as to_rows
    from .sheets import Unmapped as Unmapped
    from .years import write_annual_report as write_annual_report

# what reads and writes cells is imported with the first table: nobody else need pay for it
_HOMES = {
    "Note": "notes",
    "Reading": "reading",
    "Unmapped": "sheets",
    "annotate": "annotations",
    "inspect": "reading",
    "read": "reading",
    "template": "exports",
    "to_rows": "rows",
    "write": "exports",
    "write_allocation": "gifts",
    "write_annual_report": "years",
    "write_findings": "findings",
    "write_plan": "plans",
}

__all__ = [
    "Note",
    "Reading",
    "Unmapped",
    "annotate",
    "inspect",
    "read",
    "template",
    "to_rows",
    "write",
    "write_allocation",
    "write_annual_report",
    "write_findings",
    "write_plan",
]


def __getattr__(name: str) -> Any:
    """Return a public name, imported when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
