"""The mutation test itself: what it changes, what it draws, and what it says of its page."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import attrs
import pytest

pytest.importorskip("mutmut", reason="the tools of `make mutants` come with the extra dev")

from tests.mutation.duties import DATES, WHOLE, must_die
from tests.mutation.known import known
from tests.mutation.mutants import Mutant, mutants_of
from tests.mutation.report import Result, faults, told
from tests.mutation.trials import Chosen, swapped

import ridehire_partybuild

ROOT = Path(__file__).parents[2]
MODULE = '''"""A module: no text is changed."""

LIMIT = 10


def judge(value: int | None, words: list[str]) -> bool:
    """Return something."""
    if value is None or not words:
        return False
    return value >= LIMIT and all(word in "abc" for word in words)
'''
CHANGES = {
    "LIMIT = 11",
    "LIMIT = 9",
    "if value is not None or not words:",
    "if value is None and not words:",
    "if value is None or words:",
    "return True",
    "return None",
    'return value > LIMIT and all(word in "abc" for word in words)',
    'return value >= LIMIT or all(word in "abc" for word in words)',
    'return value >= LIMIT and any(word in "abc" for word in words)',
    'return value >= LIMIT and all(word not in "abc" for word in words)',
}
PLANTED = """
from importlib import import_module
from pathlib import Path
from tests.mutation.__main__ import COSTLY, SOURCES, _works
from tests.mutation.mutants import Mutant
from tests.mutation.running import tried_running
from tests.mutation.selection import Selection
from tests.mutation.trials import forked

TESTS = {
    "values/counts.py": (
        "tests/values/test_counts.py", "test_what_is_withheld_is_no_contradiction"
    ),
    "model/accountability.py": (
        "tests/model/test_accountability.py",
        "test_to_a_subject_of_no_known_place_all_are_equally_near",
    ),
}
SELECTIONS = {
    module.partition("/")[0]: Selection(
        lines={}, modules={module: frozenset({"::".join(test)})}, seconds={"::".join(test): 1.0}
    )
    for module, test in TESTS.items()
}

def planted(module, function, before, after):
    text = (SOURCES / module).read_text(encoding="utf-8")
    assert text.count(before) == 1
    return Mutant(
        module=module, function=function, kind="", before=(before,), after=(after,),
        line=text[:text.index(before)].count("\\n") + 1, source=text.replace(before, after),
    )

for name in COSTLY:
    import_module(name)
values = "values/counts.py", "Counts._unequal", "if total is not None and not"
model = "model/accountability.py", "_distance", "return 4"
imported = [
    planted(*values, values[-1][:-4]), planted(*values, values[-1]), planted(*model, "return None")
]
for mutant, code in forked(_works(imported, SELECTIONS), 2):
    print("imported", mutant.module, mutant.after[0], code)
running = [planted(*model, "return None"), planted(*model, "return 4")]
dead = tried_running(
    running, SELECTIONS["model"], [TESTS[model[0]][0]], SOURCES, Path(INTO), workers=2
)
for mutant, code in dead.items():
    print("running", mutant.module, mutant.after[0], code)
"""
PAGE = """# Survivors

`guideline/one.py`

```diff
-return value >= LIMIT
+return value > LIMIT
```

No value is ever the limit itself.

`guideline/two.py`

```diff
-a
+b
```
"""


@pytest.fixture
def mutants(tmp_path: Path) -> list[Mutant]:
    """Return the mutants of the small module."""
    path = tmp_path / "one.py"
    path.write_text(MODULE, encoding="utf-8")
    return list(mutants_of(path, "guideline/one.py"))


def test_every_small_change_is_made_once(mutants: list[Mutant]) -> None:
    """Each mutant is the module with one line changed; texts and annotations are left alone."""
    assert {after for one in mutants for after in one.after} == CHANGES
    assert len({one.source for one in mutants}) == len(mutants)
    for one in mutants:
        lines = MODULE.splitlines()
        (before,), (after,) = one.before, one.after
        assert lines[one.line - 1].strip() == before
        lines[one.line - 1] = lines[one.line - 1].replace(before, after)
        assert one.source.splitlines() == lines
        assert one.function == ("judge" if one.line > 5 else "")
        compile(one.source, "one.py", "exec")


def test_the_draw_rests_on_the_seed_and_on_the_mutant_alone(mutants: list[Mutant]) -> None:
    """The same seed draws the same; another seed draws others."""
    first, again, other = ([one.rank(seed) for one in mutants] for seed in (1, 1, 2))
    assert first == again != other
    assert len(set(first)) == len(first)


def test_what_must_die_is_what_moves_a_bound() -> None:
    """Every mutant of the algebra; of where values meet bounds, the comparisons; of days, moves."""

    def mutant(module: str, function: str, kind: str) -> Mutant:
        return Mutant(
            module=module, function=function, kind=kind, line=1, before=("a",), after=("b",),
            source="b",
        )  # fmt: skip

    assert must_die(mutant("guideline/outcomes.py", "some", "return"))
    assert must_die(mutant("guideline/evaluation.py", "_passes", "comparison"))
    assert not must_die(mutant("guideline/evaluation.py", "_passes", "return"))
    assert must_die(mutant("compliance/waivers.py", "_meet", "comparison"))
    assert not must_die(mutant("compliance/waivers.py", "explain_remark", "comparison"))


def test_the_page_is_held_to_what_is_so(mutants: list[Mutant], tmp_path: Path) -> None:
    """A listed survivor that is dead or gone is a fault, and so is one without a reason."""
    page = tmp_path / "mutation.md"
    page.write_text(PAGE, encoding="utf-8")
    listed = known(page)
    assert [one.reason for one in listed] == ["No value is ever the limit itself.", ""]
    results = [
        Result(mutant=one, drawn=True, alive=place == 0, slow=False)
        for place, one in enumerate(mutants)
    ]
    assert list(faults(results, listed, mutants)) == [
        "explained but dead or gone: guideline/one.py: return value > LIMIT",
        "listed without a reason: guideline/two.py: b",
    ]


def test_too_few_dead_are_a_fault(mutants: list[Mutant]) -> None:
    """Nine of ten must die; what was not drawn does not count."""
    alive = [Result(mutant=one, drawn=True, alive=True, slow=False) for one in mutants[:2]]
    dead = [Result(mutant=one, drawn=True, alive=False, slow=False) for one in mutants[2:]]
    undrawn = [Result(mutant=one, drawn=False, alive=False, slow=False) for one in mutants]
    assert list(faults(alive + dead + undrawn, (), mutants)) == [
        "fewer than 90 % of the sample of guideline are dead"
    ]
    assert list(faults(alive[:1] + dead, (), mutants)) == []


def test_a_floor_makes_up_for_no_other(mutants: list[Mutant]) -> None:
    """Each floor has a score of its own: the dead of one do not hide the living of another."""
    dead = [Result(mutant=one, drawn=True, alive=False, slow=False) for one in mutants * 9]
    alive = [
        Result(mutant=attrs.evolve(one, module="model/one.py"), drawn=True, alive=True, slow=False)
        for one in mutants
    ]
    assert list(faults(dead + alive, (), mutants)) == [
        "fewer than 90 % of the sample of model are dead"
    ]
    assert [line.split() for line in told(dead + alive, ()) if line.endswith("all drawn")] == [
        ["108", "of", "108", "100.0", "%", "guideline,", "all", "drawn"],
        ["0", "of", "12", "0.0", "%", "model,", "all", "drawn"],
    ]


@pytest.mark.slow
def test_a_mutant_of_any_floor_takes_effect(tmp_path: Path) -> None:
    """Planted in the lowest floor, on which all others rest, and in the next, it fails a test.

    The same module unchanged fails none: it is the change that kills.
    """
    script = PLANTED.replace("INTO", repr(str(tmp_path / "running.json")))
    command = [sys.executable, "-c", script]
    # what measures which tests run a line cannot do so inside another that measures
    plain = {name: value for name, value in os.environ.items() if "COVERAGE" not in name}
    run = subprocess.run(  # noqa: S603 - our own text
        command, capture_output=True, text=True, cwd=ROOT, check=True, env=plain
    )
    assert sorted(run.stdout.splitlines()) == [
        "imported model/accountability.py return None 1",
        "imported values/counts.py if total is not None and 1",
        "imported values/counts.py if total is not None and not 0",
        "running model/accountability.py return None 1",
    ]


def test_the_docstrings_of_a_file_are_run_together_and_from_the_top() -> None:
    """Each line rests on those before it: alone it would fail, whatever was changed."""
    lines = [f"src/a.py::line:{number},column:1" for number in (3, 4, 12)]
    ids = [*lines, "src/b.py::line:1,column:1", "tests/c.py::test_d", "tests/c.py::test_e"]
    items: list[Any] = [SimpleNamespace(nodeid=one) for one in ids]
    Chosen(["tests/c.py::test_d", "src/a.py"]).pytest_collection_modifyitems(items)
    assert [one.nodeid for one in items] == ["tests/c.py::test_d", *lines]


def test_a_module_that_was_imported_is_too_late_to_be_changed(mutants: list[Mutant]) -> None:
    """Then the change would be without effect, and nobody would know."""
    import_module("ridehire_partybuild.values.periods")
    late = attrs.evolve(mutants[0], module="values/periods.py")
    with pytest.raises(RuntimeError, match=r"ridehire_partybuild\.values\.periods"):
        swapped(late, Path())


def _functions(node: ast.AST, above: str = "") -> Iterator[str]:
    for one in ast.iter_child_nodes(node):
        if isinstance(one, ast.FunctionDef | ast.ClassDef):
            yield f"{above}{one.name}"
            yield from _functions(one, f"{above}{one.name}.")


@pytest.mark.parametrize("module", [*DATES, *WHOLE])
def test_every_function_whose_mutants_must_die_is_there(module: str) -> None:
    """A function that was renamed would drop out of what must die, and nobody would know."""
    path = Path(*ridehire_partybuild.__path__) / module
    there = set(_functions(ast.parse(path.read_text(encoding="utf-8"))))
    assert there >= DATES.get(module, frozenset()) | WHOLE.get(module, frozenset())
