"""Files of which nothing is known: told, but for an empty one of ours."""

import pytest

from ridehire_partybuild import Register
from ridehire_partybuild.exchange.tables.bindings import Mapped
from ridehire_partybuild.exchange.tables.layout import EXACT
from ridehire_partybuild.exchange.tables.raw import Grid, Grids
from ridehire_partybuild.exchange.tables.reading import reading_of


@pytest.mark.parametrize("grids", [(), (Grid("阵地台账", ()),)])
def test_a_workbook_of_ours_that_was_emptied_is_an_empty_register(grids: tuple[Grid, ...]) -> None:
    """It says whose it is; of anybody else's nothing is known, not even that there is nothing."""
    ours = reading_of(Grids(grids, marker=EXACT), "台账", Mapped(), {})
    assert (ours.register, ours.problems) == (Register(), ())
    theirs = reading_of(Grids(grids), "台账", Mapped(), {})
    assert theirs.register is None
    assert [problem.text("zh") for problem in theirs.problems] == [
        "无法将 '台账' 解析为文件：应为有表头行的工作表，实际为没有可读的内容。"
    ]
