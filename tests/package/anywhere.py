"""Make the same documents in many surroundings and by many threads: their bytes must be the same.

    python tests/package/anywhere.py

Made are an assessment, what explains it, a plan, its calendar, the page, the workbook, and the
documents in OSCAL and SARIF of the example city. The threads all begin at once in a fresh
interpreter, with nothing imported yet.
"""

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Barrier

CITY = Path(__file__).parents[2] / "examples" / "data" / "dongying.json"
THREADS = 8
SURROUNDINGS: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "hash seed 0": ((), {"PYTHONHASHSEED": "0"}),
    "hash seed 1": ((), {"PYTHONHASHSEED": "1"}),
    "hash seed random": ((), {"PYTHONHASHSEED": "random"}),
    "-O": (("-O",), {}),
    "-OO": (("-OO",), {}),
    "New York, LC_ALL=C, no UTF-8 mode": (
        (),
        {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ),
    f"{THREADS} threads at once": ((), {"THREADS": str(THREADS)}),
}


def made() -> dict[str, bytes]:
    """Return each document in bytes."""
    import ridehire_partybuild as rp  # noqa: PLC0415 - the first use is what is tried
    from ridehire_partybuild.exchange import ical, oscal, report, sarif, tables  # noqa: PLC0415

    on = date(2026, 1, 15)
    register = rp.load(CITY, rp.Register)
    rules, calendar = rp.reference_guideline(), rp.work_calendar()
    told = rp.assess(register, rules, on)
    span = rp.Span.parse("2026-01-01/2026-03-31")
    plan = rp.plan(rp.duties(rules, register, span), register, calendar, span, moves=50)
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "book.xlsx"
        tables.write(register, book)
        workbook = book.read_bytes()
    stamp = datetime(2026, 1, 1, tzinfo=UTC)
    texts = {
        "assessment.json": rp.dumps(told),
        "explained.txt": "\n".join(rp.explain(one, told, "zh").text() for one in told.findings),
        "plan.json": rp.dumps(plan),
        "plan.ics": ical.to_ical(plan, stamp=stamp),
        "page.html": report.to_html(told),
    }
    plain = {
        "results.oscal.json": oscal.to_oscal(told, stamp=stamp),
        "poam.oscal.json": oscal.to_poam(rp.remediation(told, calendar), stamp=stamp),
        "findings.sarif": sarif.to_sarif(told),
    }
    return {
        **{name: text.encode() for name, text in texts.items()},
        **{name: oscal.json_bytes(one) for name, one in plain.items()},
        "book.xlsx": workbook,
    }


def digests(threads: int) -> set[str]:
    """Return what the threads made, each document by its digest: a set of one if all agree."""
    start = Barrier(threads)

    def one(_: int) -> str:
        start.wait()
        found = ((name, hashlib.sha256(text).hexdigest()) for name, text in made().items())
        return " ".join(f"{name}={digest[:16]}" for name, digest in found)

    with ThreadPoolExecutor(threads) as pool:
        return set(pool.map(one, range(threads)))


def main() -> int:
    """Print what differs from an undisturbed interpreter; return 1 if anything does."""
    expected, wrong = "", 0
    for name, (flags, env) in {"as it is": ((), {}), **SURROUNDINGS}.items():
        threads = env.pop("THREADS", "1")
        command = [sys.executable, "-W", "error", *flags, __file__, "--made-by", threads]
        done = subprocess.run(  # noqa: S603 - our own interpreter and code
            command, env=os.environ | env, capture_output=True, text=True, check=False
        )
        told = done.stdout.strip() or done.stderr.strip()
        expected = expected or told
        alike = done.returncode == 0 and told == expected
        print(f"{name}: {'the same' if alike else told}")
        wrong += not alike
    print(expected.replace(" ", "\n"))
    return int(wrong > 0)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--made-by", type=int, default=0, help="threads, in this interpreter")
    options = parser.parse_args()
    if not options.made_by:
        sys.exit(main())
    print("\n".join(sorted(digests(options.made_by))))
