"""Documents to read and print: where everybody stands, as one page that needs nothing else.

`told` says in words what a document is to hold; `pages` gives it the form of HTML, `digest` that of
a few lines for a chat group. Pages need the extra ``report``; the words and the lines need nothing.
"""

from .digest import digest
from .pages import to_html

__all__ = ["digest", "to_html"]
