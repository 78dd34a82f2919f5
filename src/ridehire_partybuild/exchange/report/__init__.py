"""Documents to read and print, each one page that needs nothing else.

Where everybody stands (`to_html`, and with a heat map and repairs `assessment_page`), what changed
between two days and why (`comparison_page`), the plan as a month calendar (`plan_page`), and the
sheet for a station's wall (`station_page`).

The modules `told…` say in words what a document is to hold; `pages` gives it the form of HTML.
Pages need the extra ``report``; the words need nothing.
"""

from .pages import assessment_page, comparison_page, plan_page, station_page, to_html

__all__ = ["assessment_page", "comparison_page", "plan_page", "station_page", "to_html"]
