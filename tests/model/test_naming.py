"""What people call a record."""

import pytest

from ridehire_partybuild import Register
from ridehire_partybuild.model.naming import joined, name_told
from ridehire_partybuild.values import Id


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ("S-1", "示例一号"),
        ("B-1", "支部"),
        ("A-2", "示例平台"),
        ("T-1", "读本"),
        ("H-1", "支部"),
        ("E-1", "E-1"),
        ("F-1", "F-1"),
        ("370500", "370500"),
        ("S-9", "S-9"),
    ],
)
def test_what_has_a_name_is_called_by_it(everything: Register, record: str, told: str) -> None:
    """A station, branch, actor, title, and a host by its body; others, and the unknown, by id."""
    assert name_told(Id(record), everything, "zh") == told
    assert name_told(Id(record), everything, "en") == told


def test_nobody_is_told_as_nobody(everything: Register) -> None:
    """Where no record is named, a page says so in its language."""
    assert (name_told(None, everything, "zh"), name_told(None, everything, "en")) == ("无", "none")


def test_several_names_are_one_text() -> None:
    """Each language has its own comma between them; one name stands alone."""
    assert (joined(["甲", 2], "zh"), joined(["a", 2], "en")) == ("甲、2", "a, 2")
    assert (joined(["甲"], "zh"), joined([], "en")) == ("甲", "")
