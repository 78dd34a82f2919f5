"""The one converter: which hook reads and writes which type. Tables, and nothing else."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from fractions import Fraction
from functools import cache
from typing import Any, get_origin

import attrs
from cattrs import Converter
from cattrs.gen import make_dict_unstructure_fn, override

from ridehire_partybuild import compliance
from ridehire_partybuild.model import Register
from ridehire_partybuild.values import Cadence, LocalKind

from . import texts
from .checks import is_check, reading_check
from .findings import reading_finding, written_out
from .records import (
    is_union,
    plans,
    reading_mapping,
    reading_record,
    reading_sequence,
    reading_union,
)
from .registers import reading_register
from .texts import TEXT_FORMS, has_text_form

__all__ = ["converter"]

_LOOKS: dict[type, re.Pattern[str]] = {
    Cadence: re.compile(r"\s*\d+\s*/\s*[a-z_]+\s*", re.ASCII),
    LocalKind: re.compile(r"x-.*", re.DOTALL),
    date: re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII),  # a value of a fact: a day, or a word
}
"""How a text looks that is meant as that class and no other member of a union."""

_PRIMITIVES: dict[Any, Any] = {
    type(None): texts.read_null,
    bool: texts.read_bool,
    int: texts.read_int,
    str: texts.read_text,
    Decimal: texts.read_decimal,
    Fraction: texts.read_fraction,
    date: texts.read_date,
    datetime: texts.read_moment,
    Enum: texts.read_word,
    StrEnum: texts.read_word,
}


def _looks_like(cls: Any, text: str) -> bool:
    return cls in _LOOKS and _LOOKS[cls].fullmatch(text) is not None


def _is_record(wanted: Any) -> bool:
    return isinstance(wanted, type) and attrs.has(wanted)


def _is_sequence(wanted: Any) -> bool:
    return _origin(wanted) in {tuple, frozenset, Sequence}


def _is_mapping(wanted: Any) -> bool:
    return _origin(wanted) in {dict, Mapping}


def _is_set(wanted: Any) -> bool:
    return _origin(wanted) is frozenset


def _origin(wanted: Any) -> Any:
    return get_origin(wanted) or wanted


@cache
def converter() -> Converter:
    """Return the converter of all documents, made at first use."""
    made = Converter(forbid_extra_keys=True, detailed_validation=True)
    _register_reading(made)
    _register_writing(made)
    return made


def _register_reading(made: Converter) -> None:
    read = made.structure
    for kind, hook in _PRIMITIVES.items():
        made.register_structure_hook(kind, hook)
    for form in TEXT_FORMS:
        made.register_structure_hook(form, texts.parsing(form))
    for is_wanted, factory in (
        (_is_record, lambda wanted: reading_record(wanted, read)),
        (_is_sequence, lambda wanted: reading_sequence(wanted, read)),
        (_is_mapping, lambda wanted: reading_mapping(wanted, read)),
        (is_union, lambda wanted: reading_union(wanted, read, has_text_form, _looks_like)),
        (is_check, lambda wanted: reading_check(wanted, read)),
    ):
        made.register_structure_hook_factory(is_wanted, factory)
    made.register_structure_hook(Register, reading_register(read))
    made.register_structure_hook(compliance.Finding, reading_finding(read))


def _register_writing(made: Converter) -> None:
    made.register_unstructure_hook(Decimal, texts.written_decimal)
    made.register_unstructure_hook(Fraction, str)
    made.register_unstructure_hook(date, date.isoformat)
    made.register_unstructure_hook(datetime, datetime.isoformat)
    made.register_unstructure_hook_factory(_is_record, lambda cls: _writing_record(cls, made))
    made.register_unstructure_hook(
        compliance.Finding, lambda finding: made.unstructure(written_out(finding))
    )
    for form in TEXT_FORMS:
        made.register_unstructure_hook(form, str)
    made.register_unstructure_hook_factory(
        _is_mapping, lambda _: lambda value: _written_mapping(value, made)
    )
    made.register_unstructure_hook_factory(
        _is_set, lambda _: lambda value: sorted(made.unstructure(one) for one in value)
    )


def _written_mapping(value: Mapping[Any, Any], made: Converter) -> dict[str, Any]:
    """Equal mappings are equal bytes, whatever the order in which they were filled."""
    written = {str(made.unstructure(key)): made.unstructure(one) for key, one in value.items()}
    return dict(sorted(written.items()))


def _writing_record(cls: Any, made: Converter) -> Any:
    """Write the fields in declared order, without those that say no more than their default."""
    kept = {plan.name: plan for plan in plans(cls).values()}
    fields: dict[str, Any] = {
        field.name: override(rename=kept[field.name].key)
        if field.name in kept
        else override(omit=True)
        for field in attrs.fields(cls)
    }
    return make_dict_unstructure_fn(cls, made, _cattrs_omit_if_default=True, **fields)
