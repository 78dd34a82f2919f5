"""Records from documents: what only their constructors find, told as documents are."""

from collections.abc import Iterator

import attrs
import pytest

from ridehire_partybuild.errors import InvalidValue, Problem
from ridehire_partybuild.errors.problems import HIDDEN
from ridehire_partybuild.exchange.records import built
from ridehire_partybuild.values.record import Record
from ridehire_partybuild.values.sensitive import SENSITIVE


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Noted(Record):
    """A record that contradicts itself, in what is secret and in what is not."""

    summary: str = attrs.field(metadata=SENSITIVE)
    note: str

    def contradictions(self) -> Iterator[Problem]:
        """Neither is what it should be."""
        for name in ("summary", "note"):
            told = {"kind": name, "value": getattr(self, name), "low": 0, "high": 9}
            yield Problem(code="number.range", params=told, path=f"$.{name}")


def test_a_contradiction_does_not_tell_what_is_secret() -> None:
    """The constructor knows of no document, nor of what it may show."""
    with pytest.raises(InvalidValue) as caught:
        built(Noted, {"summary": "机密", "note": "公开"}, [])
    summary, note = caught.value.problems
    assert (summary.path, summary.params["value"]) == ("$.summary", HIDDEN)
    assert (note.path, note.params["value"]) == ("$.note", "公开")
    assert "机密" not in caught.value.text("zh")
