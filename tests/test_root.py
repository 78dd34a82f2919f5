"""The face of the library: every public name from one place, and nothing loaded before its time."""

import ast
import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import ridehire_partybuild

OPTIONAL = ("icalendar", "openpyxl", "jinja2", "hypothesis", "chinese_calendar", "docx", "pytest")


def _loaded(code: str) -> set[str]:
    """Return the modules that ``code`` adds to those of a bare interpreter."""
    program = f"import sys; before = set(sys.modules)\n{code}\nimport json\n"
    program += "print(json.dumps(sorted(set(sys.modules) - before)))"
    done = subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stdout))


def test_importing_the_root_loads_the_root_alone() -> None:
    """The root is lazy (PEP 562): nothing but itself and the standard library."""
    loaded = {name.partition(".")[0] for name in _loaded("import ridehire_partybuild")}
    ours = {name for name in _loaded("import ridehire_partybuild") if "ridehire" in name}
    assert ours == {"ridehire_partybuild"}
    assert loaded - set(sys.stdlib_module_names) - {"json"} == {"ridehire_partybuild"}


def test_no_optional_package_is_loaded_by_any_public_name() -> None:
    """Nothing optional at import, with every public name resolved."""
    loaded = {name.partition(".")[0] for name in _loaded("from ridehire_partybuild import *")}
    assert "ridehire_partybuild" in loaded
    assert loaded.isdisjoint(OPTIONAL)


def test_a_public_name_is_its_floors_own() -> None:
    """Every name of the root resolves, and to what its floor calls so."""
    listed = dir(ridehire_partybuild)
    for name in vars(ridehire_partybuild)["__all__"]:
        floor = import_module(f"ridehire_partybuild.{ridehire_partybuild._HOMES[name]}")
        assert name in floor.__all__
        assert getattr(ridehire_partybuild, name) is getattr(floor, name)
        assert name in listed


TOOLS = {
    "errors": {"shown"},
    "values": {"ANY_YEAR", "activity_kind", "decimal", "limits", "made_id"},
    "model": {"COLLECTIONS", "integrity_problems"},
}
"""What a floor has for the floors above it, and no word of the glossary."""


@pytest.mark.parametrize("floor", TOOLS)
def test_the_root_keeps_back_the_tools_of_the_lower_floors_alone(floor: str) -> None:
    """Every model class, every values class, every vocabulary enum is importable from the root."""
    public = set(import_module(f"ridehire_partybuild.{floor}").__all__)
    assert public - set(vars(ridehire_partybuild)["__all__"]) == TOOLS[floor]


def test_checkers_and_editors_see_the_same_names() -> None:
    """The re-exports for type checkers are the table of the root, name by name."""
    tree = ast.parse(Path(ridehire_partybuild.__file__).read_text(encoding="utf-8"))
    seen = {
        alias.asname: (node.module or "").partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level == 1
        for alias in node.names
    }
    assert seen == ridehire_partybuild._HOMES


def test_a_name_that_does_not_exist_is_an_attribute_error() -> None:
    """An unknown name fails as it does in any module."""
    with pytest.raises(AttributeError, match="has no attribute 'Statoin'"):
        ridehire_partybuild.Statoin  # type: ignore[attr-defined]  # noqa: B018
