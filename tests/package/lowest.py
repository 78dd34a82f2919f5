"""Print the lowest versions that pyproject.toml allows, as constraints for pip.

    python tests/package/lowest.py > lowest.txt
    pip install -c lowest.txt 'ridehire-partybuild[test]'

What has no lower bound is left to pip.
"""

import re
import sys
import tomllib
from pathlib import Path

PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"
BOUND = re.compile(r"(?P<name>[\w.-]+)(?:\[[\w,-]+\])?>=(?P<version>[\w.]+)")


def lowest(project: dict[str, dict[str, list[str]]], *extras: str) -> list[str]:
    """Return one constraint for each bounded dependency of the core and of ``extras``."""
    wanted = [
        *project["dependencies"],
        *(line for extra in extras for line in project["optional-dependencies"][extra]),
    ]
    bounds = (BOUND.match(line) for line in wanted)
    return sorted({f"{one['name']}=={one['version']}" for one in bounds if one})


if __name__ == "__main__":
    doors = ("ical", "excel", "report", "holidays", "testing", "docx", "test")
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    sys.stdout.write("".join(f"{line}\n" for line in lowest(project, *doors)))
