"""Draws ``floors.svg`` beside it, from the imports of the package, when it is run.

The rows are those of the contract that import-linter keeps (``pyproject.toml``); an arrow stands
where one floor imports another and no floor between the two does it for it. A test holds the
drawing equal to what this draws.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from pathlib import Path

import attrs

import ridehire_partybuild

PACKAGE = Path(ridehire_partybuild.__file__).parent
PICTURE = Path(__file__).with_suffix(".svg")
CONTRACTS = Path(__file__).parents[2] / "pyproject.toml"

PURPOSES: Mapping[str, tuple[str, str]] = {
    "cli": ("command line", "for those who do not program"),
    "testing": ("for test suites", "strategies and laws"),
    "exchange": ("doors", "documents, tables, calendars in and out; the shipped data"),
    "reporting": ("pure", "figures traced to the records they count"),
    "compliance": ("pure", "judges the present"),
    "scheduling": ("pure", "plans the future"),
    "allocation": ("pure", "shares what is given"),
    "guideline": ("pure", "the yardstick: facts, checks, requirements, verdicts"),
    "calendars": ("pure", "workdays and how certain they are, recurrence"),
    "model": ("pure", "the facts: stations, actors, branches, sessions, the register"),
    "values": ("pure", "the words: identifiers, periods, opening hours, vocabulary"),
    "errors": ("pure", "the ways to fail, told in Chinese and English"),
    "data": ("data", "guideline, holidays, regions, messages: TOML and CSV, no code"),
}
"""What each floor is: the mark in its corner, and what it is for."""

Edges = Mapping[tuple[str, str], int]


def rows() -> list[list[str]]:
    """Return the floors that there are, row by row from the top."""
    contracts = tomllib.loads(CONTRACTS.read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = next(one["layers"] for one in contracts["contracts"] if one["type"] == "layers")
    named = [[name.strip(" ()") for name in layer.split("|")] for layer in layers]
    there = [[name for name in layer if list(PACKAGE.glob(f"{name}*"))] for layer in named]
    return [layer for layer in there if layer]


IMPORT = re.compile(
    r"^ *(?:from +(?P<where>[.\w]+) +import +(?P<what>\([^)]*\)|[^\n(]+)"
    r"|import +(?P<whole>[.\w]+))",
    re.MULTILINE,
)
"""An import wherever it stands, in a function too; examples in docstrings begin with ``>>>``."""


def _imported(path: Path) -> set[str]:
    """Return the floors that a module names, whatever the form of its imports."""
    inside = ("ridehire_partybuild", *path.relative_to(PACKAGE).with_suffix("").parts)
    found: set[str] = set()
    for one in IMPORT.finditer(path.read_text(encoding="utf-8")):
        where = one["where"] or one["whole"]
        rest = where.lstrip(".")
        up = len(where) - len(rest)
        module = (*inside[:-up], *rest.split(".")) if up else tuple(rest.split("."))
        names = re.findall(r"\w+", one["what"] or "")
        paths = [tuple(filter(None, (*module, name))) for name in names] or [module]
        found |= {path[1] for path in paths if path[0] == "ridehire_partybuild" and path[1:]}
    return found


@cache
def imports() -> Counter[tuple[str, str]]:
    """Count, for each two floors, the modules of the one that import the other."""
    floors = {floor for row in rows() for floor in row}
    counted: Counter[tuple[str, str]] = Counter()
    for path in sorted(PACKAGE.rglob("*.py")):
        own = path.relative_to(PACKAGE).with_suffix("").parts[0]
        for other in _imported(path) & floors - {own}:
            if own in floors:
                counted[own, other] += 1
    return counted


def arrows(edges: Edges) -> list[tuple[str, str]]:
    """Return the imports that follow from no two others (the graph has no cycle)."""
    below: dict[str, set[str]] = {}
    for upper, lower in edges:
        below.setdefault(upper, set()).add(lower)

    def reached(floor: str) -> set[str]:
        direct = below.get(floor, set())
        return direct.union(*map(reached, direct))

    return sorted(
        (upper, lower)
        for upper, lower in edges
        if not any(lower in reached(other) for other in below[upper] - {lower})
    )


def table(edges: Edges) -> Iterator[str]:
    """Yield the numbers as a table in Markdown: rows import columns."""
    names = [floor for row in rows() for floor in row]
    used = [name for name in names if any(lower == name for _, lower in edges)]
    yield f"| imports | {' | '.join(used)} |"
    yield f"|---|{'---:|' * len(used)}"
    for name in names:
        cells = (str(edges.get((name, other), "")) for other in used)
        yield f"| **{name}** | {' | '.join(cells)} |"


WIDTH, EDGE, HEIGHT, GAP, BETWEEN = 760, 60, 58, 40, 24
TRACK = 13


@attrs.frozen
class Box:
    """Where a floor stands."""

    x: float
    y: float
    width: float
    row: int

    @property
    def middle(self) -> float:
        """The x of its middle."""
        return self.x + self.width / 2


def _boxes() -> dict[str, Box]:
    placed: dict[str, Box] = {}
    for number, row in enumerate(rows()):
        width = (WIDTH - 2 * EDGE - BETWEEN * (len(row) - 1)) / len(row)
        for place, floor in enumerate(row):
            x = EDGE + place * (width + BETWEEN)
            placed[floor] = Box(x, 8 + number * (HEIGHT + GAP), width, number)
    return placed


def _straight(upper: Box, lower: Box) -> str:
    """Go down to the next row, at a place that both have."""
    least, most = max(upper.x, lower.x), min(upper.x + upper.width, lower.x + lower.width)
    x = (least + most) / 2
    return f"M{x:g} {upper.y + HEIGHT:g}V{lower.y - 7:g}"


def _around(upper: Box, lower: Box, track: int, *, left: bool) -> str:
    """Go out to the edge, past the rows between, and in from the side."""
    x = EDGE - TRACK * track if left else WIDTH - EDGE + TRACK * track
    start = upper.x if left else upper.x + upper.width
    end = lower.x - 7 if left else lower.x + lower.width + 7
    leave, enter = upper.y + HEIGHT * 0.7, lower.y + HEIGHT * 0.3
    return f"M{start:g} {leave:g}H{x:g}V{enter:g}H{end:g}"


def _inner(upper: Box, lower: Box, track: int) -> str:
    """The same from a box in the middle of its row: down first, then out."""
    x, y = WIDTH - EDGE + TRACK * track, upper.y + HEIGHT + GAP / 2
    enter, end = lower.y + HEIGHT * 0.3, lower.x + lower.width + 7
    return f"M{upper.middle:g} {upper.y + HEIGHT:g}V{y:g}H{x:g}V{enter:g}H{end:g}"


def _paths(boxes: Mapping[str, Box], edges: Edges) -> Iterator[str]:
    tracks = {True: 0, False: 0}
    for upper, lower in sorted(arrows(edges), key=lambda pair: boxes[pair[0]].row):
        one, other = boxes[upper], boxes[lower]
        if other.row == one.row + 1:
            path = _straight(one, other)
        else:
            left = one.middle <= WIDTH / 2 and one.x == EDGE
            tracks[left] += 1
            inner = one.x > EDGE and one.x + one.width < WIDTH - EDGE - 1
            path = (_inner(one, other, tracks[left]) if inner
                    else _around(one, other, tracks[left], left=left))  # fmt: skip
        yield f'<path class="arrow" d="{path}"><title>{upper} imports {lower}</title></path>'


STYLE = """
.floors { --ink: var(--color-foreground-primary, #16181d); --soft: var(--color-foreground-muted, #555b66);
  --paper: var(--color-background-secondary, #f5f6f8); --line: var(--color-foreground-border, #878787);
  font-family: system-ui, sans-serif }
@media (prefers-color-scheme: dark) { .floors { --ink: var(--color-foreground-primary, #e9eaee);
  --soft: var(--color-foreground-muted, #b3b8c2); --paper: var(--color-background-secondary, #1d2026) } }
.floors rect { fill: var(--paper); stroke: var(--line) }
.floors .name { font-size: 17px; font-weight: 700; fill: var(--ink) }
.floors .what { font-size: 14px; fill: var(--ink) }
.floors .mark { font-size: 12.5px; fill: var(--soft); text-anchor: end }
.floors .arrow { fill: none; stroke: var(--soft); stroke-width: 1.6; marker-end: url(#floors-head) }
.floors .head { fill: var(--soft) }
.floors .bar { stroke: none; fill: #2f7d5b } .floors .bar.outside { fill: #2f6fb3 } .floors .bar.data { fill: #9a7414 }
"""  # noqa: E501 - a rule is one line


HEAD = """<defs><marker id="floors-head" markerWidth="9" markerHeight="8" refX="2" refY="4"
 orient="auto" markerUnits="userSpaceOnUse">
<path class="head" d="M0 0L9 4L0 8Z"/></marker></defs>"""


def _told(name: str, box: Box) -> Iterator[str]:
    mark, what = PURPOSES.get(name, ("", ""))
    kind = {"pure": "", "data": " data"}.get(mark, " outside")
    x, y, right = box.x, box.y, box.x + box.width
    yield f'<rect x="{x:g}" y="{y:g}" width="{box.width:g}" height="{HEIGHT}" rx="4"/>'
    yield f'<rect class="bar{kind}" x="{x:g}" y="{y:g}" width="6" height="{HEIGHT}" rx="2"/>'
    yield f'<text class="name" x="{x + 18:g}" y="{y + 24:g}">{name}</text>'
    yield f'<text class="mark" x="{right - 12:g}" y="{y + 24:g}">{escape(mark)}</text>'
    yield f'<text class="what" x="{x + 18:g}" y="{y + 46:g}">{escape(what)}</text>'


def picture(edges: Edges) -> str:
    """Return the drawing."""
    boxes = _boxes()
    height = max(box.y for box in boxes.values()) + HEIGHT + 8
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="floors" viewBox="0 0 {WIDTH} {height:g}">',
        f"<title>{escape(told(edges))}</title>",
        f"<style>{STYLE}</style>",
        HEAD,
        *_paths(boxes, edges),
        *(line for name, box in boxes.items() for line in _told(name, box)),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def told(edges: Edges) -> str:
    """Return what the drawing shows, in words, for those who do not see it."""
    order = ", ".join(" and ".join(row) for row in rows())
    pairs = "; ".join(f"{upper} imports {lower}" for upper, lower in arrows(edges))
    return f"The floors from the top: {order}. Arrows go down only: {pairs}."


def upward(edges: Edges) -> list[tuple[str, str]]:
    """Return the imports that go up, or across: there must be none."""
    row = {floor: number for number, one in enumerate(rows()) for floor in one}
    return [pair for pair in edges if row[pair[0]] >= row[pair[1]]]


if __name__ == "__main__":
    PICTURE.write_text(picture(imports()), encoding="utf-8")
