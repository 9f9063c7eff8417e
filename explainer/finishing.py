"""A site as it was built -> the site as it is published: what is added once, at the end, and in no preview."""

from __future__ import annotations

from explainer.cache import Cache
from explainer.pages.parts import Desk
from explainer.pipeline import Built
from explainer.search import entries, index_files


def finish(built: Built, cache: Cache) -> dict[str, bytes]:
    """All files of a published site. Raises PagefindError."""
    desk = Desk(built.found, built.addresses)
    return built.files | index_files(entries(desk), built.content.site.language, cache)
