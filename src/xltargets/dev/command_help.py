"""For Babel: the help of commands, from their docstrings and options, besides the marked messages.

Named in pyproject.toml as the method for the files that have commands.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from xltargets.dev.node_messages import extractor
from xltargets.locale.of_commands import placeholder, translated

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.errors import Translate

_COMMANDS = {"command", "group"}
_KIND = "ParamType"
"""What stands for a value is the name of its kind, if the option says nothing else."""


def _said(node: ast.AST) -> list[str]:
    """What the help of a command takes from a node."""
    if isinstance(node, ast.FunctionDef) and any(_name(one) in _COMMANDS for one in node.decorator_list):
        return _messages(translated, ast.get_docstring(node) or "")
    if isinstance(node, ast.ClassDef) and any(_name(one) == _KIND for one in node.bases):
        return _name_of_kind(node)
    if not isinstance(node, ast.Call):
        return []
    given = {one.arg: text for one in node.keywords for text in _texts([one.value])}
    match _name(node):
        case "argument":
            return _messages(placeholder, given.get("metavar") or _texts(node.args)[0].replace("-", "_").upper())
        case "language_option":
            return _texts(node.args)
        case "option" | "version_option":
            return [*_messages(placeholder, given.get("metavar", "")), given.get("help", "")]
    return []


def _name_of_kind(node: ast.ClassDef) -> list[str]:
    """What a kind of values is called, unless it says itself what stands for one."""
    if any(isinstance(one, ast.FunctionDef) and one.name == "get_metavar" for one in node.body):
        return []
    named = (one for one in node.body if isinstance(one, ast.Assign) and [_name(to) for to in one.targets] == ["name"])
    return [text.upper() for one in named for text in _texts([one.value])]


def _messages(shown: Callable[[str, Translate], str], text: str) -> list[str]:
    """What a way of showing a text has translated of it."""
    found: list[str] = []

    def kept(message: str) -> str:
        found.append(message)
        return message

    shown(text, kept)
    return found


def _texts(nodes: list[ast.expr]) -> list[str]:
    """Those that are texts as they stand."""
    return [one.value for one in nodes if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def _name(node: ast.expr) -> str:
    """The last part of what is called, or named."""
    if isinstance(node, ast.Call):
        return _name(node.func)
    if isinstance(node, ast.Subscript):
        return _name(node.value)
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


extract = extractor(_said)
"""Each message of a file as Babel wants it."""
