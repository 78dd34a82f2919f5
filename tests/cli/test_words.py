"""The texts of the command line and of the digest: in both languages, none that nothing says."""

import errno
import tomllib
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import ridehire_partybuild
from ridehire_partybuild import data
from ridehire_partybuild.cli.parsing import OPTIONS

PACKAGE = Path(ridehire_partybuild.__file__).parent
SOURCES = "".join(
    path.read_text(encoding="utf-8")
    for folder in ("cli", "exchange/report")
    for path in sorted((PACKAGE / folder).glob("*.py"))
)
MADE_UP = ("help.", "usage.")
"""Texts whose codes are put together: from an option, or from a message of argparse."""


def _texts(catalogue: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    left: list[tuple[str, Any]] = [("", tomllib.loads(data.text(f"messages/{catalogue}.toml")))]
    while left:
        path, node = left.pop()
        for key, value in node.items():
            if set(value) == {"zh", "en"}:
                found[f"{path}{key}"] = value
            else:
                left.append((f"{path}{key}.", value))
    return found


def _holes(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("catalogue", ["commands", "digest", "official"])
def test_a_text_says_the_same_in_both_languages(catalogue: str) -> None:
    """Everything people read is in zh and en, with the same placeholders."""
    for name, text in _texts(catalogue).items():
        assert text["zh"].strip(), name
        assert text["en"].isascii(), name
        assert _holes(text["zh"]) == _holes(text["en"]), name


@pytest.mark.parametrize("catalogue", ["commands", "digest"])
def test_a_text_that_nothing_says_is_struck_out(catalogue: str) -> None:
    """An exemption that matches nothing is an error, and so is a text that nothing says."""
    for name in _texts(catalogue):
        last = name.rpartition(".")[2]
        made_up = name.startswith(MADE_UP) and f'"{last}"' in SOURCES
        of_system = name.startswith("os.") and (last == "other" or hasattr(errno, last))
        assert f'"{name}"' in SOURCES or made_up or of_system, name


def test_every_option_has_its_help() -> None:
    """No option without a word in both languages."""
    told = _texts("commands")
    for name, options in OPTIONS.items():
        assert f"help.{name}" in told
        for one in options:
            assert f"help.{one.help}" in told
