"""What the whole suite shares: how hard properties are tried, and where blocks of code are read.

`make test` tries 20 examples a property, `.ci/run` 25, and 100 on the newest Python, `make laws`
1,000 of each that calls a law. The blocks of every docstring, of the README and of docs/ run
whenever this folder is among the paths given to pytest.
"""

import os
from doctest import ELLIPSIS
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, Phase, settings
from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser

import ridehire_partybuild

# a busy machine is no reason to fail: no deadline, and slow data is measured by `make bench`
settings.register_profile(
    "default",
    max_examples=25 if "CI" in os.environ else 20,
    deadline=None,
    derandomize="CI" in os.environ,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
    # which lines only failing examples take is traced line by line: the example itself says enough
    phases=[one for one in Phase if one is not Phase.explain],
)
settings.register_profile("thorough", settings.get_profile("default"), max_examples=100)
settings.register_profile("laws", settings.get_profile("default"), max_examples=1000)
# a mutant must fail a property, not be shown at its smallest; the same examples for each
settings.register_profile(
    "mutants",
    settings.get_profile("default"),
    max_examples=20,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
)
settings.load_profile("default")

PACKAGE = Path(ridehire_partybuild.__file__).parent
DOCSTRINGS = Sybil([DocTestParser(optionflags=ELLIPSIS)], path=str(PACKAGE), pattern="*.py")
TEXTS = Sybil(
    [PythonCodeBlockParser(doctest_optionflags=ELLIPSIS), SkipParser()],
    path=str(Path(__file__).parents[1]),
    pattern="*.md",
    excludes=[
        "docs/tutorial*.md",  # followed as a reader would, by test_tutorial.py
        "README.zh-CN.md",  # its blocks are those of README.md, says test_readme.py
    ],
)


def _names(item: pytest.Item) -> tuple[str, ...]:
    """Return what the body of a property test refers to; of another test, nothing."""
    handle = getattr(getattr(item, "obj", None), "hypothesis", None)
    return () if handle is None else handle.inner_test.__code__.co_names


LONG_PAGES = {"pages.md", "plan-and-replan.md"}
"""Pages of docs/how-to whose plans, and what would mend them, take seconds."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the property tests that call a law, so that `make laws` tries these harder.

    And the blocks of long pages, so that `make slow` reads these.
    """
    for item in items:
        if "laws" in _names(item):
            item.add_marker("law")
        if item.path.name in LONG_PAGES:
            item.add_marker("slow")


def pytest_configure(config: pytest.Config) -> None:
    """Read the blocks wherever they stand: a hook of this file alone would see only this folder."""
    blocks = ModuleType("blocks")
    vars(blocks)["pytest_collect_file"] = (DOCSTRINGS + TEXTS).pytest()
    config.pluginmanager.register(blocks)
