"""Links to files outside of docs/: to a page of the site where there is one, else plain text."""

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import download_reference, pending_xref
from sphinx.application import Sphinx

TOP = Path(__file__).parents[2]
PAGES = {
    "README.md": "index",
    "README.zh-CN.md": "zh",
    "CHANGELOG.md": "changelog",
    "SECURITY.md": "security",
    "CONTRIBUTING.md": "contributing",
}


def _in_top(target: str, domain: str | None) -> str:
    """Return the path as seen from the top folder; a document is named without its suffix."""
    target = target.partition("#")[0] + (".md" if domain == "doc" else "")
    target = target.removeprefix(f"{TOP.as_posix()}/")
    while target.startswith("../"):
        target = target.removeprefix("../")
    return target


def _lead(app: Sphinx, tree: nodes.document) -> None:
    """Turn the links that MyST would look for in docs/, or would copy as downloads."""
    for node in [*tree.findall(pending_xref), *tree.findall(download_reference)]:
        if node.get("reftype") != "myst" or node["reftarget"] in app.env.found_docs:
            continue
        target = _in_top(str(node["reftarget"]), node.get("refdomain"))
        if target in PAGES:
            link = pending_xref("", *node.children, **{**node.attributes, "refdomain": "doc"})
            link.update_basic_atts({"ids": []})
            link["reftarget"], link["reftargetid"] = PAGES[target], None
            link["refdoc"] = app.env.docname
            node.replace_self(link)
        elif isinstance(node, pending_xref) and target and (TOP / target).exists():
            node.replace_self(node.children)


def setup(app: Sphinx) -> dict[str, Any]:
    """Join the build."""
    app.connect("doctree-read", _lead)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
