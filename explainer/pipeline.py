"""The whole story: a folder of content and a folder of layouts -> the files of a site, in memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from explainer.addresses import Addresses, read_base
from explainer.assets import read_assets
from explainer.evidence.holding import Hold
from explainer.files import Folder
from explainer.findings import Findings, findings
from explainer.links import NOWHERE, Sound, broken_links, dangling_links
from explainer.load import all_prose, load_content
from explainer.model import Content
from explainer.pages import Desk
from explainer.parallel import Progress
from explainer.press import Laid, set_all
from explainer.printed import NO_GROUND, Ground, Printed
from explainer.problems import ContentError, Place, as_told, counted
from explainer.record import changed
from explainer.render import Layouts, file_name
from explainer.yamltext import Text

NO_EXPORTS: Mapping[str, bytes] = {}


class Drawing(Struct, frozen=True):
    """The picture of a page, to be drawn: the name of its file, and the SVG that a layout was set to."""

    name: str
    svg: str
    layout: str
    page: str
    place: Place  # of the record that the page is about


class Built(Struct, frozen=True):
    """A site: its files by name, what it is made of in words, and that itself with the addresses it was given, and the
    pictures that are to be drawn. Files for programs may stand apart, to be made for whoever asks."""

    files: MutableMapping[str, bytes]
    summary: str
    found: Findings
    addresses: Addresses
    drawings: tuple[Drawing, ...]
    exports: Mapping[str, bytes] = NO_EXPORTS
    printed: Printed | None = None  # what is to be remembered of it when it is written

    @property
    def content(self) -> Content:
        return self.found.content

    @property
    def names(self) -> Iterator[str]:
        """Those of its files, and of its pictures."""
        return chain(self.files, self.exports, (drawing.name for drawing in self.drawings))


def build_site(
    content_folder: Folder,
    layouts_folder: Folder,
    base_url: str | None = None,
    progress: Progress = lambda stage, done, total: None,
    *,
    repository: str | None = None,
    draft: bool = False,
    ground: Ground = NO_GROUND,
) -> Built:
    """Build everything or raise ContentError with every problem; writes nothing.

    `base_url` is where the site will be found and `repository` where its source is kept, instead of what site.yaml
    says. `progress` hears of each step, and `ground` has what the last build wrote, and what it kept. In a draft, words
    that were not verified are marked and no problem.
    """
    cache = ground.cache
    hold = Hold.DRAFT if draft else Hold.ALL
    content, texts = load_content(content_folder.path, content_folder.shown, progress, hold, cache=cache)
    if repository is not None:
        site = changed(content.site, repository=Text(repository, content.site.at("repository")))
        content = replace(content, site=site)
    return set_site(
        content, texts, Layouts(layouts_folder.path, layouts_folder.shown, cache), base_url, progress, ground
    )


def set_site(
    content: Content,
    texts: Mapping[str, str],
    layouts: Layouts,
    base_url: str | None = None,
    progress: Progress = lambda stage, done, total: None,
    ground: Ground = NO_GROUND,
) -> Built:
    """The second half of it: content, and the texts of its files for reports, -> the files of a site."""
    pressed = set_all(desk_of(content, base_url), layouts, progress, ground)
    built = proofread(pressed.laid, pressed.files, texts, layouts, sound=pressed.printed.sound())
    return replace(built, printed=pressed.printed)


def desk_of(content: Content, base_url: str | None) -> Desk:
    """Compare what the sources say: all that pages draw on."""
    base = read_base(base_url or content.site.url)
    assert base is not None, "load checks the site's address, and the caller its own"
    found = findings(content)
    return Desk(found, base.knowing(found.lists.later))


def proofread(
    laid: Laid,
    files: MutableMapping[str, bytes],
    texts: Mapping[str, str],
    layouts: Layouts,
    exports: Mapping[str, bytes] = NO_EXPORTS,
    sound: Sound = NOWHERE,
) -> Built:
    """The site of what was set, pictures set apart; raises ContentError with every link that leads nowhere.

    `exports` are those that are not among the files, and `sound` is an earlier site whose links were all well."""
    found, addresses = laid.desk.found, laid.desk.addresses
    drawings = tuple(
        Drawing(name, files.pop(name).decode(), card.layout, card.name, card.place)
        for name, card in ((file_name(card.path), card) for card in laid.cards)
    )
    files.update(read_assets(layouts.folder, layouts.shown))
    problems = as_told(dangling_links(all_prose(found.content.records), files, exports, addresses))
    later = {*exports, *(drawing.name for drawing in drawings)}
    problems = problems or as_told(broken_links(laid.pages, files, later, addresses, layouts.shown, sound))
    if problems:
        raise ContentError(problems, texts)
    return Built(files, _summary(found.content, len(laid.pages)), found, addresses, drawings, exports)


def _summary(content: Content, pages: int) -> str:
    """ "2 sources, 5 people, 4 figures, 6 quotations: 14 pages; 1 draft left out" """
    figures = sum(len(source.figures) for source in content.sources)
    quotes = sum(len(source.quotes) for source in content.sources)
    made = (
        counted(len(content.sources), "source"),
        counted(len(content.people), "person", "people"),
        counted(figures, "figure"),
        counted(quotes, "quotation"),
    )
    left_out = f"; {counted(content.left_out, 'draft')} left out" if content.left_out else ""
    return f"{', '.join(made)}: {counted(pages, 'page')}{left_out}"
