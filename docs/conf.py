"""How Sphinx builds the documentation: Markdown through MyST, in the Furo theme."""

from importlib.metadata import version as version_of

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
