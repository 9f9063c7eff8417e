"""Whatever is saved, in whatever order, the preview shows what a preview that was just started would."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from test_incremental import EDITS, HARBOUR, LAYOUTS, MOVES

from explainer.files import Folder
from explainer.preview.building import Attempt, Wanted, Workshop
from explainer.preview.inputs import Inputs

# Other words in the prose of reports, of which some are wrong or lead elsewhere.
WORDS = (
    ("content/sources/gazette.yaml", "Ministers now say", "Ministers say"),
    ("content/sources/gazette.yaml", "only says that it could", "says that it might"),
    ("content/sources/gazette.yaml", "only says that it could", "says that 77 could"),
    ("content/sources/gazette.yaml", "[minister](/people/ana-ruiz/)", "[minister](/people/)"),
    ("content/sources/gazette.yaml", "No report gives the day.", "*None* gives the day, says [@tide]."),
    ("content/sources/gazette.yaml", "summary: |", "# a comment\nsummary: |"),
    ("content/sources/tide.yaml", "summary:", "status: draft\nsummary:"),
)


class Preview(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.root = Path(self.folder.name)
        shutil.copytree(HARBOUR, self.root / "content")
        shutil.copytree(HARBOUR.parent / "texts", self.root / "texts")
        shutil.copytree(LAYOUTS, self.root / "layouts")
        content, layouts = (Folder(self.root / name, name) for name in ("content", "layouts"))
        self.aim = Wanted(content, layouts, self.root / "texts", None)
        self.inputs = Inputs((content.path, layouts.path, self.aim.texts))
        self.workshop = Workshop(self.aim)

    def teardown(self) -> None:
        self.folder.cleanup()

    @rule(edits=st.lists(st.sampled_from((*EDITS, *WORDS, *WORDS)), min_size=1, max_size=2))
    def edit(self, edits: list[tuple[str, str, str]]) -> None:
        for name, one, other in edits:
            path = self.root / name
            if path.exists():
                text = path.read_text("utf-8")
                path.write_text(text.replace(other, one) if other in text else text.replace(one, other), "utf-8")

    @rule(move=st.sampled_from((*MOVES, ("texts", "texts.away"))))
    def move(self, move: tuple[str, str]) -> None:
        one, other = (self.root / name for name in move)
        (other.rename(one) if other.exists() else one.rename(other))

    @invariant()
    def it_shows_what_a_first_build_would(self) -> None:
        again = self.workshop.attempt(self.inputs.changed(), lambda: None)
        first = Workshop(self.aim).attempt((), lambda: None)
        if first.set is None and self.workshop.shown:  # a draft that was shown is not taken away
            return
        assert told(again) == told(first)


def told(found: Attempt) -> object:
    """All that is shown and said."""
    problems = found.wrong.problems if found.wrong else ()
    if found.set is None:
        return problems
    built = found.set.built
    files = {**built.files, **built.exports}
    return problems, found.told, built.summary, found.set.places, found.set.drafts, files


TestPreview = Preview.TestCase
TestPreview.settings = settings(max_examples=20, stateful_step_count=12, deadline=None)
