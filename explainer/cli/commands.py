"""Options -> what a command does, and its exit code: 0 fine, 1 problems."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from explainer.cli.arguments import WrongCommand, base_url_of, folder, out_folder, port_of, repository_of
from explainer.cli.printing import (
    FINE,
    PROBLEMS,
    Attempts,
    ProgressBar,
    changes_json,
    changes_text,
    print_notes,
    print_problems,
    print_remark,
    print_report,
    print_told,
    shown,
)
from explainer.problems import ContentError

if TYPE_CHECKING:
    from explainer.cache import Cache
    from explainer.changes.change import Tables
    from explainer.files import Folder

CACHE = ".cache"  # beside build.py


class Given(Struct, frozen=True):
    """What a build is told besides its folders."""

    base_url: str | None
    repository: str | None
    draft: bool
    force: bool


def _build(options: argparse.Namespace, root: Path) -> int:
    from explainer.cache import Cache
    from explainer.unchanged import Memory

    started = time.perf_counter()
    cache = Cache(None if options.no_cache else root / CACHE)
    content = folder(options, "content", root)
    layouts = folder(options, "layouts", root)
    given = Given(base_url_of(options.base_url), repository_of(options.repository), options.draft, options.force)
    out = Path(shown(out_folder(options.out, root / "site", content, layouts)))
    memory = Memory(cache, (content, layouts), out, given)
    summary, already = memory.summary(), ""
    if summary:
        already = " as they were"
    else:
        inputs = memory.look()
        with _layouts_compiled(layouts, cache):
            summary = _build_anew(content, layouts, out, given, cache, lambda words: memory.keep(inputs, words))
        cache.tidy()
    if summary:
        print(f"{summary} in {out}/{already}, {time.perf_counter() - started:.1f} s")
    return FINE if summary else PROBLEMS


def _layouts_compiled(layouts: Folder, cache: Cache) -> AbstractContextManager[None]:
    """Where no layout was compiled before, another process begins with it, while this one imports and reads content."""
    if not cache.is_new():
        return nullcontext()
    from explainer.parallel import beside
    from explainer.setting import compile_all

    return beside(lambda: compile_all(layouts.path, cache))


def _build_anew(
    content: Folder, layouts: Folder, out: Path, given: Given, cache: Cache, keep: Callable[[str], None]
) -> str:
    """The summary of a build, or nothing after problems; `keep` hears it while no other build can write."""
    from explainer.finishing import Means, finish
    from explainer.output import OutputError, ready_folder, write_site
    from explainer.pagefind import PagefindError
    from explainer.pipeline import build_site
    from explainer.printed import Ground

    ground = Ground(cache, out)

    def remember() -> None:
        if built.printed:
            built.printed.keep(built.names)
        keep(built.summary)

    try:
        ready_folder(out, force=given.force, tell=print_remark)
        with ProgressBar() as progress:
            built = build_site(
                content,
                layouts,
                given.base_url,
                progress,
                repository=given.repository,
                draft=given.draft,
                ground=ground,
            )
            files = finish(built, Means(layouts, cache, progress))
        write_site(files, out, force=given.force, tell=print_remark, then=remember)
    except ContentError as error:
        print_report(error, sys.stderr)
        print("Nothing was written.", file=sys.stderr)
        return ""
    except (OutputError, PagefindError) as error:
        print(f"build.py: {error}", file=sys.stderr)
        return ""
    return built.summary


def _check(options: argparse.Namespace, root: Path) -> int:
    from explainer.cache import Cache
    from explainer.pipeline import build_site
    from explainer.printed import Ground

    content = folder(options, "content", root)
    layouts = folder(options, "layouts", root)
    ground = Ground(Cache(root / CACHE, only_read=True), root / "site")
    base_url = base_url_of(options.base_url)
    since = None if options.since is None else _published(options.since, content)
    found: list[ContentError] = []
    summary = ""
    try:
        summary = build_site(content, layouts, base_url, draft=options.draft, ground=ground).summary
    except ContentError as error:
        found.append(error)
    found += _uncorrected(options.since, since, content) if since is not None else ()
    if found:
        problems = (problem for error in found for problem in error.problems)
        texts = {path: text for error in found for path, text in error.texts.items()}
        return print_problems(ContentError(problems, texts), options.format)
    if options.format == "json":
        print("[]")
    elif options.format == "text":
        print(f"No problems. {summary}.")
    return FINE


def _watch(options: argparse.Namespace, root: Path) -> int:
    from explainer.cache import Cache
    from explainer.preview.building import Wanted
    from explainer.preview.run import Where, preview
    from explainer.preview.table import is_loopback

    content = folder(options, "content", root)
    layouts = folder(options, "layouts", root)
    texts = root / "texts" if options.texts is None else folder(options, "texts", root).path
    wanted = Wanted(content, layouts, texts, base_url_of(options.base_url), Cache(root / CACHE))
    where = Where(options.host, port_of(options.port), Path.cwd())

    def ready(address: str, why_polling: str) -> None:
        print(f"Preview at {address} of {content.shown}/ and {layouts.shown}/. Ctrl-C ends it.", flush=True)
        if not texts.is_dir():
            words = f"There is no folder {shown(texts)}/: wording is held against {content.shown}/evidence.lock alone."
            print(words, flush=True)
        if why_polling:
            print(f"This system tells of no changes ({why_polling}): they are looked for twice a second.", flush=True)
        if not is_loopback(options.host):
            words = f"build.py: others can reach '{options.host}': whoever does sees what you are writing, drafts too"
            print(words, file=sys.stderr)
        if options.open:
            import webbrowser

            webbrowser.open(address)

    try:
        preview(wanted, where, ready, Attempts().tell)
    except OSError as error:
        print(f"build.py: {options.host}:{options.port} cannot be listened at: {error.strerror}", file=sys.stderr)
        return PROBLEMS
    return FINE


def _changes(options: argparse.Namespace, root: Path) -> int:
    from explainer.published import changed_since

    content = folder(options, "content", root)
    try:
        since = changed_since(options.since, _published(options.since, content), content)
    except ContentError as error:
        return print_problems(error, options.format)
    print_notes(since)
    if options.format == "json":
        print(changes_json(since))
    else:
        print(*changes_text(since, options.since, content.shown), sep="\n")
    return FINE


def _verify(options: argparse.Namespace, root: Path) -> int:
    from explainer.output import OutputError
    from explainer.verifying import verify_folder

    content = folder(options, "content", root)
    texts = folder(options, "texts", root)
    try:
        told = verify_folder(content, texts.path, date.today().isoformat(), write=not options.check)
    except ContentError as error:
        return print_problems(error, options.format)
    except OutputError as error:
        print(f"build.py: {error}", file=sys.stderr)
        return PROBLEMS
    return print_told(told, options.format)


def _coverage(options: argparse.Namespace, root: Path) -> int:
    from explainer.verifying import cover_folder

    content = folder(options, "content", root)
    texts = folder(options, "texts", root)
    try:
        told = cover_folder(content, texts.path)
    except ContentError as error:
        return print_problems(error, options.format)
    return print_told(told, options.format)


def _draft(options: argparse.Namespace, root: Path) -> int:
    from explainer.reading import ID, slug
    from explainer.verifying import TextError, draft_file

    path = Path(options.text)
    content = folder(options, "content", root)
    source_id = slug(path.stem) if options.id is None else options.id
    if not ID.match(source_id):
        raise WrongCommand(f"--id '{source_id}' cannot be an id; use small letters, digits and hyphens")
    try:
        name, draft = draft_file(path, content, source_id)
    except FileNotFoundError:
        raise WrongCommand(f"there is no text '{path}'") from None
    except FileExistsError:
        print(f"build.py: there is already a source '{source_id}'; give another id with --id", file=sys.stderr)
        return PROBLEMS
    except TextError as error:
        print(f"build.py: '{path}' {error}", file=sys.stderr)
        return PROBLEMS
    except OSError as error:
        print(f"build.py: {error.filename} cannot be written: {error.strerror}", file=sys.stderr)
        return PROBLEMS
    except ContentError as error:
        return print_problems(error, "text")
    print(
        f"{name} was written: {draft.count(chr(10)):,} lines. Decide what its comments ask, then run build.py verify."
    )
    if not (root / "texts" / path.name).is_file():
        print(f"verify looks for {path.name} in texts/ (or --texts DIR): put it there.")
    return FINE


def _init(options: argparse.Namespace, root: Path) -> int:
    from explainer.starting import StartError, start

    if not options.folder:
        raise WrongCommand("DIR names no folder")
    folder = Path(options.folder)
    try:
        count = start(folder, root)
    except StartError as error:
        print(f"build.py: {error}", file=sys.stderr)
        return PROBLEMS
    print(
        f"{folder} holds a new explainer, {count:,} files. Its README.md says how to go on; so does docs/first-hour.md."
    )
    return FINE


def _schema(options: argparse.Namespace, root: Path) -> int:
    from explainer.output import OutputError, write_file
    from explainer.schema import schema_files

    out = out_folder(options.out, root / "schema")
    files = {name: text.encode() for name, text in schema_files().items()}
    try:
        stale = [name for name, data in files.items() if not _holds(out / name, data)]
        if not options.check:
            out.mkdir(parents=True, exist_ok=True)
            for name in stale:
                write_file(out, name, files[name])
    except OutputError as error:
        print(f"build.py: {error}", file=sys.stderr)
        return PROBLEMS
    except OSError as error:
        print(f"build.py: {error.filename} cannot be used: {error.strerror}", file=sys.stderr)
        return PROBLEMS
    for name in stale:
        print(f"{shown(out)}/{name} {'would change' if options.check else 'was written'}.")
    if not stale:
        print(f"{shown(out)}/ is up to date.")
    return PROBLEMS if stale and options.check else FINE


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data


COMMANDS: dict[str, Callable[[argparse.Namespace, Path], int]] = {
    "build": _build,
    "check": _check,
    "watch": _watch,
    "verify": _verify,
    "coverage": _coverage,
    "draft": _draft,
    "changes": _changes,
    "init": _init,
    "schema": _schema,
}


def _published(since: str, content: Folder) -> Tables:
    """What was published; what cannot be had is a wrong command."""
    from explainer.published import PublishedError, published_tables

    try:
        return published_tables(since, content)
    except PublishedError as error:
        raise WrongCommand(f"--since: {error}") from None


def _uncorrected(since: str, old: Tables, content: Folder) -> list[ContentError]:
    """What changed and no correction says so, as problems; none where the content cannot be read, which is reported."""
    from explainer.published import changed_since

    try:
        found = changed_since(since, old, content)
    except ContentError:
        return []
    print_notes(found)
    return [ContentError(found.problems, found.files)] if found.problems else []
