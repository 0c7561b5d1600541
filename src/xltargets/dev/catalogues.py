"""The catalogues: every message of the code in each `messages.po`, and `messages.mo` compiled from it.

What translators wrote stays; a new message comes with an empty translation, one that is gone goes. The head of a
catalogue stays as it is, and a compiled one that says the same too, whichever version of Babel made it.
"""

from __future__ import annotations

import io
import tomllib
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

from xltargets.locale.language import Language
from xltargets.locale.of_click import BY_COUNT, WORDS
from xltargets.locale.of_click import DOMAIN as OF_CLICK

if TYPE_CHECKING:
    from pathlib import Path

LOCALE = "src/xltargets/locale"
KEYWORDS = {"N_": None, "_": None}
_WIDTH = 120
_HEAD = """\
# {name} messages of xltargets.
msgid ""
msgstr ""
"Project-Id-Version: xltargets 1\\n"
"Language: {catalogue}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"""


def make(root: Path) -> list[str]:
    """Bring all catalogues below a copy of the repository up to date; gives a note for each that is not whole."""
    template = extracted(root)
    notes = []
    for language in _languages(root):
        folder = root / LOCALE / language.catalogue / "LC_MESSAGES"
        missing = _update(folder, language, template)
        if missing:
            notes.append(
                f"{language.code}: {missing} messages have no translation yet; fill in the empty msgstr in "
                f"{LOCALE}/{language.catalogue}/LC_MESSAGES/messages.po."
            )
    return notes


def extracted(root: Path) -> Catalog:
    """Every message of the code, without translations."""
    mappings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["tool"]["babel"]["mappings"]
    patterns = [(one["pattern"], one["method"]) for one in mappings]
    template = Catalog()
    for _file, _line, message, comments, context in extract_from_dir(root, patterns, keywords=KEYWORDS):
        template.add(message, None, [], auto_comments=comments, context=context)
    return template


def _languages(root: Path) -> list[Language]:
    """The languages of the copy, which may have one that this Python has not imported."""
    found = []
    for path in sorted((root / LOCALE / "languages").glob("[!_]*.py")):
        space: dict[str, Language] = {}
        exec(compile(path.read_text("utf-8"), str(path), "exec"), space)  # noqa: S102  (our own declaration)
        found.append(space["LANGUAGE"])
    return [one for one in found if one.code != "en"]


def _update(folder: Path, language: Language, template: Catalog) -> int:
    """Bring one up to date; how many messages it does not translate."""
    source, target = folder / "messages.po", folder / "messages.mo"
    folder.mkdir(parents=True, exist_ok=True)
    if not source.is_file():
        head = _HEAD.format(name=language.code, catalogue=language.catalogue)
        source.write_text(head, encoding="utf-8", newline="\n")
    before = source.read_text("utf-8")
    catalog = read_po(io.BytesIO(before.encode()), domain="messages")
    catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
    written = io.BytesIO()
    write_po(written, catalog, width=_WIDTH, ignore_obsolete=True, sort_output=True)
    head = before.partition("\n\n")[0].rstrip("\n")
    body = written.getvalue().decode().partition("\n\n")[2]
    source.write_text(f"{head}\n\n{body}", encoding="utf-8", newline="\n")
    _compile(source, target)
    _compile_for_click(catalog, folder / f"{OF_CLICK}.mo")
    return sum(1 for message in catalog if message.id and not message.string)


def _compile(source: Path, target: Path) -> None:
    with source.open("rb") as file:
        catalog = read_po(file, domain="messages")
    translated = {message.id: message.string for message in catalog if message.id and message.string}
    if target.is_file():
        with target.open("rb") as file:
            if {message.id: message.string for message in read_mo(file) if message.id} == translated:
                return
    with target.open("wb") as file:
        write_mo(file, catalog)


def _compile_for_click(catalog: Catalog, target: Path) -> None:
    """What click says, as gettext finds it: its plurals, which are two messages among ours, as one."""
    said = {message.id: str(message.string) for message in catalog if message.id and message.string}
    chosen: dict[str | tuple[str, ...], str | tuple[str, ...]] = {one: said[one] for one in WORDS if one in said}
    chosen |= {pair: tuple(said[one] for one in pair) for pair in BY_COUNT if all(one in said for one in pair)}
    if target.is_file():
        with target.open("rb") as file:
            if {_whole(message.id): _whole(message.string) for message in read_mo(file) if message.id} == chosen:
                return
    made = Catalog(fuzzy=False)
    for one, text in chosen.items():
        made.add(one, text)
    with target.open("wb") as file:
        write_mo(file, made)


def _whole(texts: str | list[str] | tuple[str, ...] | None) -> str | tuple[str, ...]:
    return texts if isinstance(texts, str) else tuple(texts or ())
