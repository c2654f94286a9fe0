"""What the form of the workbench says: the trial that it asks for, or what can be kept of it to be mended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from cdshooks.errors import Refused, refused
from cdshooks.web.client_profiles import PROFILES
from cdshooks.web.workbench_edits import Edit, fields_of, read_edit, resources_in, value_from, with_edit
from cdshooks.web.workbench_trial import FIRST_SAMPLE, Trial, document_of

Read = TypeVar("Read")
Other = TypeVar("Other")

MOST_EDITS = 200
"""Values changed, and suggestions accepted, in one trial; what comes after them is not read."""

MOST_NUMBERS = 500
"""Numbers that are tried at once; the site policy has fewer."""


def trial_of(form: MultiDict[str, str], uploaded: str = "") -> Trial:
    """What the form says. ``uploaded``: the text of a file. Raises ``Refused`` (400) naming the field."""
    source = source_of(form, uploaded)
    # Another sample, or another text, starts anew: edits belong to the one before.
    before = (form.get("text-before", source.text_mark), form.get("sample-before", form.get("sample", "")))
    is_new = before != (source.text_mark, form.get("sample", ""))
    trial = Trial(
        text=source.text,
        sample=source.sample,
        hook="" if is_new else form.get("hook", ""),
        draft="" if is_new else form.get("draft", ""),
        day=None if is_new else _day(form.get("today", "")),
        client=_client(form.get("client", "default")),
        numbers=_numbers(form.get("numbers", "")) | _numbers_typed(form),
        edits=() if is_new else tuple(map(read_edit, form.getlist("edit")[:MOST_EDITS])),
        accepted=() if is_new else _accepted(form),
        opened=() if is_new else opened_in(form),
    )
    return trial if is_new else _with_fields(trial, form)


def as_it_stands(form: MultiDict[str, str], uploaded: str = "") -> Trial:
    """What can be kept of a form that cannot be read as a whole, so that one slip costs nothing else."""
    return replace(
        source_of(form, uploaded),
        hook=form.get("hook", ""),
        draft=form.get("draft", ""),
        day=_or_else(None, _day, form.get("today", "")),
        client=_or_else("default", _client, form.get("client", "default")),
        numbers_typed=form.get("numbers", "").strip(),
        edits=tuple(
            edit for text in form.getlist("edit")[:MOST_EDITS] if (edit := _or_else(None, read_edit, text))
        ),
        accepted=_accepted(form),
        opened=opened_in(form),
    )


def source_of(form: MultiDict[str, str], uploaded: str = "") -> Trial:
    """The text or the sample of a form, and nothing else of it."""
    text = uploaded or form.get("text", "").strip()
    return Trial(text=text, sample="" if text else form.get("sample") or FIRST_SAMPLE)


def _with_fields(trial: Trial, form: MultiDict[str, str]) -> Trial:
    """The trial with what was typed into opened resources, and what was taken out or put back."""
    edits = trial.edits
    kept = form.get("restore")
    if kept:
        edits = tuple(one for one in edits if one.written != kept)
    else:
        edits = _typed(trial, form)
    removed = form.get("remove")
    if removed:
        edits = (*(one for one in edits if one.reference != removed), Edit(removed, "", None))
    return replace(trial, edits=edits)


def _typed(trial: Trial, form: MultiDict[str, str]) -> tuple[Edit, ...]:
    """The edits with those of fields whose values are no longer what stands in the record."""
    typed = [(name, text) for name, text in form.items() if name.startswith("set ") and name.count(" ") > 1]
    edits = trial.edits
    emptied = {(one.reference, one.place) for one in edits if one.place and one.value is None}
    # What was emptied is still a field: it can be filled in again.
    there = replace(trial, edits=tuple(one for one in edits if (one.reference, one.place) not in emptied))
    found = resources_in(document_of(there)) if typed else {}
    for name, text in typed:
        _, reference, place = name.split(" ", 2)
        field = next((one for one in fields_of(found.get(reference, {})) if one.place == place), None)
        if field is None or text == ("" if (reference, place) in emptied else str(field.value)):
            continue
        edits = with_edit(edits, Edit(reference, place, value_from(text, field)))
    return edits


def opened_in(form: MultiDict[str, str]) -> tuple[str, ...]:
    """What is unfolded on a page, with what was just unfolded, and without what was folded up."""
    opened = [*form.getlist("opened"), *form.getlist("open")]
    return tuple(dict.fromkeys(one for one in opened if one != form.get("close")))


def _accepted(form: MultiDict[str, str]) -> tuple[str, ...]:
    """The suggestions taken before and now, without one that was given back and those that came after it."""
    taken = [*form.getlist("accepted"), *form.getlist("accept")][:MOST_EDITS]
    back = form.get("give-back")
    return tuple(taken[: taken.index(back)] if back in taken else taken)


def _or_else(otherwise: Other, read: Callable[[str], Read], text: str) -> Read | Other:
    """What is read from the text, or something else where it cannot be."""
    try:
        return read(text)
    except Refused:
        return otherwise


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise refused(400, "The day must be written as 2026-01-15.", "today") from None


def _client(name: str) -> str:
    if name not in PROFILES:
        raise refused(400, "There is no client profile with this name.", "client")
    return name


def _numbers_typed(form: MultiDict[str, str]) -> dict[str, Decimal]:
    """The numbers that were changed where a card lists its own."""
    typed = {name.partition(" ")[2]: text for name, text in form.items() if name.startswith("number ")}
    changed = {name: text for name, text in typed.items() if form.get(f"number-before {name}") != text}
    return _numbers("\n".join(f"{name} = {text}" for name, text in changed.items()))


def _numbers(text: str) -> dict[str, Decimal]:
    """The lines ``name = value``. Whether they fit is for the plan to say."""
    found = {}
    lines = [*filter(None, map(str.strip, text.splitlines()))]
    if len(lines) > MOST_NUMBERS:
        raise refused(400, f"Try at most {MOST_NUMBERS} numbers at once.", "numbers")
    for line in lines:
        name, _, value = line.partition("=")
        try:
            found[name.strip()] = Decimal(value.strip())
        except InvalidOperation:
            raise refused(400, "Write each number on its own line: name = value.", "numbers") from None
    return found
