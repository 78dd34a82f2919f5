"""Survivors that a page explains, read from the page itself."""

import re
from pathlib import Path

import attrs

__all__ = ["Known", "known"]

Key = tuple[str, tuple[str, ...], tuple[str, ...]]

_ENTRY = re.compile(
    r"^`(?P<module>[\w/]+\.py)`\n+```diff\n(?P<diff>.*?)```\n+(?P<reason>[^`\n#][^\n]*)?",
    re.MULTILINE | re.DOTALL,
)


@attrs.frozen(kw_only=True)
class Known:
    """A survivor and why no test can or need kill it.

    Attributes:
        module: Its path under the package.
        before: The lines it changes.
        after: What they become.
        reason: Why it may live; empty: none is given.
    """

    module: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    reason: str

    @property
    def key(self) -> Key:
        """Return what it has in common with its mutant."""
        return self.module, self.before, self.after


def known(page: Path) -> tuple[Known, ...]:
    """Return the survivors that a page lists.

    Each is the path of its module on a line of its own, a block of diff, and a reason.
    """
    return tuple(
        Known(
            module=entry["module"],
            before=_marked("-", entry["diff"]),
            after=_marked("+", entry["diff"]),
            reason=(entry["reason"] or "").strip(),
        )
        for entry in _ENTRY.finditer(page.read_text(encoding="utf-8"))
    )


def _marked(mark: str, diff: str) -> tuple[str, ...]:
    return tuple(line[1:].strip() for line in diff.splitlines() if line.startswith(mark))
