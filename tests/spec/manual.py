"""The manual of the author's language, made from the spec tests: ``python -m tests.spec.manual`` writes it.

Each file ``test_NN_*.py`` is a chapter: its docstring opens it, each test is a paragraph (the docstring)
with its proof (the body). So the manual cannot say what the tests do not show.
"""

from __future__ import annotations

import ast
from pathlib import Path
from textwrap import dedent

FOLDER = Path(__file__).parent
MANUAL = FOLDER.parents[1] / "docs" / "language.md"

PREFACE = """\
# The author's language

A card is one file, read in the order in which a clinician reads: who owns it, what is looked at, when the
card speaks, what it says, and on whose authority. It holds no loops, no functions, no `if` and no dates.
Where a word is missing, the word is added to the language once, with a test of its own, and not worked
around in a card.

This manual is made from the tests in `tests/spec` (`python -m tests.spec.manual`); each example below is
run with the other tests. `ask(criterion, resource, ...)` judges one criterion for a record that holds
the resources named and nothing else. Days are counted from today: `on=-3` is three days ago. `ordered=`
are drafts that the hook is about, `elsewhere=` other drafts, `lacking=` lists that were not supplied.
"""


def chapters() -> list[Path]:
    return sorted(FOLDER.glob("test_[0-9][0-9]_*.py"))


def manual() -> str:
    """The whole manual as Markdown."""
    return "\n".join([PREFACE, *(_chapter(path) for path in chapters())])


def _chapter(path: Path) -> str:
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    title, _, rest = (ast.get_docstring(tree) or "").partition("\n")
    blocks = [f"## {title.rstrip('.')}", rest.strip()]
    said = [
        ast.get_source_segment(source, node) or ""
        for node in tree.body
        if (isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name | ast.Tuple))
        or (isinstance(node, ast.FunctionDef) and not _is_test(node))
    ]
    if said:
        blocks += ["Said once for this chapter:", _code("\n".join(said))]
    blocks += [
        block
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and _is_test(node)
        for block in _paragraph(source, node)
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _is_test(node: ast.FunctionDef) -> bool:
    return node.name.startswith("test_")


def _paragraph(source: str, test: ast.FunctionDef) -> list[str]:
    heading = test.name.removeprefix("test_").replace("_", " ").capitalize()
    lines = source.splitlines()[test.body[0].end_lineno : test.end_lineno]
    return [f"### {heading}", ast.get_docstring(test) or "", _code(dedent("\n".join(lines)))]


def _code(text: str) -> str:
    return f"```python\n{text.strip()}\n```"


if __name__ == "__main__":
    MANUAL.write_text(manual(), encoding="utf-8")
