"""Documents to read and print, each one page that needs nothing else.

Where everybody stands (`to_html`, and with a heat map and repairs `assessment_page`), what changed
between two days and why (`comparison_page`), the work of a year (`annual_page`), the plan as a
month calendar (`plan_page`), the sheet for a station's wall (`station_page`), and a few lines for a
chat group (`digest`).

The modules `told…` say in words what a document is to hold; `pages` gives it the form of HTML,
`digest` that of lines. Pages need the extra ``report``; the words and the lines need nothing.
"""

from .digest import digest
from .pages import (
    annual_page,
    assessment_page,
    comparison_page,
    plan_page,
    station_page,
    to_html,
)

__all__ = [
    "annual_page",
    "assessment_page",
    "comparison_page",
    "digest",
    "plan_page",
    "station_page",
    "to_html",
]
