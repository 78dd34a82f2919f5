"""What ships is read through the same doors as a user's own files."""

import re

import pytest

from ridehire_partybuild.errors import InvalidDocument, InvalidValue
from ridehire_partybuild.exchange import (
    dumps,
    guideline_template,
    loads,
    reference_guideline,
    work_calendar,
)
from ridehire_partybuild.guideline import FACTS, Guideline, lint, witnesses


def test_reference_guideline() -> None:
    """The reference reading loads, says of itself what it is, and comes back from its document."""
    guideline = reference_guideline()
    assert "不是省级指南原文" in guideline.notice.zh
    text = dumps(guideline)
    assert loads(text, Guideline) == guideline
    assert loads(text, Guideline, facts=FACTS).facts is FACTS
    assert '"facts":' not in text.split('"requirements"', maxsplit=1)[0]


def test_other_guidelines() -> None:
    """An unknown name is refused with those that ship."""
    with pytest.raises(InvalidValue) as caught:
        reference_guideline("shanghai")
    assert str(caught.value) == (
        "Failed to parse 'shanghai' as Guideline: expected one of shandong-reference, "
        "got 'shanghai'."
    )
    with pytest.raises(ValueError, match="expected one of"):
        reference_guideline("../messages/problems")


def test_the_template_of_a_guideline() -> None:
    """It loads as it is, and lint names every placeholder; without them it has nothing odd."""
    text = guideline_template()
    marks = re.findall("〔.*?〕", text.partition("format =")[2])
    draft = loads(text, Guideline, syntax="toml")
    assert sorted(one.params["text"] for one in lint(draft)) == sorted(marks)
    filled = loads(re.sub("〔.*?〕", "示例 example", text), Guideline, syntax="toml")
    assert lint(filled) == ()
    for one in filled.requirements:
        assert witnesses(one, filled)


def test_the_template_explains_itself_in_both_languages() -> None:
    """Whoever types reads Chinese or English: every kind of check stands in its comments."""
    text = guideline_template()
    assert "把每一处〔待填……〕换成" in text
    assert "Replace every 〔to fill in …〕" in text
    for word in (
        "at_least", "at_most", "is", "one_of", "includes", "valid", "judged", "held", "all_of",
        "any_of", "some", "not", "param", "effective_before",
    ):  # fmt: skip
        assert re.search(rf"^# .*\b{word}\b", text, re.MULTILINE)


def test_work_calendar() -> None:
    """Years are merged; none given means every shipped one."""
    assert work_calendar(2026).years_announced == (2026,)
    assert work_calendar(2026, 2025, 2026) == work_calendar(2025, 2026)
    assert set(work_calendar().years_announced) >= {2025, 2026}
    assert loads(dumps(work_calendar())) == work_calendar()
    with pytest.raises(InvalidValue, match=r"Failed to parse 2031 as WorkCalendar: expected one"):
        work_calendar(2031)


def test_fields_that_stand_in_no_document() -> None:
    """A document cannot bring its own catalogue of facts."""
    text = dumps(reference_guideline()).replace('"id": ', '"facts": {},\n  "id": ', 1)
    with pytest.raises(InvalidDocument) as caught:
        loads(text, Guideline)
    assert [(one.path, one.code) for one in caught.value.problems] == [("$.facts", "key.unknown")]
