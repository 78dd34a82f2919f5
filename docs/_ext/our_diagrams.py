"""Diagrams as SVG in the page: no script, no font and no file of others is needed to see them."""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import floors
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

NUMBERS = "<!-- the numbers behind the arrows -->"
BOX, HIGH, APART, LINE, SIDE = 104, 40, 44, 40, 30
ENDS = "[*]"

STYLE = """<style>
.states rect { fill: var(--color-background-secondary); stroke: var(--color-foreground-border) }
.states text { font-size: 15px; text-anchor: middle; fill: var(--color-foreground-primary) }
.states .end { fill: var(--color-foreground-primary) }
.states .ring { fill: none; stroke: var(--color-foreground-primary) }
.states .arrow { fill: none; stroke: var(--color-foreground-muted); stroke-width: 1.6;
  marker-end: url(#states-head) }
.states .head { fill: var(--color-foreground-muted) }
</style><defs><marker id="states-head" markerWidth="9" markerHeight="8" refX="8" refY="4"
 orient="auto" markerUnits="userSpaceOnUse">
<path class="head" d="M0 0L9 4L0 8Z"/></marker></defs>"""


def _order(moves: list[tuple[str, str]]) -> dict[str, int]:
    """Return how many moves at most lead to each state; the end is kept apart from the start."""
    place: dict[str, int] = {ENDS: 0}
    for _ in moves:
        for first, second in moves:
            if first in place and second != ENDS:
                place[second] = max(place.get(second, 0), place[first] + 1)
    return place


def _middle(place: int) -> float:
    return SIDE + (place - 1) * (BOX + APART) + LINE + BOX / 2


def _arrows(moves: list[tuple[str, str]], place: dict[str, int]) -> Iterator[str]:
    last = max(place.values()) + 1
    for first, second in moves:
        one, other = place[first], last if second == ENDS else place[second]
        if other == one + 1:
            start = SIDE if first == ENDS else _middle(one) + BOX / 2
            end = _middle(other) - BOX / 2
            path = f"M{start:g} 30H{end:g}"
        else:
            path = f"M{_middle(one):g} 50V76H{_middle(other):g}V50"
        yield f'<path class="arrow" d="{path}"/>'


def _box(name: str, place: int) -> str:
    x = _middle(place)
    left = x - BOX / 2
    return (
        f'<rect x="{left:g}" y="10" width="{BOX}" height="{HIGH}" rx="8"/>'
        f'<text x="{x:g}" y="35">{escape(name)}</text>'
    )


def _dot(kind: str, x: float, radius: int) -> str:
    return f'<circle class="{kind}" cx="{x:g}" cy="30" r="{radius}"/>'


def states(text: str) -> str:
    """Draw what Mermaid calls a state diagram: boxes from left to right, as far as moves lead."""
    moves = re.findall(r"^\s*(\S+) --> (\S+)$", text, re.MULTILINE)
    place = _order(moves)
    end = _middle(max(place.values()) + 1) - BOX / 2 + 8
    width = f"{end + SIDE:g}"
    drawn = (
        *_arrows(moves, place),
        *(_box(name, number) for name, number in place.items() if name != ENDS),
        *(_dot("end", SIDE - 8, 7), _dot("ring", end, 8), _dot("end", end, 5)),
    )
    head = f'<svg class="states" viewBox="0 0 {width} 84" width="{width}">{STYLE}'
    return _framed(
        f"{head}{''.join(drawn)}</svg>", "; ".join(f"{one} → {other}" for one, other in moves)
    )


def _framed(svg: str, told: str) -> str:
    """Let a narrow screen move the drawing, and those who do not see it hear it."""
    named = svg.replace("<svg ", f'<svg role="img" aria-label="{escape(told, quote=True)}" ', 1)
    return f'<div class="drawing" tabindex="0">{named}</div>'


class Inline(SphinxTransform):
    """Lay local SVG files and state diagrams into the page."""

    default_priority = 1  # before images are collected

    def apply(self, **_: Any) -> None:
        """Replace them."""
        for block in list(self.document.findall(nodes.literal_block)):
            if block.get("language") == "mermaid":
                block.replace_self(nodes.raw("", states(block.astext()), format="html"))
        folder = Path(str(self.env.doc2path(self.env.docname))).parent
        for image in list(self.document.findall(nodes.image)):
            path = folder / str(image["uri"])
            if path.suffix == ".svg" and path.is_file():
                drawn = _framed(path.read_text(encoding="utf-8"), str(image.get("alt", "")))
                image.replace_self(nodes.raw("", drawn, format="html"))


def _numbers(_app: Sphinx, _name: str, source: list[str]) -> None:
    """Put the table of imports where a page asks for it."""
    if NUMBERS in source[0]:
        source[0] = source[0].replace(NUMBERS, "\n".join(floors.table(floors.imports())))


def setup(app: Sphinx) -> dict[str, Any]:
    """Join the build."""
    app.connect("source-read", _numbers)
    app.add_transform(Inline)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
