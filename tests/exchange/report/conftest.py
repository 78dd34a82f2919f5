"""A browser for the tests of pages: Chromium, told what to do over a pipe."""

import base64
import json
import os
import select
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PROGRAM = os.environ.get("RIDEHIRE_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-pipe",
)  # fmt: skip
PATIENCE = 120
"""Seconds after which a browser that says nothing is taken for dead."""

LISTENED = ("Page", "Runtime", "Log", "Network")


class Seen(NamedTuple):
    """What a page asked for and complained of, and what of it was asked."""

    requests: tuple[str, ...]
    complaints: tuple[str, ...]
    value: Any


class Browser:
    """One Chromium with one tab, spoken to as the DevTools protocol says: JSON ended by zeros."""

    def __init__(self, profile: Path) -> None:
        """Start it. It reads commands from descriptor 3 and answers on 4."""
        to_read, self._to = os.pipe()
        self._from, to_write = os.pipe()
        shell = f'exec "$0" "$@" 3<&{to_read} 4>&{to_write}'
        self._process = subprocess.Popen(  # noqa: S603 - the program that the owner installed
            ["/bin/bash", "-c", shell, str(PROGRAM), *OPTIONS, f"--user-data-dir={profile}"],
            pass_fds=(to_read, to_write), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(to_read)
        os.close(to_write)
        self._number, self._left, self.events = 0, b"", list[Mapping[str, Any]]()
        self._session: str | None = None
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)[
            "sessionId"
        ]
        for domain in LISTENED:
            self.ask(f"{domain}.enable")

    def _next(self) -> Mapping[str, Any]:
        while b"\0" not in self._left:
            if not select.select([self._from], [], [], PATIENCE)[0]:
                raise TimeoutError(PROGRAM)
            read = os.read(self._from, 2**16)
            if not read:
                raise EOFError(self._process.wait())
            self._left += read
        message, _, self._left = self._left.partition(b"\0")
        found: Mapping[str, Any] = json.loads(message)
        return found

    def ask(self, method: str, **params: object) -> Mapping[str, Any]:
        """Return the answer to a command; what happens meanwhile is kept."""
        self._number += 1
        message: dict[str, object] = {"id": self._number, "method": method, "params": params}
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self._number:
            self.events.append(answer)
        assert "error" not in answer, answer
        result: Mapping[str, Any] = answer["result"]
        return result

    def open(self, page: Path, width: int, script: str = "null") -> Seen:
        """Return what happens when a page is opened in a window so wide, and what a script says."""
        self.events.clear()
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=800, deviceScaleFactor=1, mobile=width < 600,
        )  # fmt: skip
        self.ask("Page.navigate", url=page.as_uri())
        while not any(one.get("method") == "Page.loadEventFired" for one in self.events):
            self.events.append(self._next())
        value = self.ask("Runtime.evaluate", expression=script, returnByValue=True)["result"]
        told = [(one.get("method"), one.get("params", {})) for one in self.events]
        wrong = ("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown")
        return Seen(
            tuple(p["request"]["url"] for name, p in told if name == "Network.requestWillBeSent"),
            tuple(json.dumps(p) for name, p in told if name in wrong),
            value.get("value"),
        )

    def picture(self) -> bytes:
        """Return what is seen of the page as PNG."""
        told = self.ask("Page.captureScreenshot")
        return base64.b64decode(told["data"])

    def printed(self) -> bytes:
        """Return the page as it is printed, by its own rules of paper and margins."""
        told = self.ask("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        return base64.b64decode(told["data"])

    def close(self) -> None:
        """End it: where nobody can command it any more it ends itself, and its helpers first."""
        os.close(self._to)
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._from)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser, or a reason to skip."""
    if PROGRAM is None:
        pytest.skip("Chromium is not installed")
    started = Browser(tmp_path_factory.mktemp("chromium"))
    yield started
    started.close()
