"""Write the shipped schema anew: ``python -m ridehire_partybuild.exchange.schemas [FILE]``."""

import sys

from ridehire_partybuild import data

from .documents import SHIPPED, shipped_text


def main(path: str | None = None) -> None:
    """Write the schema of every document to ``path``, or over the shipped one."""
    wanted = path or f"{data.__path__[0]}/{SHIPPED}"
    text = shipped_text().encode()  # first: what fails leaves the file as it was
    with open(wanted, "wb") as file:  # noqa: PTH123 - as the other doors do
        file.write(text)
    sys.stdout.write(f"{wanted}\n")


if __name__ == "__main__":
    main(*sys.argv[1:2])
