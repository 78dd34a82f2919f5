"""Tables of counts: their shape, their labels and their sums."""

from typing import Any

import pytest

from ridehire_partybuild import Counts, InvalidValue

WHOLE: dict[str, Any] = {
    "rows": ["a", "b"], "columns": ["x", "y"], "cells": [[1, 2], [3, 4]],
    "row_totals": [3, 7], "column_totals": [4, 6], "total": 10,
}  # fmt: skip


def test_a_table_is_made_of_counts_by_row_and_column() -> None:
    """What is not in it was counted as none; columns in the order in which they first stand."""
    assert Counts.of({"a": {"x": 1, "y": 2}, "b": {"x": 3, "y": 4}}) == Counts(**WHOLE)
    assert Counts.of({"a": {"x": 1}, "b": {"y": 2}}).cells == ((1, 0), (0, 2))


@pytest.mark.parametrize(
    ("rows", "columns"), [([], []), ([], ["x"]), (["a"], []), ([], ["x", "y"]), (["a", "b"], [])]
)
def test_a_table_without_rows_or_columns_counts_nobody(rows: list[str], columns: list[str]) -> None:
    """Its totals are all zero, and one that is not is told like any other."""
    empty = {
        "rows": rows, "columns": columns, "cells": [[]] * len(rows),
        "row_totals": [0] * len(rows), "column_totals": [0] * len(columns),
    }  # fmt: skip
    assert Counts(**empty, total=0).total == 0
    with pytest.raises(InvalidValue) as caught:
        Counts(**empty, total=1)
    assert {problem.path for problem in caught.value.problems} == {"$.total"}


def test_what_is_withheld_is_no_contradiction() -> None:
    """A total may be more than the counts shown beside one that is withheld, and not less."""
    told = Counts(**WHOLE | {"cells": [[1, None], [3, None]]})
    assert told.total == 10
    with pytest.raises(InvalidValue, match=r"\$\.row_totals\[1\]"):
        Counts(**WHOLE | {"cells": [[1, None], [8, None]], "column_totals": [9, None]})


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (
            {"cells": [[1, 2]]},
            "$.cells: Failed to parse ((1, 2),) as cells: expected list (2), got list (1).",
        ),
        (
            {"cells": [[1, 2], [3]]},
            "$.cells[1]: Failed to parse (3,) as cells: expected list (2), got list (1).",
        ),
        (
            {"row_totals": [3, 7, 0], "column_totals": []},
            (
                "$.row_totals: Failed to parse (3, 7, 0) as row_totals: expected list (2),"
                " got list (3).\n"
                "$.column_totals: Failed to parse () as column_totals: expected list (2),"
                " got list (0)."
            ),
        ),
        (
            {"rows": ["a", "a"]},
            "$.rows[1]: Failed to parse 'a' as rows: expected each key once, got 'a' twice.",
        ),
        (
            {"row_totals": [4, 7]},
            (
                "$.row_totals[0]: Failed to parse 4 as row_totals: expected a number from 3 to 3,"
                " got 4.\n"
                "$.total: Failed to parse 10 as total: expected a number from 11 to 11, got 10."
            ),
        ),
        (
            {"cells": [[1, -2], [3, 4]]},
            (
                "$.cells[0][1]: Failed to parse -2 as cells: expected a number from 0 to"
                " 1000000000, got -2."
            ),
        ),
    ],
)
def test_what_is_no_table(changed: dict[str, Any], message: str) -> None:
    """Every line as long as its labels, every label once, every total the sum of its parts."""
    with pytest.raises(InvalidValue) as caught:
        Counts(**WHOLE | changed)
    assert str(caught.value) == message


def test_what_is_no_count_is_refused() -> None:
    """12.7 is no count, nor is True: the constructor says so of what `Counts.of` was given."""
    for wrong in (12.7, True, "3"):
        with pytest.raises(InvalidValue, match=r"\$\.cells\[0\]\[0\]: .* expected int"):
            Counts.of({"a": {"x": wrong}})  # type: ignore[dict-item]
