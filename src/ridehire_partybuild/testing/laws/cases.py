"""Every law with the examples on which `check_laws` tries it."""

from collections.abc import Collection, Mapping
from functools import partial
from typing import Any

from .given import Given, Row, attempted
from .of_days import ROWS as DAY_ROWS
from .of_facts import ROWS as FACT_ROWS
from .of_figures import ROWS as FIGURE_ROWS
from .of_gifts import ROWS as GIFT_ROWS
from .of_guidelines import ROWS as GUIDELINE_ROWS
from .of_plans import ROWS as PLAN_ROWS
from .of_registers import ROWS as REGISTER_ROWS
from .of_values import ROWS as VALUE_ROWS
from .single import LawCase

__all__ = ["ROWS", "cases_of"]

ROWS: tuple[Row, ...] = (
    *VALUE_ROWS,
    *FACT_ROWS,
    *GUIDELINE_ROWS,
    *REGISTER_ROWS,
    *GIFT_ROWS,
    *DAY_ROWS,
    *PLAN_ROWS,
    *FIGURE_ROWS,
)


def cases_of(brought: Mapping[str, Any]) -> tuple[LawCase, ...]:
    """Return the laws that concern what is brought, but those that are not wanted."""
    told = dict(brought)
    only, skip = told.pop("only", None), told.pop("skip", ())
    _refuse_unknown((*(only or ()), *skip))
    converter = told.get("converter")
    if converter is not None:
        told["converter"] = tuple(converter)
    given = Given(**told)
    return tuple(
        LawCase(number=row.number, law=row.law, find=partial(attempted, row, given))
        for row in sorted(ROWS, key=lambda row: row.number)
        if (not given.parts or row.concerns & given.parts)
        and (only is None or _is_among(row, only))
        and not _is_among(row, skip)
    )


def _is_among(row: Row, wanted: Collection[int | str]) -> bool:
    return row.number in wanted or row.law.__name__ in wanted


def _refuse_unknown(named: Collection[int | str]) -> None:
    known = {name for row in ROWS for name in (row.number, row.law.__name__)}
    unknown = [str(name) for name in named if name not in known]
    if unknown:
        message = f"no law is called {', '.join(unknown)}"
        raise ValueError(message)
