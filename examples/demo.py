"""The three pages of the example city, one after the other: what ``make demo`` prints.

``first_check.py`` (findings, duties, plan, calendar), ``where_we_stand.py`` (what mends a finding,
what to find out, who does what) and ``what_changed.py`` (comparison, forecast, waivers) also run
alone.
"""

import argparse
import runpy
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> None:
    """Run the three in one process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    parser.add_argument("--out", default="out")
    options = parser.parse_args()
    language = ["--lang", options.lang]
    for script, more in (
        ("first_check.py", ["--out", options.out]),
        ("where_we_stand.py", []),
        ("what_changed.py", []),
    ):
        sys.argv = [script, *language, *more]
        runpy.run_path(str(HERE / script), run_name="__main__")
        print()


if __name__ == "__main__":
    main()
