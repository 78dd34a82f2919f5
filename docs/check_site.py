"""Looks over the built site: ``python docs/check_site.py out/docs``.

Nothing is fetched from elsewhere when a page is read, every picture has words beside it, no link
within the site leads nowhere, and the search knows Chinese words.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, unquote, urlsplit

WORDS = ("驿站", "合规", "主题党日", "阵地", "整改", "使用面积", "plan", "guidelin")
"""What somebody may type into the search; English words as they are stemmed."""

QUERIES = ("合规检查", "guidelines")
"""What is typed into the search in a browser: words of one run, words in another form."""

SWITCHES = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--virtual-time-budget=20000"),
)

LOADS = {("link", "href"), ("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src"),
         ("object", "data"), ("use", "href"), ("image", "href")}  # fmt: skip
POINTERS = {"canonical", "alternate", "index", "search", "next", "prev", "author", "copyright"}
"""Links that a browser shows or offers, and does not load."""


class Page(HTMLParser):
    """What a page loads, where it leads, what can be led to, and its pictures without words."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.names: set[str] = set()
        self.wordless: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what matters of a tag."""
        given = {key: value or "" for key, value in attrs}
        pointer = tag == "link" and POINTERS & set(given.get("rel", "").split())
        self.loads += [
            given[key] for one, key in LOADS if one == tag and key in given and not pointer
        ]
        self.names |= {given[key] for key in ("id", "name") if key in given}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        picture = tag == "img" or (tag == "svg" and given.get("role") == "img")
        if picture and not (given.get("alt") or given.get("aria-label")):
            self.wordless.append(given.get("src", tag))


def _foreign(text: str) -> bool:
    return text.startswith(("http:", "https:", "//"))


def _loaded(site: Path, pages: dict[Path, Page]) -> Iterator[str]:
    for path, page in pages.items():
        yield from (f"{path.name} loads {url}" for url in page.loads if _foreign(url))
    for path in site.rglob("*.css"):
        text = path.read_text(encoding="utf-8")
        urls = re.findall(r"""(?:url\(|@import)\s*["']?([^"')\s]+)""", text)
        yield from (f"{path.name} loads {url}" for url in urls if _foreign(url))


def _is_in(fragment: str, page: Page) -> bool:
    return unquote(fragment) in page.names


def _dead(pages: dict[Path, Page]) -> Iterator[str]:
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.exists():
                yield f"{path.name}: {link} leads nowhere"
            elif parts.fragment and target in pages and not _is_in(parts.fragment, pages[target]):
                yield f"{path.name}: {link} has no such place"


def _unfound(site: Path) -> Iterator[str]:
    text = (site / "searchindex.js").read_text(encoding="utf-8")
    index = json.loads(text.removeprefix("Search.setIndex(").rstrip().removesuffix(")"))
    known = index["terms"].keys() | index["titleterms"].keys()
    yield from (f"the search does not know {word}" for word in WORDS if word not in known)


def _unanswered(site: Path) -> Iterator[str]:
    """Search as a reader does, in a browser, if there is one."""
    browser = shutil.which("chromium")
    if browser is None:
        print("chromium is not installed: the search was not tried out")
        return
    for query in QUERIES:
        with TemporaryDirectory() as profile:
            page = f"{(site / 'search.html').resolve().as_uri()}?q={quote(query)}"
            asked = [browser, *SWITCHES, f"--user-data-dir={profile}", "--dump-dom", page]
            done = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=300)  # noqa: S603 - our own page
        if 'class="search"><li' not in done.stdout.replace("\n", ""):
            yield f"a search for {query} finds nothing"


def faults(site: Path) -> list[str]:
    """Return what is wrong with the site."""
    pages = {path.resolve(): Page(path) for path in sorted(site.rglob("*.html"))}
    wordless = [f"{path.name}: {one} has no words" for path, page in pages.items()
                for one in page.wordless]  # fmt: skip
    return [*_loaded(site, pages), *_dead(pages), *wordless, *_unfound(site), *_unanswered(site)]


if __name__ == "__main__":
    found = faults(Path(sys.argv[1]))
    print("\n".join(found) or f"{sys.argv[1]}: nothing is loaded from elsewhere, all links lead on")
    sys.exit(bool(found))
