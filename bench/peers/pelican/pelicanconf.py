"""The same site by Pelican: a generator of its own, and the plain script's templates as its theme."""

import sys

sys.path.append("../plain")  # of which the plugin uses the database

SITENAME = "Reports"
SITEURL = ""
TIMEZONE = "UTC"
PATH = "../../content"
PLUGIN_PATHS = ["."]
PLUGINS = ["reports"]
THEME = "../plain"
JINJA_ENVIRONMENT = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}

# What it makes of articles is not asked for.
ARTICLE_PATHS = PAGE_PATHS = STATIC_PATHS = THEME_STATIC_PATHS = DIRECT_TEMPLATES = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
