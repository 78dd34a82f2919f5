"""The console: any encoding will do, a reader may leave early, and long work shows itself."""

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import TextIO

from ridehire_partybuild.exchange.report.plain import in_a_line

__all__ = ["doing", "lenient", "printed", "printed_json"]

MOST_DOTS = 60


def lenient(stream: TextIO | None) -> None:
    """Let a stream write what its encoding lacks by its number: GBK has no emoji, ASCII no 中."""
    change = getattr(stream, "reconfigure", None)
    if change is not None:
        with suppress(ValueError, OSError):
            change(errors="backslashreplace")


def printed(lines: Iterable[str], stream: TextIO | None) -> None:
    """Print lines; who does not read to the end misses the rest, and that is all.

    Raises:
        OSError: they cannot be written, the disk being full, say.
    """
    _written("".join(f"{in_a_line(line)}\n" for line in lines), stream)


def printed_json(data: object, stream: TextIO | None) -> None:
    """Print an object for programs: where the encoding is not UTF-8, in letters that all have."""
    encoding = re.sub(r"[^a-z0-9]", "", str(getattr(stream, "encoding", "")).lower())
    _written(json.dumps(data, ensure_ascii=encoding != "utf8", indent=2) + "\n", stream)


def _written(text: str, stream: TextIO | None) -> None:
    if stream is None:  # a program without a console has none
        return
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        _forget(stream)


def _forget(stream: TextIO) -> None:
    """Lead a stream that nobody reads to nowhere, or Python complains of it when it ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


@contextmanager
def doing(what: str) -> Iterator[None]:
    """Show on a terminal what is being done, and each second a dot; elsewhere nothing."""
    stream = sys.stderr
    if stream is None or not stream.isatty():
        yield
        return
    over = Event()
    dots = Thread(target=_dots, args=(stream, over), daemon=True)
    _tried(stream, in_a_line(what) + " ")
    dots.start()
    try:
        yield
    finally:
        over.set()
        dots.join()
        _tried(stream, "\n")


def _dots(stream: TextIO, over: Event) -> None:
    for _ in range(MOST_DOTS):
        if over.wait(1.0):
            return
        _tried(stream, ".")


def _tried(stream: TextIO, text: str) -> None:
    with suppress(OSError, ValueError):
        stream.write(text)
        stream.flush()
