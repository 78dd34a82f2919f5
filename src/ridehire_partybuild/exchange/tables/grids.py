"""Tables in: the raw cells of a workbook or a CSV file, whatever its name says it is."""

from collections.abc import Callable, Mapping
from os import PathLike, fspath
from os.path import basename

from ridehire_partybuild.errors import InvalidDocument

from .csvs import grids_of_csv
from .raw import MOST_FILE, Cell, Formula, Grid, Grids, Row, Value, refusal
from .spreadsheets import grids_of_workbook

__all__ = [
    "Cell",
    "Formula",
    "Grid",
    "Grids",
    "Row",
    "Value",
    "kind_of",
    "name_of",
    "read_file",
    "read_grids",
]

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def _compound(data: bytes, name: str) -> Grids:
    """Refuse an OLE file: a workbook of before 2007, or any workbook behind a password."""
    raise refusal("table.encrypted" if _ENCRYPTED in data else "table.xls", name)


_BY_CONTENT: Mapping[bytes, Callable[[bytes, str], Grids]] = {
    b"PK\x03\x04": grids_of_workbook,
    b"PK\x05\x06": grids_of_workbook,  # a zip without members
    bytes.fromhex("D0CF11E0A1B11AE1"): _compound,
}


def kind_of(data: bytes) -> Callable[[bytes, str], Grids]:
    """Return what reads a file that begins so."""
    found = (how for magic, how in _BY_CONTENT.items() if data.startswith(magic))
    return next(found, grids_of_csv)


def name_of(path: str | PathLike[str]) -> str:
    """Return what messages call a file: no folder of anybody's."""
    return basename(fspath(path))  # noqa: PTH119 - pathlib takes time to import


def read_file(path: str | PathLike[str]) -> bytes:
    """Return the bytes of a file, if there are not too many.

    Raises:
        InvalidDocument: it is larger than any table that an office keeps.
        OSError: it cannot be read.
    """
    with open(path, "rb") as file:  # noqa: PTH123 - pathlib takes time to import
        data = file.read(MOST_FILE + 1)
    if len(data) > MOST_FILE:
        raise refusal("table.size", name_of(path), limit=MOST_FILE // 2**20)
    return data


def read_grids(path: str | PathLike[str]) -> Grids:
    r"""Return the cells of a table: every sheet that is not hidden, every row that holds anything.

    What it is is told by its content: a workbook (.xlsx), or else text with commas, tabs or
    semicolons. Formulas are not computed. Of merged cells the first holds the value, the others
    nothing. Whatever cannot be read is a problem, never an exception.

    Raises:
        ModuleNotFoundError: a workbook is to be read and defusedxml is not installed; the message
            names the extra.
        OSError: the file cannot be read at all.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     with open(f"{folder}/阵地.csv", "w", encoding="gb18030") as file:
    ...         _ = file.write("名称,使用面积\n示例阵地,16.5\n")
    ...     grids = read_grids(f"{folder}/阵地.csv")
    >>> [cell.value for cell in grids.grids[0].rows[1].cells]
    ['示例阵地', '16.5']
    """
    name = name_of(path)
    try:
        data = read_file(path)
        return kind_of(data)(data, name)
    except InvalidDocument as error:
        return Grids(problems=error.problems)
