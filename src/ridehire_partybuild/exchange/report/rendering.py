"""Templates and how they are filled: the frame of every page, and what no template can do itself.

The templates stand in ``data/documents``: ``page.html`` is the frame of every page, with the notice
at its top, at its end and at the foot of each printed sheet.
"""

from functools import cache
from typing import Any

from ridehire_partybuild import data
from ridehire_partybuild.errors import Lang, render
from ridehire_partybuild.exchange.optional import needed

from .plain import straight

__all__ = ["rendered", "templates"]

_TAGS: dict[Lang, str] = {"zh": "zh-CN", "en": "en"}
"""BCP 47: browsers choose the shapes of Chinese characters by it."""


def rendered(name: str, lang: Lang, **told: Any) -> str:
    """Return a template filled in.

    In a template ``say("title")`` is the phrase ``report.title``, and a phrase of another table is
    called by its whole name.

    Raises:
        ModuleNotFoundError: Jinja2 is not installed; the message names the extra.
    """

    def say(code: str, **params: Any) -> str:
        return render(code if "." in code else f"report.{code}", lang, **params)

    text: str = (
        templates()
        .get_template(name)
        .render(lang=lang, tag=_TAGS[lang], say=say, between=render("join.list", lang), **told)
    )
    return text


@cache
def templates() -> Any:
    """Return the environment of the templates: whatever is filled in is escaped."""
    jinja2 = needed("jinja2", "report")
    found = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: data.text(f"documents/{name}")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_straight,
    )
    found.filters["in_css"] = _in_css
    return found


def _straight(value: object) -> object:
    """Return what is filled in, without what turns the direction of what follows it.

    Templates and what they made of others are left as they are.
    """
    return straight(value) if type(value) is str else value


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
