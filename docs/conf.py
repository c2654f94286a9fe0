"""How Sphinx builds the documentation: Markdown through MyST, in the Furo theme."""

from importlib.metadata import version as version_of
from pathlib import Path

project = "cdshooks"
author = "The cdshooks authors"
release = version = version_of("cdshooks")

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = "cdshooks"


def setup(app):
    """The review sheets are made anew each time from the cards, so that no page can lag behind them."""
    app.connect("builder-inited", _write_review_sheets)


def _write_review_sheets(app):
    from cdshooks.publish.review_folder import write_pages
    from cdshooks.service import build_plan
    from cdshooks.site import Site

    write_pages(build_plan(Site()), Path(app.srcdir))
