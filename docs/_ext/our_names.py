"""Writes the pages of names before anything is read, and finds the names that texts speak of."""

import builtins
import sys
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import names
from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.domains.python import ObjectEntry, PyObject
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode

import ridehire_partybuild
from ridehire_partybuild import Term

PACKAGE = "ridehire_partybuild"
FOLDER = Path(__file__).parents[1] / "reference" / "names"
OTHERS = {*sys.stdlib_module_names, "hypothesis", "attrs", "dateutil", "icalendar", "openpyxl"}


def _write(_app: Sphinx) -> None:
    names.write(FOLDER)


def _label(*given: Any) -> None:
    """Put the Chinese name of a class before its docstring."""
    what, name, lines = given[1], given[2], given[5]
    label = names.label(name.rpartition(".")[2]) if what == "class" else ""
    if label:
        lines[:0] = [f"**{label}**", ""]


def _sentence(*given: Any) -> None:
    """Keep the docstring of a property whole: before a colon stands no type, as elsewhere."""
    what, lines = given[1], given[5]
    if what == "property":
        lines[:0] = ["..", ""]


def _signature(*given: Any) -> tuple[str | None, str | None] | None:
    """Show a default that is made anew for each object as three dots; words are not called."""
    what, thing, signature, returned = given[1], given[3], given[5], given[6]
    if what == "class" and issubclass(thing, Term):
        return "", None
    return (signature and signature.replace("NOTHING", "...")), returned


def _entry(objects: dict[str, ObjectEntry], target: str, module: str) -> ObjectEntry | None:
    """Return where a name is documented, by whichever of its names it is called."""
    parts = target.split(".")
    for first in range(len(parts)):
        tail = ".".join(parts[first:])
        for home in (PACKAGE, module):
            if f"{home}.{tail}" in objects:
                return objects[f"{home}.{tail}"]
        if parts[first:][1:] or not tail.islower():
            found = {entry.node_id: entry for name, entry in objects.items()
                     if name.endswith(f".{tail}") and not entry.aliased}  # fmt: skip
            if len(found) == 1:
                return next(iter(found.values()))
    return objects.get(f"{PACKAGE}.{parts[-2]}") if parts[1:] else None  # a field: its class


def _foreign(target: str, kind: str) -> bool:
    """Tell whether a name is not ours to document: Python's, a package's, a field, a module."""
    first, _, rest = target.partition(".")
    if first in OTHERS or first in vars(builtins) or first == "Any":
        return True
    if kind == "obj" and target.islower():  # a field or parameter; with a dot it is a module
        return not rest or _is_module(target.removeprefix(f"{PACKAGE}."))
    return False


@cache
def _all_names() -> frozenset[str]:
    for module in walk_packages(ridehire_partybuild.__path__, f"{PACKAGE}."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    ours = (module for name, module in sys.modules.items() if name.startswith(PACKAGE))
    return frozenset(name for module in ours for name in vars(module))


def _inner(target: str) -> bool:
    """Tell whether a signature names something of ours that is not public: a type's short name."""
    return target.rpartition(".")[2] in _all_names()


def _is_module(name: str) -> bool:
    try:
        return find_spec(f"{PACKAGE}.{name}") is not None
    except ModuleNotFoundError:
        return False


def _found(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.TextElement
) -> nodes.Node | None:
    """Lead a name of ours to its page; of others show the name; anything else is a warning."""
    if node.get("refdomain") != "py":
        return None
    target, kind = str(node["reftarget"]), str(node["reftype"])
    if _foreign(target, kind):
        return content
    entry = _entry(env.domains.python_domain.objects, target, node.get("py:module") or PACKAGE)
    if entry is not None:
        return make_refnode(app.builder, node["refdoc"], entry.docname, entry.node_id, content)
    return content if kind != "obj" and _inner(target) else None


def setup(app: Sphinx) -> dict[str, Any]:
    """Join the build."""
    for field in PyObject.doc_field_types:
        if field.name == "variable":
            field.label = "Fields"
    app.connect("builder-inited", _write)
    app.connect("autodoc-process-docstring", _label)
    app.connect("autodoc-process-docstring", _sentence, priority=400)
    app.connect("autodoc-process-signature", _signature)
    app.connect("missing-reference", _found)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
