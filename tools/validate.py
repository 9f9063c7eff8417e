"""Let the Nu Html Checker read every page of a built site: `python tools/validate.py [site]`; ends with 1 for an error.

Needs Java, and Node.js with npm, whose npx fetches vnu-jar 26.9.27. One kind of error is expected and left out: tables
say their roles, which is redundant as long as they are displayed as tables; on a phone they are not, and some browsers
then forget what they are.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

CHECKER = ["npx", "--yes", "--package=vnu-jar@26.9.27", "vnu", "--skip-non-html", "--format", "json"]
ROLES = re.compile(r"“role” attribute must not be used on an? “(?:table|thead|tbody|tr|th|td)” element")


def main() -> int:
    """Print each error at its page and line."""
    site = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[1] / "site").resolve()
    pages = sorted(site.rglob("*.html"))
    if not pages:
        print(f"there is no page in {site}: build it first", file=sys.stderr)
        return 2
    result = subprocess.run([*CHECKER, str(site)], capture_output=True, text=True, check=False)
    messages = json.loads(result.stderr or "{}").get("messages")
    if messages is None:
        print(result.stdout + result.stderr, file=sys.stderr)
        return 2
    errors = [each for each in messages if each["type"] == "error"]
    found = [each for each in errors if not ROLES.search(each["message"])]
    for each in found:
        page = Path(each["url"].removeprefix("file:")).relative_to(site)
        print(f"{page}:{each.get('lastLine', 1)}: {each['message']}")
    print(f"{len(pages)} pages, {len(found)} errors, and {len(errors) - len(found)} roles of tables that stay")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
