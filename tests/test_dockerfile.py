"""The Dockerfile, executed without Docker: its RUN, HEALTHCHECK and CMD lines, in a folder with a new Python.

A base image cannot be pulled on every machine that runs the tests. So a new virtual environment stands in
for the image's Python, an empty folder for its working folder, and "nobody" for its user where we are root.
"""

from __future__ import annotations

import json
import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml

from tests.serving import clean_environment, free_port, serving

PYTHONS = (
    sys.executable,
    "/usr/bin/python3",
    "python3.14",
    "python3.13",
    "python3.12",
    "python3.11",
    "python3",
)
SUITABLE = (
    "import ensurepip, os, ssl, sys;"
    "sys.exit(sys.version_info < (3, 11) or not os.access(os.path.realpath(sys.executable), os.X_OK))"
)


@dataclass(frozen=True)
class Instruction:
    verb: str
    text: str


@dataclass(frozen=True)
class Image:
    """What stands in for the built image: its folder, its environment, and who runs in it."""

    folder: Path
    environment: dict[str, str]
    user: int | None


def instructions_of(dockerfile: str) -> list[Instruction]:
    """The instructions in their order; comments dropped, continued lines joined."""
    lines = [line for line in dockerfile.splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    pairs = (line.strip().split(maxsplit=1) for line in joined.splitlines() if line.strip())
    return [Instruction(verb.upper(), text) for verb, text in pairs]


@pytest.fixture(scope="module")
def instructions(checkout: Path) -> list[Instruction]:
    return instructions_of((checkout / "Dockerfile").read_text())


def texts(instructions: list[Instruction], verb: str) -> list[str]:
    return [each.text for each in instructions if each.verb == verb]


def health_command(instructions: list[Instruction]) -> list[str]:
    [text] = texts(instructions, "HEALTHCHECK")
    command: list[str] = json.loads(text.split("CMD", 1)[1])
    return command


def run_as(
    user: int | None, command: list[str], folder: Path, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """The command, ended, with its output; as the present user where none is given."""
    groups: list[int] | None = None if user is None else []
    return subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        user=user,
        group=user,
        extra_groups=groups,
        check=False,
    )


def suitable(python: str, user: int | None) -> bool:
    """Whether this Python is new enough, can make environments, and may be started by that user."""
    try:
        return run_as(user, [python, "-c", SUITABLE], Path("/")).returncode == 0
    except OSError:
        return False


def least_user_and_python(version: str) -> tuple[int | None, str]:
    """Nobody, if we are root and nobody has a Python; else whoever we are; that version if it is there."""
    nobody = pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None
    for user in dict.fromkeys((nobody, None)):
        for python in (f"python{version}", *PYTHONS):
            if suitable(python, user):
                return user, python
    raise AssertionError("no Python 3.11 or later with venv was found")


def copy_context(checkout: Path, folder: Path) -> None:
    """What ``COPY . .`` brings: the files that git would take, less those that .dockerignore names."""
    ignored = set((checkout / ".dockerignore").read_text().split())
    list_files = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(list_files, cwd=checkout, capture_output=True, check=True).stdout.decode()
    for name in filter(None, listed.split("\0")):
        if name.split("/")[0] not in ignored and (checkout / name).is_file():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(checkout / name, target)


def test_what_a_hospital_puts_beside_compose_is_taken_neither_by_git_nor_into_the_image(
    checkout: Path,
) -> None:
    """Keys, passwords and who signed: an image is copied to registries, a commit to everybody."""
    own = ["site.toml", ".env", "deploy/site/site.toml", "deploy/site/reviews.toml", "deploy/tls/key.pem"]
    asked = subprocess.run(["git", "check-ignore", *own], cwd=checkout, capture_output=True, check=False)
    assert asked.stdout.decode().split() == own
    left_out = set((checkout / ".dockerignore").read_text().split())
    assert {name.split("/")[0] for name in own} <= left_out
    assert "reviews.toml" in left_out


def test_compose_gives_the_service_the_signatures_that_lie_beside_its_site_file(checkout: Path) -> None:
    """Without them every card that was signed would stay silent."""
    services = yaml.safe_load((checkout / "compose.yaml").read_text())["services"]
    service = services["service"]
    site_file = Path(service["environment"]["CDSHOOKS_SITE_FILE"])
    assert [volume.split(":")[1] for volume in service["volumes"]] == [str(site_file.parent)]


def give_to(user: int | None, folder: Path) -> None:
    if user is not None:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, user, user, follow_symlinks=False)


def run(command: list[str], image: Image) -> None:
    done = run_as(image.user, command, image.folder, image.environment)
    assert done.returncode == 0, (command, done.stdout.decode(), done.stderr.decode()[-3000:])


@pytest.fixture(scope="module")
def image(checkout: Path, instructions: list[Instruction]) -> Iterator[Image]:
    """The image after its last RUN line."""
    [base] = texts(instructions, "FROM")
    user, python = least_user_and_python(base.removeprefix("python:").removesuffix("-slim"))
    # Not in pytest's own folder: only its owner may enter that one.
    top = Path(tempfile.mkdtemp(prefix="cdshooks-image-"))
    try:
        folder = top / "app"
        folder.mkdir()
        copy_context(checkout, folder)
        give_to(user, top)
        settings = dict(pair.split("=", 1) for line in texts(instructions, "ENV") for pair in line.split())
        environment = clean_environment(top / "python" / "bin") | settings | {"HOME": "/"}
        # What pip installs stays uncompiled (it reads 0 as "do not"): most of it is never run here.
        environment |= {"PIP_NO_COMPILE": "0"}
        built = Image(folder, environment, user)
        run([python, "-m", "venv", "--without-pip", str(top / "python")], built)
        # The base image brings a present pip; that of an older Python takes three times as long for the lock.
        pip = [sys.executable, "-m", "pip", "--python", str(top / "python" / "bin" / "python"), "install"]
        subprocess.run([*pip, "--quiet", f"pip=={version('pip')}"], check=True)
        for line in texts(instructions, "RUN"):
            run(["/bin/sh", "-c", line], built)
        yield built
    finally:
        shutil.rmtree(top)


def test_the_base_is_a_slim_python_and_the_service_does_not_run_as_root(
    instructions: list[Instruction],
) -> None:
    assert [
        re.fullmatch(r"python:3\.1[1-9]-slim", base) is not None for base in texts(instructions, "FROM")
    ] == [True]
    [user] = texts(instructions, "USER")
    assert int(user) > 0
    verbs = [each.verb for each in instructions]
    assert verbs.index("USER") > max(i for i, verb in enumerate(verbs) if verb == "RUN")
    assert verbs.index("USER") < verbs.index("CMD")


def test_what_is_installed_comes_from_the_lock_with_hashes(instructions: list[Instruction]) -> None:
    fetching = [
        step
        for line in texts(instructions, "RUN")
        for step in line.split("&&")
        if " pip " in step and "--no-index" not in step and "--no-deps" not in step
    ]
    assert len(fetching) == 1
    assert "--require-hashes --requirement requirements.lock" in fetching[0]


def test_the_health_check_and_the_command_agree_on_the_port(instructions: list[Instruction]) -> None:
    [port] = texts(instructions, "EXPOSE")
    [command] = texts(instructions, "CMD")
    assert json.loads(command)[-4:] == ["--host", "0.0.0.0", "--port", port]
    assert f"http://127.0.0.1:{port}/health" in health_command(instructions)[-1]


@pytest.mark.slow
@pytest.mark.xdist_group("image")
def test_the_image_serves_and_calls_itself_healthy(image: Image, instructions: list[Instruction]) -> None:
    port = free_port()
    [exposed] = texts(instructions, "EXPOSE")
    [written] = texts(instructions, "CMD")
    programs = image.environment["PATH"].split(os.pathsep)[0]
    # Only the port differs from what is written: the one in the file may be taken on this machine.
    command = [*json.loads(written), "--port", str(port)]
    command[0] = f"{programs}/{command[0]}"
    with serving(command, port, image.folder, image.environment, image.user):
        check = [word.replace(f":{exposed}/", f":{port}/") for word in health_command(instructions)]
        run([f"{programs}/{check[0]}", *check[1:]], image)


@pytest.mark.slow
@pytest.mark.xdist_group("image")
def test_the_image_holds_no_tools_of_development(image: Image) -> None:
    programs = image.environment["PATH"].split(os.pathsep)[0]
    ask = (
        "from importlib.util import find_spec as f; print([n for n in ('pytest', 'mypy', 'sphinx') if f(n)])"
    )
    run([f"{programs}/python", "-c", ask + "; assert not any(map(f, ('pytest', 'mypy', 'sphinx')))"], image)
    assert not (image.folder / "wheels").exists()
