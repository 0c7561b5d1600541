"""For Babel: what wizards and lists say of the worksheet functions, from their docstrings, besides the marked messages.

Named in pyproject.toml as the method for the files that have worksheet functions.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from xltargets.dev.node_messages import extractor
from xltargets.functions.documentation import shown_in_wizards

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARK = "worksheet_function"


def _said(node: ast.AST) -> Iterable[str]:
    if isinstance(node, ast.FunctionDef) and any(_name(one) == _MARK for one in node.decorator_list):
        return shown_in_wizards(ast.get_docstring(node) or "")
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and _is_area(node.targets[0]):
        return [str(node.value.value)]
    return []


def _is_area(target: ast.expr) -> bool:
    """Whether it is what a file's functions are listed under."""
    return isinstance(target, ast.Name) and target.id == "AREA"


def _name(decorator: ast.expr) -> str:
    """The name of a decorator, called or not."""
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return called.id if isinstance(called, ast.Name) else ""


extract = extractor(_said)
"""Each message of a file as Babel wants it."""
