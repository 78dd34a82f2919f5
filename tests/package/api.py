"""Compare the public names with the last tag: what a program built on it would miss is told.

    python tests/package/api.py [REVISION]

Exit code 1: something was taken away or changed. Without a tag there is nothing to compare with.
"""

import subprocess
import sys
from pathlib import Path

PACKAGE = "ridehire_partybuild"


def last_tag(folder: Path) -> str | None:
    """Return the newest tag that this history has; None: there is none."""
    command = ["git", "describe", "--tags", "--abbrev=0"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    return done.stdout.strip() or None


def main() -> int:
    """Print what changed for those who import the library."""
    folder = Path.cwd()
    against = sys.argv[1] if len(sys.argv) > 1 else last_tag(folder)
    if against is None:
        print("no tag yet: there is no release whose names could be missed")
        return 0
    print(f"compared with {against}")
    command = [sys.executable, "-m", "griffecli", "check", PACKAGE, "-s", "src", "-a", against]
    return subprocess.run(command, cwd=folder, check=False).returncode  # noqa: S603 - our own command


if __name__ == "__main__":
    sys.exit(main())
