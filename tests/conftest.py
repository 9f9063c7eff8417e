"""What the tests share: `project` writes a small explainer, `update` says whether to rewrite expected files."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

import previewing
import pytest
from crowd import write_crowd
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright
from serving import Site, served

from explainer.cache import Cache
from explainer.files import Folder
from explainer.finishing import Means, finish
from explainer.pipeline import build_site

# Machines that run tests are slow and noisy; a law is not broken because it took long to try.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

TESTS = Path(__file__).parent
BASE = TESTS / "problems" / "base"  # a small explainer without a problem


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the expected files, and fail to say so")
    parser.addoption("--with-browser", action="store_true", help="fail where there is no Chromium, instead of skipping")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))


@pytest.fixture
def texts() -> Path:
    """The private texts of the real reports, where somebody has them."""
    folder = TESTS.parent / "texts"
    if not folder.is_dir():
        pytest.skip("the private texts are not at hand: put them into texts/ to prove the real content against them")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Path]:
    """Write {path: text} over a minimal explainer and return its root, which holds content/ and no layouts."""

    def write(files: Mapping[str, str] = {}) -> Path:
        shutil.copytree(BASE, tmp_path / "content", dirs_exist_ok=True)
        for path, text in files.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        return tmp_path

    return write


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The root of a small explainer, with content/ and layouts/ of its own."""
    shutil.copytree(BASE, tmp_path / "content")
    shutil.copytree(TESTS.parent / "layouts", tmp_path / "layouts")
    return tmp_path


@pytest.fixture
def running(project: Callable[..., Path]) -> Iterator[previewing.Running]:
    """A preview of a small explainer."""
    found = previewing.small(project())
    try:
        yield found
    finally:
        found.end()


CHROMIUM = Path("/usr/bin/chromium")
QUIETLY = (
    "--no-sandbox --no-first-run --disable-background-networking --disable-component-update --disable-sync".split()
)


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """A real Chromium that asks nobody for anything."""
    if not CHROMIUM.exists():
        tell = pytest.fail if request.config.getoption("--with-browser") else pytest.skip
        tell(f"there is no Chromium at {CHROMIUM}, so no page was opened: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)
        yield browser
        browser.close()


# --- sites, as they are found on the web ------------------------------------------------------------------------------


REPOSITORY = "https://github.com/example/tunnel"  # of a host whose addresses are known, for the links that need one


def online(content: Path, *, draft: bool = False, whole: bool = False) -> AbstractContextManager[Site]:
    """A folder of content, built for the address it is served at; the `whole` site, or all that is made in no time."""
    layouts = Folder(TESTS.parent / "layouts", "layouts")

    def make(address: str) -> Mapping[str, bytes]:
        built = build_site(Folder(content, "content"), layouts, address, repository=REPOSITORY, draft=draft)
        return finish(built, Means(layouts, Cache(TESTS.parent / ".cache"))) if whole else built.files

    return served(make)


@pytest.fixture(scope="session")
def real() -> Iterator[Site]:
    """The first explainer."""
    with online(TESTS.parent / "content", whole=True) as site:
        yield site


@pytest.fixture(scope="session")
def harbour() -> Iterator[Site]:
    """An invented one, with every kind of record."""
    with online(TESTS / "sites" / "harbour" / "content") as site:
        yield site


@pytest.fixture(scope="session")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One of 200 reports, legal and hostile."""
    folder = tmp_path_factory.mktemp("crowd") / "content"
    write_crowd(folder)
    with online(folder, draft=True) as site:
        yield site
