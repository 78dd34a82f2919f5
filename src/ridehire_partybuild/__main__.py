"""``python -m ridehire_partybuild``: the one place where the day is asked of the machine."""

import sys

__all__: list[str] = []

if __name__ == "__main__":
    try:
        from datetime import datetime

        from ridehire_partybuild.cli import main
        from ridehire_partybuild.values import SHANGHAI

        today = datetime.now(SHANGHAI).date()  # noqa: TID251 - help says so
        sys.exit(main(sys.argv[1:], today=today))
    except KeyboardInterrupt:  # while the modules were read: `main` ends so by itself
        sys.exit(130)
