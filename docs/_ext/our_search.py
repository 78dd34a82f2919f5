"""Search in Chinese: a query without spaces is cut into words that the index knows."""

from typing import Any

from sphinx.application import Sphinx
from sphinx.search.zh import SearchChinese

SPLITTER = r"""
var splitQuery = (query) => {
  const known = Search._index || {};
  const has = (word) =>
    Object.hasOwn(known.terms || {}, word) || Object.hasOwn(known.titleterms || {}, word);
  const words = [];
  for (const run of query.match(/\p{Script=Han}+|[^\P{L}\p{Script=Han}]+|[\p{N}_]+/gu) || []) {
    if (!/\p{Script=Han}/u.test(run)) {
      words.push(run);
      continue;
    }
    for (let start = 0; start < run.length; ) {
      let end = run.length;
      while (end > start + 1 && !has(run.slice(start, end))) end--;
      words.push(run.slice(start, end));
      start = end;
    }
  }
  return words;
};
"""
"""The longest word of the index that a run of Han letters begins with, and so on to its end."""


class Chinese(SearchChinese):
    """Chinese by its words, everything else as in English."""

    js_splitter_code = SPLITTER


def setup(app: Sphinx) -> dict[str, Any]:
    """Join the build."""
    app.add_search_language(Chinese)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
