"""What a start loads: all that its first request needs, and nothing that these settings do not use."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

STARTED = "from cdshooks.commands.serve import started; started({options!r})"

SITE = """
[clients.main]
issuer = "https://ehr.example.org"
jwks_url = "https://ehr.example.org/jwks"
fhir_bases = ["https://ehr.example.org/fhir"]
"""


def loaded_by(code: str, where: Path, **environment: str) -> set[str]:
    """The packages that a process of its own has loaded after running the code in a folder."""
    told = "import json, sys; print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CDSHOOKS_")}
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{told}"],
        capture_output=True,
        text=True,
        check=True,
        cwd=where,
        env={**kept, "PYTHONPATH": str(ROOT), **environment},
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_demo_loads_no_library_that_it_does_not_use(tmp_path: Path) -> None:
    loaded = loaded_by(STARTED.format(options={"demo": True}), tmp_path)
    assert {"cards", "flask", "gunicorn", "jinja2", "prometheus_client"} <= loaded
    of_the_network = {"authlib", "cryptography", "jwt", "requests", "urllib3"}
    of_the_database = {"alembic", "sqlalchemy", "psycopg"}
    of_pictures = {"altair", "duckdb", "pandas", "pyarrow", "vl_convert"}
    assert not loaded & {*of_the_network, *of_the_database, *of_pictures, "fhir", "pytest"}


def test_a_demo_that_asks_a_server_has_loaded_what_asks_it(tmp_path: Path) -> None:
    code = STARTED.format(options={"demo": True})
    assert "requests" in loaded_by(code, tmp_path, CDSHOOKS_FHIR_BASES="https://ehr.example.org/fhir")


def test_a_site_has_loaded_what_its_first_request_needs(tmp_path: Path) -> None:
    site = tmp_path / "site.toml"
    site.write_text(SITE)
    loaded = loaded_by(STARTED.format(options={}), tmp_path, CDSHOOKS_SITE_FILE=str(site))
    assert {"cryptography", "jwt", "requests", "sqlalchemy"} <= loaded
    assert not loaded & {"alembic", "authlib", "fhir"}


def test_help_loads_no_more_than_the_command_line(tmp_path: Path) -> None:
    code = "from cdshooks.cli import main; main(['--help'], standalone_mode=False)"
    loaded = loaded_by(code, tmp_path)
    assert "click" in loaded
    assert not loaded & {"cards", "flask", "pydantic", "rich"}


def test_replay_loads_nothing_of_the_web(tmp_path: Path) -> None:
    request = ROOT / "sample_bundles" / "pjp-start" / "already-on-atovaquone" / "request.json"
    code = f"from cdshooks.cli import main; main(['replay', {str(request)!r}], standalone_mode=False)"
    loaded = loaded_by(code, tmp_path)
    assert {"cards", "rich"} <= loaded
    assert not loaded & {
        "fhir",
        "flask",
        "gunicorn",
        "jinja2",
        "requests",
        "sqlalchemy",
        "structlog",
        "werkzeug",
    }
