"""The command: `python build.py` builds content/ into site/; `python build.py --help` says what else it does."""

import gc
import sys
from pathlib import Path

if __name__ == "__main__":
    gc.disable()  # what a command makes is kept to its end; only `watch` has none, and turns this on again
    try:
        from explainer.cli import main

        code = main(sys.argv[1:], Path(__file__).resolve().parent)
    except ModuleNotFoundError as error:
        sys.exit(f"build.py: '{error.name}' is not installed here; see the first command in README.md")
    except KeyboardInterrupt:  # while it was still importing
        sys.stderr.write("Stopped.\n")
        code = 130
    gc.freeze()  # or Python would look through all there is once more before it ends
    sys.exit(code)
