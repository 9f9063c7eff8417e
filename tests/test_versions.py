"""The program runs on every Python that pyproject.toml admits, the first of which have faults of their own."""

import re
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "explainer"


def test_no_pattern_has_a_possessive_quantifier() -> None:
    """Before 3.11.5 one on a group keeps what it has tried in vain, so that `(?: ?€)?+` takes the blank without the sign."""
    found = [
        f"{path.relative_to(PACKAGE)}: {line.strip()}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for line in path.read_text("utf-8").splitlines()
        if re.search(r'rb?f?".*(?:[*+?]|\})\+', line) and "re.escape" not in line
    ]
    assert found == []
