"""The add-in's page and scripts: the hand-written client, with what it must know of the registries put in."""

from __future__ import annotations

import html
import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from xltargets.actions.registry import UNFINISHED, by_group
from xltargets.addin.officejs.manifest import command_name
from xltargets.addin.texts import in_languages
from xltargets.calc.arguments import Blank, Shape
from xltargets.errors import N_
from xltargets.functions import FUNCTIONS
from xltargets.locale import tags

if TYPE_CHECKING:
    from xltargets.actions.registry import Option
    from xltargets.calc.contract import Parameter

CLIENT = "client"

TEXTS = {
    "actions": N_("Commands"),
    "findings": N_("Last findings"),
    "nothing": N_("Nothing yet. Press a button, or type a formula such as =TARGET_SPLIT(100,{1;1;1})."),
    "errors": N_("Errors in cells"),
    "token": N_("Token"),
    "tokenHelp": N_("This server wants a token. Enter it once; it stays in this browser."),
    "save": N_("Save"),
    "working": N_("Working …"),
    "goTo": N_("Go to {cell}"),
    "download": N_("Download {file}"),
    "noServer": N_("The xlTargets server does not answer. Start it with: xltargets addin serve"),
    "wrongToken": N_("The server refused the token. Enter it in the xlTargets pane."),
    "refused": N_("The server refused the call: {reason}"),
    "unfinished": UNFINISHED,
    "unknownBlanks": N_("Excel did not say which of the cells are blank. Work the formula out again."),
}
"""What the client says, by the key that its scripts use."""


def pages() -> dict[str, str]:
    """The page, its style, the two scripts, and what they are, by file name."""
    return {
        "functions.js": _script("functions.js", "FUNCTIONS", _functions(), "TEXTS", _texts(), "LANGUAGES", tags()),
        "taskpane.js": _script("taskpane.js", "ACTIONS", _actions()),
        "README.md": _client("README.md"),
        "taskpane.css": _client("taskpane.css"),
        "taskpane.html": _client("taskpane.html").replace("{{title}}", html.escape("xlTargets")),
    }


def _client(name: str) -> str:
    return (files("xltargets.addin.officejs") / CLIENT / name).read_text(encoding="utf-8")


def _script(name: str, *constants: Any) -> str:
    """A script behind constants: name, value, name, value …"""
    lines = [
        f"const {constant} = {_literal(value)};\n"
        for constant, value in zip(constants[::2], constants[1::2], strict=True)
    ]
    return '"use strict";\n' + "".join(lines) + _client(name)


def _literal(value: dict[str, Any] | list[Any]) -> str:
    """JSON with one entry on a line."""
    if isinstance(value, dict):
        return "{\n" + "".join(f"  {_json(key)}: {_json(one)},\n" for key, one in value.items()) + "}"
    return "[\n" + "".join(f"  {_json(one)},\n" for one in value) + "]"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _functions() -> dict[str, list[bool]]:
    """For each function's arguments, whether a blank cell means something else than a zero."""
    return {
        name: [_minds_blanks(parameter) for parameter in function.parameters] for name, function in FUNCTIONS.items()
    }


def _minds_blanks(parameter: Parameter) -> bool:
    kind = parameter.kind
    return not (parameter.required and kind.blank is Blank.ZERO and kind.shape is not Shape.TABLE)


def _actions() -> list[dict[str, Any]]:
    """All that the pane must know of the actions, group by group."""
    return [
        {
            "key": action.key,
            "command": command_name(action),
            "label": in_languages(action.label),
            "tip": in_languages(action.tip),
            "group": in_languages(action.group),
            "needsBook": action.needs == "book",
            "menu": _menu(action.menu),
            "asks": [{"key": option.key, "label": in_languages(option.label)} for option in action.asks],
        }
        for actions in by_group(served=True).values()
        for action in actions
    ]


def _menu(option: Option | None) -> dict[str, Any] | None:
    """What the pane lets choose before the button is pressed."""
    if option is None:
        return None
    return {
        "key": option.key,
        "label": in_languages(option.label),
        "choices": [{"key": choice.key, "label": in_languages(choice.label)} for choice in option.choices()],
    }


def _texts() -> dict[str, dict[str, str]]:
    return {key: in_languages(message) for key, message in TEXTS.items()}
