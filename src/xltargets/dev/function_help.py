"""For Babel: what wizards and lists say of the worksheet functions, from their docstrings, besides the marked messages.

Named in pyproject.toml as the method for the files that have worksheet functions.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from babel.messages.extract import extract_python

from xltargets.functions.documentation import shown_in_wizards

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from typing import IO

_MARK = "worksheet_function"


def extract(
    fileobj: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Any
) -> Iterator[tuple[int, Any, Any, Any]]:
    """Each message of a file as Babel wants it."""
    yield from extract_python(fileobj, keywords, comment_tags, options)
    fileobj.seek(0)
    for node in ast.walk(ast.parse(fileobj.read())):
        if isinstance(node, ast.FunctionDef) and any(_name(one) == _MARK for one in node.decorator_list):
            for text in shown_in_wizards(ast.get_docstring(node) or ""):
                yield node.lineno, None, text, []
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and _is_area(node.targets[0]):
            yield node.lineno, None, str(node.value.value), []


def _is_area(target: ast.expr) -> bool:
    """Whether it is what a file's functions are listed under."""
    return isinstance(target, ast.Name) and target.id == "AREA"


def _name(decorator: ast.expr) -> str:
    """The name of a decorator, called or not."""
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return called.id if isinstance(called, ast.Name) else ""
