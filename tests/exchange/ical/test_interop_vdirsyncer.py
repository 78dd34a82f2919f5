"""vdirsyncer carries the plan from a server to files; what comes out is what went in."""

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from ridehire_partybuild import Plan
from ridehire_partybuild.exchange.ical import from_ical, to_icals

from .conftest import found_by

pytest.importorskip("icalendar")
VDIRSYNCER = found_by("RIDEHIRE_VDIRSYNCER", "vdirsyncer")


@pytest.mark.interop
@pytest.mark.skipif(
    VDIRSYNCER is None, reason="vdirsyncer is not installed (RIDEHIRE_VDIRSYNCER or PATH)"
)
def test_a_collection_is_synchronised(
    server: Any, demo_plan: Plan, stamp: Any, tmp_path: Path
) -> None:
    """Discover, sync: one file an event, no warning, and nothing that `from_ical` would tell."""
    server("MKCALENDAR", "/office/sync/")
    for name, text in to_icals(demo_plan, by="session", stamp=stamp).items():
        assert server("PUT", f"/office/sync/{name}", text)[0] == 201
    (tmp_path / "files" / "sync").mkdir(parents=True)
    config = tmp_path / "config"
    config.write_text(
        f'[general]\nstatus_path = "{tmp_path / "status"}"\n'
        '[pair plan]\na = "server"\nb = "files"\ncollections = ["sync"]\n'
        f'[storage server]\ntype = "caldav"\nurl = "{server.url}office/"\n'
        'username = "office"\npassword = "-"\n'
        f'[storage files]\ntype = "filesystem"\npath = "{tmp_path / "files"}"\n'
        'fileext = ".ics"\n',
        encoding="utf-8",
    )
    for command in ("discover", "sync"):
        done = subprocess.run(  # noqa: S603 - the program that the test is about
            [str(VDIRSYNCER), "-c", str(config), command],
            env={"HOME": str(tmp_path), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            capture_output=True, check=False, encoding="utf-8", timeout=120, input="y\n" * 9,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        assert "warning" not in (done.stdout + done.stderr).lower()
    files = sorted((tmp_path / "files" / "sync").glob("*.ics"))
    assert len(files) == len(demo_plan.sessions)
    back = "".join(path.read_bytes().decode() for path in files)
    found = from_ical(back, demo_plan)
    assert (found.text(), found.applied()) == ("", demo_plan.sessions)
