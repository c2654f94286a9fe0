"""The templates of all pages, and a page as an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from flask import Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from cdshooks.publish.markdown import to_html
from cdshooks.publish.plain_words import plain

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""Nothing but our own style sheet and pictures is loaded, nothing is run, and forms lead to ourselves."""


@cache
def page_templates() -> Environment:
    """The environment of the pages: everything is escaped, and a hole in a template is an error."""
    loader = PackageLoader("cdshooks.web", "templates")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, auto_reload=False)
    environment.trim_blocks = environment.lstrip_blocks = True
    # to_html escapes everything before it adds its own few tags.
    environment.filters["detail"] = lambda text: Markup(to_html(text))
    environment.filters["plain"] = plain
    environment.filters["pieces"] = pieces
    return environment


def pieces(line: str, references: Sequence[str]) -> list[str]:
    """The line cut at the references that stand in it: text, reference, text and so on in turn."""
    either = "|".join(re.escape(one) for one in sorted(references, key=len, reverse=True))
    return re.split(rf"(?<![\w/])({either})(?![\w-])", line) if either else [line]


def rendered(name: str, **values: Any) -> str:
    """The page of a template, which is compiled when its page is first looked at: a start waits for none."""
    return page_templates().get_template(name).render(**values)


def page_answer(html: str, policy: str = POLICY, status: int = 200) -> Response:
    """A page under its content security policy."""
    answer = Response(html, status, mimetype="text/html")
    answer.headers["Content-Security-Policy"] = policy
    return answer
