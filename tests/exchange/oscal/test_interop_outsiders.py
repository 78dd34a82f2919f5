"""Validators of others: compliance-trestle for OSCAL, the published JSON Schema for SARIF.

Trestle pins what others pin otherwise, so that it has an environment of its own: RIDEHIRE_TRESTLE
is its Python. RIDEHIRE_SARIF_SCHEMA is the file ``sarif-2.1.0.json``.
"""

import json
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from ridehire_partybuild.exchange.oscal import json_bytes, to_oscal, to_poam
from ridehire_partybuild.exchange.sarif import to_sarif
from ridehire_partybuild.testing import strategies

from .conftest import ASSESSMENTS, PLANS, STAMP, city, city_plan, drawn

TRESTLE = os.environ.get("RIDEHIRE_TRESTLE")
SCHEMA = os.environ.get("RIDEHIRE_SARIF_SCHEMA")
needs_trestle = pytest.mark.skipif(
    TRESTLE is None, reason="compliance-trestle is not installed (RIDEHIRE_TRESTLE)"
)
needs_schema = pytest.mark.skipif(
    SCHEMA is None, reason="the JSON Schema of SARIF is not there (RIDEHIRE_SARIF_SCHEMA)"
)
HOW_MANY = pytest.mark.parametrize("count", [20, pytest.param(200, marks=pytest.mark.slow)])

READER = """
import json, sys
from trestle.oscal import assessment_results, poam
models = {
    "assessment-results": assessment_results.Model,
    "plan-of-action-and-milestones": poam.Model,
}
for line in sys.stdin.buffer:
    document = json.loads(line)
    (kind,) = document
    try:
        models[kind].model_validate(document)
        told = ""
    except ValueError as error:
        told = str(error)
    print(json.dumps(told))
"""


def complaints(documents: Iterable[dict[str, Any]]) -> list[str]:
    """Return what trestle says of each document, all of them read by one process."""
    lines = b"".join(json.dumps(json.loads(json_bytes(one))).encode() + b"\n" for one in documents)
    done = subprocess.run(  # noqa: S603 - the program that the test is about
        [str(TRESTLE), "-c", READER], input=lines, capture_output=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.interop
@needs_trestle
@HOW_MANY
def test_trestle_accepts_every_result_and_every_plan(count: int) -> None:
    """A validator from outside accepts every OSCAL document of 200 generated registers."""
    documents = [to_oscal(one, stamp=STAMP) for one in drawn(ASSESSMENTS, count)]
    documents += [to_poam(one, stamp=STAMP, lang="en") for one in drawn(PLANS, count)]
    documents += [to_oscal(city(), stamp=STAMP, lang="en"), to_poam(city_plan(), stamp=STAMP)]
    found = complaints(documents)
    assert len(found) == len(documents) >= 2 * count
    assert set(found) == {""}


@pytest.mark.interop
@needs_trestle
def test_trestle_refuses_what_is_wrong() -> None:
    """The same models see a state that is none, a key too many, and a time without offset."""
    good = json_bytes(to_oscal(city(), stamp=STAMP)).decode()
    spoiled = [
        good.replace('"state": "not-satisfied"', '"state": "unsatisfied"', 1),
        good.replace('"findings":', '"found":', 1),
        good.replace('T09:00:00+08:00",\n      "version"', 'T09:00:00",\n      "version"', 1),
    ]
    assert all(one != good for one in spoiled)
    found = complaints([json.loads(one) for one in (good, *spoiled)])
    assert [bool(one) for one in found] == [False, True, True, True]


@pytest.mark.interop
@needs_schema
@HOW_MANY
def test_every_log_is_as_the_schema_of_sarif_asks(count: int) -> None:
    """The published schema of 2.1.0, formats included, takes every log; it knows no other keys."""
    schema = json.loads(Path(str(SCHEMA)).read_text("utf-8-sig"))
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    logs = [to_sarif(one) for one in drawn(ASSESSMENTS, count)]
    compared = drawn(strategies.comparisons(), count // 2)
    logs += [to_sarif(one.after, comparison=one, lang="en") for one in compared]
    logs.append(to_sarif(city()))
    assert [error.message for log in logs for error in validator.iter_errors(log)] == []
    logs[-1]["runs"][0]["results"][0]["suppressions"] = [{"kind": "elsewhere"}]
    assert not validator.is_valid(logs[-1])
