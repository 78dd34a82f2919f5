"""Colours of the pages, computed from their style sheets: WCAG 2.2, level AA."""

import re
from importlib import resources

import pytest

SHEETS = {
    one.name: one.read_text("utf-8")
    for one in (resources.files("ridehire_partybuild") / "data" / "documents").iterdir()
    if one.name.endswith(".css")
}
COLOURS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", SHEETS["page.css"]))
TONES = [name.removesuffix("-paper") for name in COLOURS if name.endswith("-paper")]
PAIRS = [
    *((ink, ground) for ink in ("ink", "quiet", "accent") for ground in ("paper", "shade")),
    *((f"{tone}-ink", f"{tone}-paper") for tone in TONES),
]
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def _luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio of two colours of the style sheet."""
    light, dark = sorted((_luminance(COLOURS[name]) for name in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("pair", PAIRS)
def test_every_text_stands_out_from_its_ground(pair: tuple[str, str]) -> None:
    """WCAG 2.2, 1.4.3 (AA): a contrast ratio of at least 4.5 to 1."""
    assert contrast(*pair) >= 4.5


def test_the_ratio_is_that_of_the_standard() -> None:
    """WCAG 2.2: white on itself 1, and #767676 on white is the lightest grey that will do."""
    assert _luminance("#ffffff") == pytest.approx(1)
    assert contrast("paper", "paper") == 1
    assert 1.05 / (_luminance("#767676") + 0.05) >= 4.5 > 1.05 / (_luminance("#777777") + 0.05)


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_rule_sets_a_ground_without_its_own_ink(sheet: str) -> None:
    """Where a rule gives a tone's ground it gives that tone's ink, so that the pairs are all."""
    for selector, body in RULE.findall(SHEETS[sheet]):
        ground = re.findall(r"background: var\(--([\w]+)-paper\)", body)
        ink = re.findall(r"(?<![\w-])color: var\(--([\w]+)-ink\)", body)
        assert ground == ink, selector


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_colour_has_a_name(sheet: str) -> None:
    """A colour is written once, where its name is: what is beside is the foot of a printed sheet.

    The boxes of a page's margin know no variables: theirs is the quiet ink.
    """
    loose = re.findall(r"(?<!: )(?<!-)color: (#[0-9a-f]+)|(?:background|fill|stroke): (#\w+)",
                       SHEETS[sheet])  # fmt: skip
    assert {one or other for one, other in loose} <= {COLOURS["quiet"]}


@pytest.mark.parametrize("ground", ["inapplicable-paper", "paper"])
def test_the_bars_stand_out(ground: str) -> None:
    """WCAG 2.2, 1.4.11 (AA): what is drawn has a contrast of at least 3 to 1."""
    assert contrast("accent", ground) >= 3
