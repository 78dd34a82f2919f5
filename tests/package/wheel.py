"""Build the wheel and the sdist twice and look into them; install the wheel with each extra alone.

python tests/package/wheel.py
"""

import os
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from pathlib import Path
from shutil import copytree, ignore_patterns

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "ridehire_partybuild"
LEFT_OUT = ignore_patterns("__pycache__", "*.pyc")
DOORS = {
    "ical": "from ridehire_partybuild.exchange import ical; ical.to_ical((), stamp=NOW)",
    "excel": "from ridehire_partybuild.exchange import tables; "
    "tables.write(rp.Register(), 'b.xlsx')",
    "report": "from ridehire_partybuild.exchange import report; "
    "report.to_html(rp.assess(rp.Register(), rp.reference_guideline(), NOW.date()))",
    "testing": "from ridehire_partybuild.testing import strategies",
}
"""A use of each optional door. It works with its extra alone, and else names it in one line."""

START = """
from datetime import UTC, datetime
import ridehire_partybuild as rp
NOW = datetime(2026, 1, 15, tzinfo=UTC)
"""


def _run(*command: str | Path, cwd: Path, **env: str) -> "subprocess.CompletedProcess[str]":
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return subprocess.run(  # noqa: S603 - our own commands
        [str(part) for part in command],
        cwd=cwd, env=clean | env, capture_output=True, text=True, check=False,
    )  # fmt: skip


def _need(done: "subprocess.CompletedProcess[str]") -> str:
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return done.stdout


def built(folder: Path) -> tuple[Path, Path]:
    """Return the wheel and the sdist that a copy of the source in ``folder`` gives."""
    source = folder / "source"
    source.mkdir(parents=True)
    for name in ("src", "tests", "docs", "examples"):
        copytree(ROOT / name, source / name, ignore=LEFT_OUT)
    for one in (*ROOT.glob("*.md"), *map(ROOT.joinpath, ("LICENSE", "Makefile", "pyproject.toml"))):
        (source / one.name).write_bytes(one.read_bytes())
    for one in source.rglob("*"):
        os.utime(one, (folder.stat().st_ino % 10**9, folder.stat().st_ino % 10**9))
    _need(_run(sys.executable, "-m", "build", "--outdir", folder / "dist", ".", cwd=source))
    return next(folder.glob("dist/*.whl")), next(folder.glob("dist/*.tar.gz"))


def strays(wheel: Path, sdist: Path) -> list[str]:
    """Return what the two hold that they should not, or do not hold that they should."""
    files = (one for one in PACKAGE.rglob("*") if one.is_file() and one.suffix != ".pyc")
    due = {one.relative_to(PACKAGE.parent).as_posix() for one in files}
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        texts = "\n".join(
            archive.read(one).decode() for one in names if one.endswith("entry_points.txt")
        )
    about = {one for one in names if ".dist-info/" in one}
    found = [f"wheel: {one}" for one in sorted((names - about) ^ due)]
    plain = {one.split("/", 1)[1] for one in about}
    allowed = {"METADATA", "WHEEL", "RECORD", "licenses/LICENSE", "entry_points.txt"}
    lacking = allowed - {"entry_points.txt"} - plain
    found += [f"wheel: {one}" for one in sorted((plain - allowed) | lacking)]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    points = {**project.get("entry-points", {}), "console_scripts": project.get("scripts", {})}
    found += [f"entry point: {n}" for of in points.values() for n in of if n not in texts]
    with tarfile.open(sdist) as tar:
        inside = {one.split("/", 1)[1] for one in tar.getnames() if "/" in one}
    kept = {f"src/{one}" for one in due} | {"LICENSE", "README.md", "Makefile", "pyproject.toml"}
    found += [f"sdist lacks {one}" for one in sorted(kept - inside)]
    return found + [f"sdist: {one}" for one in sorted(inside) if re.search(r"\.pyc|\.venv", one)]


def installed(wheel: Path, extra: str, folder: Path) -> list[str]:
    """Return what does not work where the wheel was installed with one extra, or with none."""
    _need(_run(sys.executable, "-m", "venv", folder, cwd=folder.parent))
    python = folder / "bin" / "python"
    spec = f"{wheel}[{extra}]" if extra else str(wheel)
    _need(_run(python, "-m", "pip", "install", "-q", spec, cwd=folder))
    found = []
    everything = _run(python, "-W", "error", "-c", "from ridehire_partybuild import *", cwd=folder)
    if everything.returncode:
        found.append(f"[{extra}] {everything.stderr}")
    for door, use in DOORS.items():
        done = _run(python, "-c", START + use, cwd=folder)
        last = (done.stderr.strip().splitlines() or [""])[-1]
        told = last.startswith("ModuleNotFoundError") and f"[{door}]" in last
        if done.returncode if door == extra else not told:
            found.append(f"[{extra}] {door}: {last or 'it works without its extra'}")
    return found


def main() -> int:
    """Print what is wrong; return 1 if anything is."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wheel, sdist = built(folder / "one")
        again, sources = built(folder / "another place")
        found = strays(wheel, sdist)
        pairs = ((wheel, again), (sdist, sources))
        found += [
            f"{a.name}: two builds differ" for a, b in pairs if a.read_bytes() != b.read_bytes()
        ]
        checks: tuple[tuple[str | Path, ...], ...] = (
            ("twine", "check", "--strict", wheel, sdist),
            ("check_wheel_contents", wheel),
        )
        for command in checks:
            done = _run(sys.executable, "-m", *command, cwd=folder)
            found += [done.stdout + done.stderr] if done.returncode else []
        for extra in ("", *DOORS):
            found += installed(wheel, extra, folder / f"with-{extra}")
        print(*found or [f"{wheel.name}, {sdist.name}: as they should be"], sep="\n")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
