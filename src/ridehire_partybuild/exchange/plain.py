"""Plain data as JSON: one form, the same bytes for equal data."""

import json
from collections.abc import Mapping
from os import PathLike
from typing import Any

__all__ = ["json_bytes", "json_text", "write_json"]


def json_text(plain: Mapping[str, Any]) -> str:
    """Return plain data as JSON text: keys in their order, two spaces, no escape without need."""
    return json.dumps(plain, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def json_bytes(plain: Mapping[str, Any]) -> bytes:
    """Return plain data as a JSON document in UTF-8; equal data, made alike, give equal bytes.

    >>> json_bytes({"version": "2.1.0", "runs": []}).decode().splitlines()[1]
    '  "version": "2.1.0",'
    """
    return json_text(plain).encode()


def write_json(plain: Mapping[str, Any], path: str | PathLike[str]) -> None:
    r"""Write plain data to the file ``path`` as a JSON document in UTF-8.

    Raises:
        OSError: it cannot be written.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_json({"runs": []}, f"{folder}/findings.sarif")
    ...     Path(folder, "findings.sarif").read_text("utf-8")
    '{\n  "runs": []\n}\n'
    """
    written = json_bytes(plain)
    with open(path, "wb") as file:  # noqa: PTH123 - pathlib takes time to import
        file.write(written)
