"""The layout of the sheets: every field has a column, and no header means two things."""

from collections.abc import Iterator
from typing import Any

import attrs
import pytest

from ridehire_partybuild.exchange.tables.cells import word_of
from ridehire_partybuild.exchange.tables.fields import record_class
from ridehire_partybuild.exchange.tables.layout import (
    SheetLayout,
    all_columns,
    key_of,
    layouts,
    listed,
    see,
    word_aliases,
)
from ridehire_partybuild.exchange.tables.observed import take_fact
from ridehire_partybuild.exchange.tables.readers import Habits, reader_of
from ridehire_partybuild.guideline import FACTS
from ridehire_partybuild.model import COLLECTIONS
from ridehire_partybuild.values import Term

IN_ONE_CELL = {"facilities"}
"""Parts whose every field stands in one cell: 急救箱×2(有效期至2026-12-31)."""


def _parts(collection: str) -> dict[str, SheetLayout]:
    return {
        field: sheet for sheet in layouts().values() for owner, field in sheet.of
        if owner == collection
    }  # fmt: skip


def _fields(cls: Any, prefix: str, parts: dict[str, SheetLayout]) -> Iterator[str]:
    """Yield the path of every value that a record holds, but for parts with sheets of their own."""
    for field in attrs.fields(attrs.resolve_types(cls)):
        if not field.init:
            continue
        path, below = f"{prefix}{field.name}", record_class(field.type)
        if below is not None and path not in parts and path not in IN_ONE_CELL:
            yield from _fields(below, f"{path}.", parts)
        elif path not in parts:
            yield path


@pytest.mark.parametrize("collection", list(COLLECTIONS))
def test_every_field_of_every_record_has_a_column(collection: str) -> None:
    """A register that is written out and read back is equal: no field is left at home."""
    sheet, parts = layouts()[collection], _parts(collection)
    assert set(_fields(COLLECTIONS[collection], "", parts)) - set(sheet.columns) == set()
    for field, part in parts.items():
        assert set(_fields(part.cls, "", {})) - set(part.columns) == set(), field


@pytest.mark.parametrize("collection", list(COLLECTIONS))
def test_where_none_and_not_known_differ_there_is_a_cell_that_says_so(collection: str) -> None:
    """Parts that may be known to be none have a column beside their sheet: 无 is said there."""
    fields = attrs.fields_dict(attrs.resolve_types(COLLECTIONS[collection]))
    for name in _parts(collection):
        if fields[name].default is None:
            assert name in layouts()[collection].columns


@pytest.mark.parametrize("sheet", list(layouts().values()), ids=lambda one: one.name)
def test_no_header_of_a_sheet_means_two_things(sheet: SheetLayout) -> None:
    """Titles and headers are compared in half width without space; each means one column."""
    headers = [(key_of(h), path) for path, one in sheet.columns.items() for h in one.headers]
    meant: dict[str, set[str]] = {}
    for header, path in headers:
        meant.setdefault(header, set()).add(path)
    assert {header: paths for header, paths in meant.items() if len(paths) > 1} == {}
    assert all(one.zh.strip() and one.en.isascii() for one in sheet.columns.values())


def test_no_title_means_two_sheets() -> None:
    """A workbook's sheet is known by its title."""
    meant: dict[str, set[str]] = {}
    for name, sheet in layouts().items():
        for title in sheet.titles:
            meant.setdefault(key_of(title), set()).add(name)
    assert {title: names for title, names in meant.items() if len(names) > 1} == {}


def test_every_column_has_a_reader() -> None:
    """A cell that is blank is not known, in whatever column, by whatever hand."""
    for sheet, column in all_columns():
        for exact in (False, True):
            assert reader_of(sheet, column, Habits(exact=exact))(None).value is None


def test_keys_name_columns() -> None:
    """An id is made of fields that the sheet has."""
    for sheet in layouts().values():
        assert set(sheet.keys) <= set(sheet.columns)
        assert bool(sheet.keys) is not bool(sheet.of)


def test_a_cell_points_at_a_sheet_that_exists() -> None:
    """见《…》 is read as: it stands there; anywhere else it is text."""
    stations = layouts()["stations"]
    take = reader_of(stations, stations.columns["services"], Habits())
    for lang in ("zh", "en"):
        told = take(see(layouts()["services"], lang))
        assert (told.value, told.notes) == (None, ())
    assert take("无").value == ()
    assert take("休息、饮水").notes[0].code == "cell.elsewhere"


VOCABULARIES = sorted(listed("words"))


@pytest.mark.parametrize("name", VOCABULARIES)
def test_an_offices_word_is_one_word_of_its_list(name: str) -> None:
    """A word that is a label already, or that the list does not have, is a mistake of ours."""
    kinds = {one.__name__: one for one in Term.__subclasses__()}
    kind: type[Term] = kinds[name]
    labels = {key_of(word.label(lang)) for word in kind for lang in ("zh", "en")}
    take = word_of(kind, word_aliases(kind))
    for alias, word in word_aliases(kind).items():
        assert key_of(alias) not in labels, alias
        assert take(alias).value is word


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_fact_is_known_by_its_label(lang: Any) -> None:
    """核查项目 is the label of a fact, with or without its unit in brackets."""
    for fact in FACTS.values():
        assert FACTS[take_fact(fact.label.in_(lang)).value or ""].label == fact.label
        assert take_fact(f"{fact.label.in_(lang)}（㎡）").notes == ()
    for alias, meant in listed("facts").items():
        assert take_fact(alias).value == meant
        assert meant in FACTS
