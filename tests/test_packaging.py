"""The wheel alone is the service: machinery, cards, their data, and the samples of the demo."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
import requests

from tests.serving import clean_environment, free_port, serving

# One group, so that the wheel is built and installed once when tests run in several processes.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built with the locked build backend."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(folder)]
    subprocess.run(build, cwd=checkout, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment that holds the wheel, what it says it needs, and nothing else."""
    environment = tmp_path_factory.mktemp("installed") / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    versions = environment / "versions.txt"
    versions.write_text(locked_versions((checkout / "requirements.lock").read_text()))
    pip = [sys.executable, "-m", "pip", "--python", str(environment / "bin" / "python"), "install", "--quiet"]
    subprocess.run([*pip, "--no-compile", "--constraint", str(versions), str(wheel)], check=True)
    return environment / "bin"


def locked_versions(lock: str) -> str:
    """The lock without its hashes, as pip wants it to hold versions and not to demand them all."""
    return "\n".join(re.findall(r"^[\w.-]+==[^\\\n]*", lock, flags=re.MULTILINE))


def stories_of(card: str, programs: Path) -> list[Path]:
    """The requests of a card's stories, as the wheel brought them."""
    return sorted(programs.parent.glob(f"lib/*/site-packages/cdshooks/_sample_bundles/{card}/*/request.json"))


@pytest.mark.parametrize(
    ("folder", "place"),
    [("cards", "cards"), ("cdshooks", "cdshooks"), ("sample_bundles", "cdshooks/_sample_bundles")],
)
def test_the_wheel_holds_every_tracked_file_of_the_packages_and_the_samples(
    folder: str, place: str, wheel: Path, checkout: Path
) -> None:
    listed = subprocess.run(["git", "ls-files", "-z", folder], cwd=checkout, capture_output=True, check=True)
    tracked = [name for name in listed.stdout.decode().split("\0") if name and (checkout / name).is_file()]
    held = set(ZipFile(wheel).namelist())
    assert tracked
    assert [name for name in tracked if place + name.removeprefix(folder) not in held] == []


def test_the_wheel_holds_nothing_but_the_packages(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"cards", "cdshooks"}


def test_the_installed_wheel_names_our_catalogue_and_finds_it_in_its_own_environment(
    installed: Path, tmp_path: Path
) -> None:
    ask = (
        "from importlib.metadata import entry_points as e; import cards;"
        "print(*[p.value for p in e(group='cdshooks.catalogues')], cards.__file__)"
    )
    said = subprocess.run(
        [str(installed / "python"), "-c", ask],
        cwd=tmp_path,
        env=clean_environment(installed),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    catalogue, file = said.split(maxsplit=1)
    assert catalogue == "cards:CATALOGUE"
    assert file.startswith(str(installed.parent))


def test_the_installed_wheel_serves_a_card_in_a_folder_of_its_own(installed: Path, tmp_path: Path) -> None:
    port = free_port()
    command = [str(installed / "cdshooks"), "serve", "--demo", "--port", str(port)]
    with serving(command, port, tmp_path, clean_environment(installed)) as address:
        services = requests.get(f"{address}/cds-services", timeout=5).json()["services"]
        service_for = {service["hook"]: service["id"] for service in services}
        cards = []
        for story in stories_of("pjp-start", installed):
            request = json.loads(story.read_bytes())
            url = f"{address}/cds-services/{service_for[request['hook']]}"
            answer = requests.post(url, json=request, timeout=10)
            assert answer.status_code == 200, (story.parent.name, answer.text)
            cards += answer.json()["cards"]
    assert cards
    assert all(card["summary"] and card["source"]["label"] for card in cards)
