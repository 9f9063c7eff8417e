"""The command: `python build.py` builds content/ into site/; `python build.py --help` says what else it does."""

import sys
from pathlib import Path

if __name__ == "__main__":
    try:
        from explainer.cli import main

        sys.exit(main(sys.argv[1:], Path(__file__).resolve().parent))
    except ModuleNotFoundError as error:
        sys.exit(f"build.py: '{error.name}' is not installed here; see the first command in README.md")
