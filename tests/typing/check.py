"""Ask mypy and pyright, both strict, what they see of the face.

    python tests/typing/check.py

``face.py`` must be right to both, each marked line of ``refused.py`` wrong to both and no other;
and every public name must be of a known type, as ``pyright --verifytypes`` sees it.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
FACE, REFUSED = HERE / "face.py", HERE / "refused.py"
PACKAGE = "ridehire_partybuild"
FLOOR = re.compile(rf"{PACKAGE}(\.[a-z]+)?\.\w+")
"""A name of the root or of a floor: what its rooms keep to themselves is nobody's business."""

Places = set[tuple[str, int]]


def _run(*command: str) -> str:
    bin_folder = str(Path(sys.executable).parent)
    env = os.environ | {"PATH": os.pathsep.join((bin_folder, os.environ["PATH"]))}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=env).stdout  # noqa: S603 - our own commands


def mypy() -> Places:
    """Return where mypy sees an error."""
    told = _run(
        sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--hide-error-context",
        "--explicit-package-bases", str(FACE), str(REFUSED),
    )  # fmt: skip
    found = re.findall(r"(\w+\.py):(\d+): error:", told)
    return {(name, int(line)) for name, line in found}


def pyright() -> Places:
    """Return where pyright sees an error."""
    strict = HERE / "pyrightconfig.json"
    told = json.loads(_run(sys.executable, "-m", "pyright", "--outputjson", "-p", str(strict)))
    return {
        (Path(one["file"]).name, one["range"]["start"]["line"] + 1)
        for one in told["generalDiagnostics"]
        if one["severity"] == "error"
    }


def marked() -> Places:
    """Return where an error is due."""
    lines = REFUSED.read_text(encoding="utf-8").splitlines()
    return {(REFUSED.name, n) for n, line in enumerate(lines, 1) if "  # wrong" in line}


def unknown() -> list[str]:
    """Return the public names whose type is not known, or that checkers may see differently."""
    told = json.loads(
        _run(
            sys.executable,
            "-m",
            "pyright",
            "--outputjson",
            "--ignoreexternal",
            "--verifytypes",
            PACKAGE,
        )
    )["typeCompleteness"]
    print(f"pyright --verifytypes: {told['completenessScore']:.2%} of {len(told['symbols'])} names")
    if not told["symbols"]:
        return [f"{PACKAGE}: not found, or without py.typed"]
    return [
        one["name"]
        for one in told["symbols"]
        if FLOOR.fullmatch(one["name"]) and (not one["isTypeKnown"] or one["isTypeAmbiguous"])
    ]


def main() -> int:
    """Print what is not as it should be; return how much that is."""
    due, wrong = marked(), 0
    for checker in (mypy, pyright):
        seen = checker()
        for name, line in sorted(seen - due):
            print(f"{name}:{line}: {checker.__name__} sees an error that should not be")
        for name, line in sorted(due - seen):
            print(f"{name}:{line}: {checker.__name__} sees no error")
        print(f"{checker.__name__}: {len(due & seen)} of {len(due)} mistakes seen")
        wrong += len(seen ^ due)
    names = unknown()
    for name in names:
        print(f"{name}: its type is not known")
    return wrong + len(names)


if __name__ == "__main__":
    sys.exit(main() != 0)
