"""Tables in: what a file is, is told by its content."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ridehire_partybuild.exchange import optional
from ridehire_partybuild.exchange.tables.grids import Cell, Grid, Grids, Row, read_grids
from ridehire_partybuild.exchange.tables.raw import MOST_FILE, Column, Sheet, dense
from ridehire_partybuild.exchange.tables.workbooks import write_workbook

OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def only(grids: Grids) -> tuple[str, str]:
    """Return the one problem of what cannot be read at all, in English and Chinese."""
    assert (grids.grids, len(grids.problems)) == ((), 1)
    return grids.problems[0].text("en"), grids.problems[0].text("zh")


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a.xls", "a"])
def test_content_decides_not_the_name(tmp_path: Path, name: str) -> None:
    """Offices rename files: a workbook is one under any name, and so is a text."""
    path = tmp_path / name
    write_workbook([Sheet("阵地", (Column("名称"),))], path, marker="m")
    assert read_grids(path).grids == (Grid("阵地", (Row(1, (Cell("名称", 1, "A"),)),)),)
    path.write_bytes("名称".encode("gb18030"))
    assert read_grids(path) == Grids((Grid(None, (Row(1, (Cell("名称", 1, "A"),)),)),))


def test_an_old_workbook_is_to_be_saved_anew(tmp_path: Path) -> None:
    """The format of before 2007."""
    path = tmp_path / "台账.xlsx"
    path.write_bytes(OLE + bytes(1000))
    assert only(read_grids(path)) == (
        (
            "Failed to parse '台账.xlsx' as document: expected a workbook (.xlsx) or CSV text, "
            "got an old .xls file: open it and save as .xlsx."
        ),
        (
            "无法将 '台账.xlsx' 解析为文件：应为 Excel 工作簿（.xlsx）或 CSV 文本，"
            "实际为旧版 .xls 文件，请打开后另存为 .xlsx。"
        ),
    )


def test_a_workbook_behind_a_password_is_to_be_saved_without(tmp_path: Path) -> None:
    """MS-OFFCRYPTO 1.3.3: its stream is named EncryptedPackage."""
    path = tmp_path / "台账.xlsx"
    path.write_bytes(OLE + bytes(100) + "EncryptedPackage".encode("utf-16-le") + bytes(100))
    assert only(read_grids(path))[1] == (
        "无法将 '台账.xlsx' 解析为文件：应为未设密码的工作簿，"
        "实际为加密的工作簿，请去除密码后另存为 .xlsx。"
    )


def test_a_file_beyond_all_measure(tmp_path: Path) -> None:
    """No more of it is read than the limit."""
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(MOST_FILE + 1)
    assert only(read_grids(path))[0] == (
        "Failed to parse 'a.csv' as document: expected a file of at most 50 MiB, got a larger one."
    )


def test_a_file_that_is_not_there_stays_what_it_is(tmp_path: Path) -> None:
    """That is no matter of its content."""
    with pytest.raises(FileNotFoundError):
        read_grids(tmp_path / "none.xlsx")


def test_a_missing_package_is_named_with_its_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A workbook is not read without defusedxml; a CSV file needs nothing."""
    path = tmp_path / "a.xlsx"
    write_workbook([Sheet("阵地", (Column("名称"),))], path, marker="m")

    def missing(name: str) -> object:
        raise ModuleNotFoundError(name=name)

    monkeypatch.setattr(optional, "import_module", missing)
    with pytest.raises(ModuleNotFoundError, match=r"defusedxml .* 'ridehire-partybuild\[excel\]'"):
        read_grids(path)
    path.write_bytes(b"a,b")
    assert read_grids(path).problems == ()


@given(
    st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", OLE, b"\xff\xfe"])
)
def test_no_content_raises(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, magic: bytes
) -> None:
    """Whatever bytes a file holds end in cells or problems."""
    path = tmp_path_factory.getbasetemp() / "any"
    path.write_bytes(magic + data)
    grids = read_grids(path)
    assert grids.grids or grids.problems
    assert all(one.text("zh") and one.text("en") for one in grids.problems)


def test_what_a_table_says_of_a_cell() -> None:
    """A row is every cell from A to the last that holds anything."""
    assert dense(3, {}).cells == ()
    assert dense(3, {28: "x"}).cells[-1] == Cell("x", 3, "AB")
