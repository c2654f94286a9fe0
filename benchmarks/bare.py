"""The control over HTTP: the least that any Flask service does with the same body."""

from __future__ import annotations

import orjson
from flask import Flask, Response, request

app = Flask("bare", static_folder=None)


@app.post("/bare")
def bare() -> Response:
    """Parses the body, and answers that there are no cards."""
    orjson.loads(request.get_data(cache=False))
    return Response(orjson.dumps({"cards": []}), mimetype="application/json")
