"""Search in Chinese: a query without spaces is cut into words that the index knows."""

import logging
import re
import tomllib
from pathlib import Path
from typing import Any

import jieba
from sphinx.application import Sphinx
from sphinx.search.zh import SearchChinese

from ridehire_partybuild import FACTS, data, reference_guideline

SPLITTER = r"""
const RUNS = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}_])+/gu;
var splitQuery = (query) => {
  const known = Search._index || {};
  const has = (word) =>
    Object.hasOwn(known.terms || {}, word) || Object.hasOwn(known.titleterms || {}, word);
  const words = [];
  for (const run of query.match(RUNS) || []) {
    if (!/\p{Script=Han}/u.test(run)) {
      words.push(run);
      continue;
    }
    for (let start = 0; start < run.length; ) {
      let end = run.length;
      while (end > start + 1 && !has(run.slice(start, end))) end--;
      if (end > start + 1 || has(run[start])) words.push(run.slice(start, end));
      start = end;
    }
  }
  return words;
};
"""
"""The longest word of the index that a run of Han letters begins with, and so on to its end."""


def _words() -> set[str]:
    """Return what the library calls things in Chinese: the words of the field."""
    vocabulary = tomllib.loads(data.text("vocabulary.toml"))
    kinds = tomllib.loads(data.text("messages/problems.toml"))["kind"]
    told = [chinese for words in vocabulary.values() for chinese, _ in words.values()]
    told += [kind["zh"] for kind in kinds.values()]
    told += [fact.label.zh for fact in FACTS.values()]
    told += [one.title.zh for one in reference_guideline().requirements]
    return {word for word in told if re.fullmatch(r"[\u4e00-\u9fff]{2,12}", word)}


def _teach(app: Sphinx) -> None:
    """Let the words of the field be words of the index."""
    words = Path(app.doctreedir) / "words.txt"
    words.parent.mkdir(parents=True, exist_ok=True)
    words.write_text("\n".join(sorted(_words())), encoding="utf-8")
    app.config.html_search_options = {"dict": str(words)}


class Chinese(SearchChinese):
    """Chinese by its words, everything else as in English."""

    language_name = "English"  # whose stemmer it is: Sphinx 9 looks for it by this name (#14229)
    js_splitter_code = SPLITTER


def setup(app: Sphinx) -> dict[str, Any]:
    """Join the build."""
    jieba.setLogLevel(logging.WARNING)
    app.add_search_language(Chinese)
    app.connect("builder-inited", _teach)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
