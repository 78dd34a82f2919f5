"""How the site is built: `make docs`. Nothing in it is fetched from anywhere, then or when read."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE / "_ext"), str(HERE / "reference"), str(HERE / "explanation")]

from sphinx.application import Sphinx  # noqa: E402 - after the path

from ridehire_partybuild import __version__  # noqa: E402 - the same

project = "ridehire-partybuild"
author = "the authors of ridehire-partybuild"
version = release = __version__
language = "en"

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "our_names",  # the pages of names, written from the code, and links to them
    "our_links",  # texts of the top folder are pages here
    "our_search",  # Chinese queries are cut into the words that the index knows
    "our_diagrams",  # the life of an appeal, drawn; the floors, laid into the page
]
exclude_patterns = ["_ext", "_static"]
nitpicky = True

myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist", "tasklist"]
myst_heading_anchors = 3

default_role = "py:obj"
add_module_names = False
autodoc_typehints = "signature"
autodoc_class_signature = "mixed"
autodoc_member_order = "groupwise"
autodoc_inherit_docstrings = False
python_maximum_signature_line_length = 80
python_use_unqualified_type_names = True
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True
napoleon_use_rtype = False

html_theme = "furo"
html_title = f"{project} {version}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_search_language = "zh"
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False
html_theme_options = {"footer_icons": [], "navigation_with_keys": True}
pygments_style = "friendly"
pygments_dark_style = "monokai"


def _without_missing(_app: Sphinx, name: str, source: list[str]) -> None:
    """Leave the tutorial out of the index where there is none."""
    if name == "index" and not list(HERE.glob("tutorial*.md")):
        source[0] = source[0].replace("tutorial*\n", "")


def setup(app: Sphinx) -> None:
    """Join the build."""
    app.connect("source-read", _without_missing)
