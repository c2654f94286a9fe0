"""How large a body may be, and how many fields a form has: as many as the largest page of ours sends."""

from __future__ import annotations

from flask import Flask, Request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from cdshooks.errors import refused

MOST_FIELDS = 10_000
"""Fields of one form. With all cards unfolded the workbench has 4,500; the framework alone takes 1,000."""


def install_body_limits(app: Flask, most_bytes: int) -> None:
    """No body of the app is longer, and a form may be as long: a record may be pasted instead of sent."""
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = most_bytes
    app.config["MAX_FORM_PARTS"] = MOST_FIELDS


def whole_body(request: Request) -> bytes:
    """All bytes of the body. Raises ``RequestEntityTooLarge`` where there are more than are read.

    Of a body in chunks the framework would leave out the rest without a word.
    """
    body = request.get_data(cache=False)
    if len(body) == request.max_content_length and request.environ["wsgi.input"].read(1):
        raise RequestEntityTooLarge
    return body


def checked(form: MultiDict[str, str]) -> MultiDict[str, str]:
    """The form. Raises ``Refused`` (413) where it has too many fields: the framework counts only the parts of
    forms that carry a file.
    """
    if sum(map(len, form.listvalues())) > MOST_FIELDS:
        raise refused(413, f"More than {MOST_FIELDS} fields are not read.", code="too-costly")
    return form
