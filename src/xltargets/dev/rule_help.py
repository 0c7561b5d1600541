"""For Babel: what lists say of the rules, the first lines of their docstrings, besides the marked messages.

Named in pyproject.toml as the method for the files that have rules.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from xltargets.dev.node_messages import extractor

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARK = "rule"


def _said(node: ast.AST) -> Iterable[str]:
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and any(_registers(one) for one in node.decorator_list):
        return [(ast.get_docstring(node) or "").partition("\n")[0]]
    return []


def _registers(decorator: ast.expr) -> bool:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(called, ast.Name) and called.id == _MARK


extract = extractor(_said)
"""Each message of a file as Babel wants it."""
