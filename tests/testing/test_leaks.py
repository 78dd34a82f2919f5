"""Law 16 can fail: it finds a secret however it is written, and does not tell it itself."""

import json
from datetime import UTC, date, datetime
from html import escape
from urllib.parse import quote

import attrs
import pytest

from ridehire_partybuild import (
    Appeal,
    Contact,
    ContactKind,
    Person,
    Record,
    Region,
    Register,
    Station,
    Tier,
)
from ridehire_partybuild.testing import laws
from ridehire_partybuild.testing.leaks import leaks, sayings, secrets_of

SECRET = "机密-00ff"  # noqa: S105 - it opens nothing
STATION = Station(
    id="S-1",
    name="示例",
    region=Region("370502"),
    tier=Tier.BASIC,
    head=Person(token="P-1", name="机密-1"),
    contacts=[Contact(kind=ContactKind.PERSONAL, value="机密-2")],
)
APPEAL = Appeal(id="A-1", summary="机密-3", received_at=datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    "text",
    [
        f"name={SECRET}.",
        repr({"name": SECRET}),
        json.dumps({"name": SECRET}),
        ascii(SECRET),
        f"https://example.org/?q={quote(SECRET)}",
        f"SUMMARY:{SECRET[:3]}\r\n {SECRET[3:]}",
        f"SUMMARY:{SECRET[:3]}\r\n\t{SECRET[3:]}",
    ],
)
def test_a_secret_is_found_however_it_is_written(text: str) -> None:
    """Plain, escaped as Python and JSON do, in a link, broken over the lines of a calendar."""
    with pytest.raises(laws.LawBroken) as caught:
        laws.no_secret_leaks([SECRET], ["nothing", text])
    assert "•••" in str(caught.value)
    assert leaks([SECRET], [str(caught.value), repr(caught.value)]) == ()


AWKWARD = "机密 \"1\", <2>; 'a'\\b & 𠮷\nend"


@pytest.mark.parametrize(
    "text",
    [
        repr({"name": AWKWARD}),
        ascii(AWKWARD),
        json.dumps(AWKWARD),
        json.dumps(AWKWARD, ensure_ascii=False),
        f"<td>{escape(AWKWARD)}</td>",
        f"https://example.org/?q={quote(AWKWARD)}",
        "SUMMARY:机密 \"1\"\\, <2>\\; 'a'\\\\b &\r\n  𠮷\\nend\r\n",
    ],
)
def test_what_is_escaped_is_found(text: str) -> None:
    """Quotes, angles, commas, backslashes, a character beyond the basic plane, a second line."""
    assert leaks([AWKWARD], [text])
    assert not leaks([AWKWARD + "!"], [text])


def test_what_is_no_secret_is_not_found() -> None:
    """Half a secret, another one, or none at all."""
    assert leaks([SECRET], [SECRET[:-1], "机密-00fe", ""]) == ()
    assert leaks([], [SECRET]) == ()
    laws.no_secret_leaks([SECRET], [])


@attrs.frozen(kw_only=True, eq=False, repr=False)
class _Badge(Record):
    number: int = attrs.field(metadata={"sensitive": True})
    holder: Person | None = None
    seen_on: date | None = None


def test_the_secrets_of_a_record_are_found_by_their_marks() -> None:
    """Names, numbers and summaries, in lists and below; of a host program's own classes too."""
    register = Register(stations=[STATION], appeals=[APPEAL])
    assert secrets_of(register) == {"机密-1", "机密-2", "机密-3"}
    assert secrets_of([register, {"x": APPEAL}]) == secrets_of(register)
    assert secrets_of(_Badge(number=7, holder=STATION.head)) == {"7", "机密-1"}
    assert secrets_of(Register()) == frozenset()


def test_what_an_object_says_is_all_that_can_be_reached() -> None:
    """Every field of every record below it, but for what is sensitive, which is asked for."""
    told = list(sayings({"file": Register(stations=[STATION])}))
    assert any("370502" in one for one in told)
    assert repr(STATION.head) in told
    assert "P-1" in told
    laws.no_secret_leaks(secrets_of(STATION), told)
    assert "机密-9" in list(sayings(("机密-9",)))
