"""Documents to read and print: where everybody stands, as one page that needs nothing else.

`told` says in words what a document is to hold; `pages` gives it the form of HTML. Pages need the
extra ``report``; the words need nothing.
"""

from .pages import to_html

__all__ = ["to_html"]
