"""What the tests of pages share: a reader of them, what is true of every page, an example."""

from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from ridehire_partybuild import (
    SHANGHAI,
    ActivityKind,
    Region,
    Session,
    SessionStatus,
    Station,
    Text,
    Tier,
    reference_guideline,
    work_calendar,
)
from ridehire_partybuild.errors import Lang

EXAMPLE = Path(__file__).parents[3] / "examples" / "data" / "dongying.json"
ON = date(2026, 2, 3)
LANGS: tuple[Lang, ...] = ("zh", "en")
RULES, CALENDAR = reference_guideline(), work_calendar()
LANGUAGES = st.sampled_from(LANGS)
FEW = settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])

EMPTY = frozenset(("meta", "link", "br"))
ACTIVE = frozenset(
    ("script", "img", "iframe", "object", "form", "base", "video", "image", "use", "foreignobject")
)
"""What may run, or fetch something."""


class Read(HTMLParser):
    """What a page holds: elements with their attributes, and text; every element is closed."""

    def __init__(self, page: str) -> None:
        """Read it."""
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.elements.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Each end has its beginning."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep what is read, without the style sheet."""
        if data.strip() and "style" not in self._open:
            self.texts.append(" ".join(data.split()))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of every element of that name."""
        return [attributes for name, attributes in self.elements if name == tag]


def holds_together(read: Read) -> None:
    """Tell that ids differ, links lead somewhere, and headers say of what they are."""
    ids = [one["id"] for _, one in read.elements if "id" in one]
    assert len(set(ids)) == len(ids)
    links = {one["href"] for one in read.all("a")}
    named = {one["aria-labelledby"] for _, one in read.elements if "aria-labelledby" in one}
    assert links | {f"#{one}" for one in named} <= {f"#{one}" for one in ids}
    assert {one.get("scope") for one in read.all("th")} <= {"col", "row", "rowgroup"}
    columns = [one for one in read.all("th") if one.get("scope") == "col"]
    assert len(columns) >= 2 * len(read.all("table"))


def is_alone(page: str, read: Read) -> None:
    """Tell that nothing is fetched and nothing runs: no script, picture or address of elsewhere."""
    tags = {name for name, _ in read.elements}
    assert not tags & ACTIVE
    assert [one["href"] for one in read.all("link")] == ["data:,"]
    assert not any(name.startswith("on") for _, given in read.elements for name in given)
    assert "@import" not in page
    assert "url(" not in page


def at(day: int, hour: int) -> datetime:
    """Return a time of the month."""
    return datetime(2026, 2, day, hour, tzinfo=SHANGHAI)


def station(name: str = "示例一号", **more: Any) -> Station:
    """Return a station of the example."""
    told: dict[str, Any] = {"tier": Tier.BASIC, "region": Region("370502")}
    return Station(id="S-1", name=name, recorded_on=date(2026, 1, 1), **(told | more))


def session(number: int, start: datetime, **more: Any) -> Session:
    """Return an hour's session at the station."""
    told: dict[str, Any] = {"kind": ActivityKind.LEGAL_CLINIC, "station": "S-1"}
    told["status"] = SessionStatus.PLANNED
    end = start.replace(hour=start.hour + 1)
    return Session(id=f"R-{number}", start=start, end=end, **(told | more))


def whole(page: str, lang: Lang, notice: Text) -> Read:
    """Read a page that holds together, needs nothing, and says at both ends what it is not."""
    read = Read(page)
    holds_together(read)
    is_alone(page, read)
    assert page.partition("\n")[0] == "<!doctype html>"
    assert read.all("html") == [{"lang": {"zh": "zh-CN", "en": "en"}[lang]}]
    top, _, rest = page.partition("<main>")
    shown = " ".join(notice.in_(lang).split())
    for part in (top.partition("<header>")[2], rest.partition("<footer>")[2]):
        assert shown in part.replace("&#39;", "'").replace("&#34;", '"')
    assert '@bottom-left { content: "' in top
    return read
