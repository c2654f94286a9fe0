"""A page that stands alone: HTML with its style and pictures inside, without a script or another address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from cdshooks.population.views import Cell


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its title and what it shows; the numbers stand in a table beside it."""

    title: str
    caption: str
    svg: Markup


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One of the numbers at the head of a page."""

    words: str
    cell: Cell


def render(template: str, **names: Any) -> str:
    """The page of a template of this room. Everything is escaped; a name that is not given raises."""
    packages = ("cdshooks.population", "cdshooks.publish")
    loader = ChoiceLoader([PackageLoader(package, "templates") for package in packages])
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    environment.trim_blocks = environment.lstrip_blocks = True
    return environment.get_template(template).render(**names) + "\n"
