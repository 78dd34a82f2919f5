"""Pages: one HTML file without scripts, fonts, pictures or links to anywhere else.

The templates stand in ``data/documents``: ``page.html`` is the frame of every page, with the notice
at its top, at its end and at the foot of each printed sheet.
"""

from functools import cache, partial
from typing import Any

from ridehire_partybuild import data
from ridehire_partybuild.compliance import Assessment
from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.exchange.optional import needed
from ridehire_partybuild.guideline import Outcome

from .told import Names, told_findings

__all__ = ["to_html"]

_TAGS: dict[Lang, str] = {"zh": "zh-CN", "en": "en"}
"""BCP 47: browsers choose the shapes of Chinese characters by it."""

_WORST_FIRST = (Outcome.FAILED, Outcome.CANT_TELL, Outcome.PASSED)


def to_html(assessment: Assessment, *, lang: Lang = "zh", names: Names | None = None) -> str:
    """Return the findings as one page to read, hand on and print on A4.

    It says at its top, at its end and at the foot of each printed sheet what the guideline is and
    is not. Sensitive values are withheld; names of stations and bodies, and the reasons of waivers,
    are not: `public_view` is for the wall. Equal assessments give equal pages.

    Args:
        assessment: Where everybody stands.
        lang: The language.
        names: Names of divisions by code, for those that the shipped table does not have.

    Raises:
        ModuleNotFoundError: Jinja2 is not installed; the message names the extra.

    >>> from datetime import date
    >>> from ridehire_partybuild import Register, assess, reference_guideline
    >>> page = to_html(assess(Register(), reference_guideline(), date(2026, 1, 15)), lang="en")
    >>> page.splitlines()[:2]
    ['<!doctype html>', '<html lang="en">']
    >>> "It is not the provincial guideline's text" in page.replace("&#39;", "'")
    True
    """
    told = told_findings(assessment, lang, names)
    return _page("findings.html", lang, told=told, outcomes=Outcome, worst_first=_WORST_FIRST)


def _page(name: str, lang: Lang, **told: Any) -> str:
    template = _templates().get_template(name)
    say = partial(render, lang=lang)
    text: str = template.render(
        lang=lang, tag=_TAGS[lang], say=lambda code, **params: say(f"report.{code}", **params),
        between=render("join.list", lang), **told,
    )  # fmt: skip
    return text


@cache
def _templates() -> Any:
    jinja2 = needed("jinja2", "report")
    templates = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: data.text(f"documents/{name}")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    templates.filters["in_css"] = _in_css
    return templates


def _in_css(text: str) -> str:
    r"""Return a text as it may stand in a string of a style sheet, within a page.

    Whatever could end the string, the style sheet or the element is written by its number
    (CSS Syntax 3, 4.3.7).

    >>> _in_css('a"</style>')
    'a\\22 \\3c \\2f style\\3e '
    """
    return "".join(
        char if char.isalnum() or char == " " or ord(char) > 0x2FFF else f"\\{ord(char):x} "
        for char in text
    )
