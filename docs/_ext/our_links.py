"""Links of texts that live outside of docs/: to a page of the site where there is one."""

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode

TOP = Path(__file__).parents[2]
PAGES = {
    "README.md": "index",
    "README.zh-CN.md": "zh",
    "CHANGELOG.md": "changelog",
    "SECURITY.md": "security",
    "CONTRIBUTING.md": "contributing",
}


def _found(
    app: Sphinx, _env: BuildEnvironment, node: pending_xref, content: nodes.TextElement
) -> nodes.Node | None:
    """Lead to the page of a file of the top folder; of what has none, show the name alone."""
    if node.get("reftype") != "myst":
        return None
    target = str(node["reftarget"]).partition("#")[0]
    while target.startswith("../"):
        target = target.removeprefix("../")
    if target in PAGES:
        return make_refnode(app.builder, node["refdoc"], PAGES[target], "", content)
    return content if target and (TOP / target).exists() else None


def setup(app: Sphinx) -> dict[str, Any]:
    """Join the build."""
    app.connect("missing-reference", _found)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
