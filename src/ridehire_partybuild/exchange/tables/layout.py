"""The layout of the sheets: which column of which sheet holds which field of a register.

The layout is data (``data/tables``). What is read of a cell follows from the type of the field
that its column is the path of; reading and writing go by the same table.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, cast

import attrs

from ridehire_partybuild import data
from ridehire_partybuild.errors import Lang
from ridehire_partybuild.guideline import FactKind
from ridehire_partybuild.model import COLLECTIONS
from ridehire_partybuild.values import Term
from ridehire_partybuild.values.sensitive import holds_secrets

from .fields import collections_of, item_type, kind_of, place_of
from .plain import half

__all__ = [
    "DERIVED",
    "EXACT",
    "FINDINGS",
    "NAME",
    "PARENT",
    "PRINTED",
    "TEMPLATE",
    "Column",
    "SheetLayout",
    "all_columns",
    "item_layout",
    "key_of",
    "layouts",
    "listed",
    "see",
    "word_aliases",
]

EXACT = "register/1"
"""The marker of a workbook that a register was written to: its texts are read as they stand."""

TEMPLATE = "template/1"
"""The marker of an empty workbook of ours, which people fill in as they write."""

FINDINGS = "findings/1"
"""The marker of a workbook of findings: what it says follows from a register, and makes none."""

PRINTED = "printed/1"
"""The marker of a workbook to look at: a plan, an allocation."""

FILES = ("places", "records")
PARENT = "parent"
NAME = ".name"
DERIVED = frozenset((("contacts", "kind"), ("activities", "label.en")))
"""The sheets and columns that no table needs, for they follow from what stands beside them."""

_VOCABULARIES: Mapping[str, type[Term]] = {"value_kind": FactKind}


@attrs.frozen(kw_only=True)
class Column:
    """One column of a sheet.

    Attributes:
        path: The field of the record that it holds, dotted; or what only reading knows: the
            ``parent`` of a part, the name of what an id names (``title.name``), a date beside
            two times of day (``day``).
        kind: How its cells are read and written.
        zh: The header in Chinese.
        en: The header in English.
        also: Other headers that offices use.
        holder: The class that has the field; None: no record has it.
        field: The name of the field in that class.
        vocabulary: The list whose words it holds.
        collections: Where the ids may stand that it holds.
        required: Whether no record can be without it.
        sensitive: Whether it may hold what is nobody's business.
    """

    path: str
    kind: str
    zh: str
    en: str
    also: tuple[str, ...] = ()
    holder: type | None = None
    field: str = ""
    vocabulary: type[Term] | None = None
    collections: tuple[str, ...] = ()
    required: bool = False
    sensitive: bool = False

    def header(self, lang: Lang) -> str:
        """Return the header that this library writes."""
        return self.zh if lang == "zh" else self.en

    label = header

    @property
    def headers(self) -> tuple[str, ...]:
        """Every header by which it is known."""
        return (self.zh, self.en, *self.also)


@attrs.frozen(kw_only=True)
class SheetLayout:
    """One sheet: the records of a collection, or parts of records, one a row.

    Attributes:
        name: The collection, or the name of the parts.
        zh: The title in Chinese.
        en: The title in English.
        also: Other titles that offices use.
        cls: The class of what a row is.
        of: The collections of whose records the rows are parts, with the field of each; empty:
            the rows are records themselves.
        rows: The field of which each row is one item; None: a row is a whole record.
        keys: What an id is made of where the office has none.
        columns: The columns by path, in the order in which they are written.
    """

    name: str
    zh: str
    en: str
    also: tuple[str, ...]
    cls: type
    of: tuple[tuple[str, str], ...] = ()
    rows: str | None = None
    keys: tuple[str, ...] = ()
    columns: Mapping[str, Column] = attrs.field(factory=dict)

    def title(self, lang: Lang) -> str:
        """Return the title that this library writes."""
        return self.zh if lang == "zh" else self.en

    label = title

    @property
    def titles(self) -> tuple[str, ...]:
        """Every title by which it is known."""
        return (self.zh, self.en, *self.also)


def key_of(text: str) -> str:
    r"""Return a title or header as it is compared: in half width, without space and ornament.

    >>> key_of("*使用面积\n（㎡）：")
    '使用面积(㎡)'
    """
    return "".join(half(text).casefold().split()).strip("*:")


def see(sheet: SheetLayout, lang: Lang = "zh") -> str:
    """Return what stands in a cell whose content has a sheet of its own.

    >>> see(layouts()["spending"]), see(layouts()["spending"], "en")
    ('见《支出明细》', 'see “Spending”')
    """
    return f"见《{sheet.zh}》" if lang == "zh" else f"see “{sheet.en}”"


def _column(cls: type, path: str, heads: list[str], kind: str | None, of: Any) -> Column:
    zh, en, *also = heads
    base = Column(path=path, kind=kind or "text", zh=zh, en=en, also=tuple(also))
    if of and path == PARENT:
        wanted = tuple(collection for collection, _ in of)
        return attrs.evolve(base, kind="ref", collections=wanted, required=True)
    found = place_of(cls, path)
    if found is None:
        return attrs.evolve(base, vocabulary=_VOCABULARIES.get(path))
    holder, field, required = found
    item = item_type(field)
    is_word = isinstance(item, type) and issubclass(item, Term)
    read_as = kind or kind_of(field)
    return attrs.evolve(
        base,
        kind=read_as,
        holder=holder,
        field=field.name,
        vocabulary=item if is_word else None,
        collections=collections_of(read_as, item),
        required=required,
        sensitive=bool(field.metadata.get("sensitive")) or holds_secrets(cast("Any", field.type)),
    )


def _named(columns: Mapping[str, Column]) -> dict[str, Column]:
    """Return the columns, those that hold the name of what another's id names told so."""
    told = dict(columns)
    for path, column in columns.items():
        beside = columns.get(path.removesuffix(NAME)) if path.endswith(NAME) else None
        if beside is not None and beside.kind == "ref":
            told[path] = attrs.evolve(column, kind="named", collections=beside.collections)
    return told


def _sheet(name: str, told: dict[str, Any]) -> SheetLayout:
    of = tuple(cast("tuple[str, str]", tuple(one.split("."))) for one in told.get("of", ()))
    cls: type = COLLECTIONS[name] if not of else _part(*of[0])
    kinds = told.get("kinds", {})
    zh, en, *also = told["title"]
    columns = {
        path: _column(cls, path, heads, kinds.get(path), of)
        for path, heads in told["columns"].items()
    }
    return SheetLayout(
        name=name,
        zh=zh,
        en=en,
        also=tuple(also),
        cls=cls,
        of=of,
        rows=told.get("rows"),
        keys=tuple(told.get("keys", ())),
        columns=_named(columns),
    )


def item_layout(sheet: SheetLayout) -> SheetLayout:
    """Return the layout of the items of which each row of a sheet is one.

    >>> list(item_layout(layouts()["donations"]).columns)
    ['title', 'title.name', 'copies']
    """
    below = f"{sheet.rows}."
    own = {
        path.removeprefix(below): one
        for path, one in sheet.columns.items()
        if path != path.removeprefix(below)
    }
    columns = {path: attrs.evolve(one, path=path) for path, one in own.items()}
    cls = _part(sheet.name, sheet.rows or "")
    return attrs.evolve(
        sheet, cls=cls, of=((sheet.name, sheet.rows or ""),), rows=None, columns=columns
    )


def _part(collection: str, field: str) -> type:
    known = attrs.fields_dict(attrs.resolve_types(cast("Any", COLLECTIONS[collection])))
    return cast("type", item_type(known[field]))


def _read(name: str) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - as in errors.messages

    return tomllib.loads(data.text(f"tables/{name}.toml"))


@cache
def layouts() -> Mapping[str, SheetLayout]:
    """Return every sheet by name, in the order in which they are written.

    >>> layouts()["stations"].columns["site.area_m2"].zh
    '使用面积(㎡)'
    >>> [layouts()[name].cls.__name__ for name in ("stations", "services", "programme")]
    ['Station', 'Service', 'ProgrammeItem']
    """
    told = [_read(name)["sheets"] for name in FILES]
    return {name: _sheet(name, one) for sheets in told for name, one in sheets.items()}


@cache
def _words() -> dict[str, Any]:
    return _read("words")


def word_aliases(kind: type[Term]) -> Mapping[str, Any]:
    """Return what offices write for the words of a list, beside its labels.

    >>> from ridehire_partybuild import ActivityKind
    >>> word_aliases(ActivityKind)["义诊"].value
    'health_check'
    """
    return {name: kind(code) for name, code in _words()["words"].get(kind.__name__, {}).items()}


def listed(*path: str) -> Any:
    """Return other words of the layout: those of totals, of headers that say nothing, of units.

    >>> "合计" in listed("totals", "words")
    True
    """
    found: Any = _words()
    for step in path:
        found = found[step]
    return found


def all_columns() -> Iterable[tuple[SheetLayout, Column]]:
    """Yield every column with its sheet."""
    for sheet in layouts().values():
        for column in sheet.columns.values():
            yield sheet, column
